"""Two people who changed the same code: what came in between, and carrying over."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qcode.model.codebook import Code

# What people change of a code where they read it; key and place are the file's.
EDITED = ("name", "keywords", "definition", "include", "exclude", "example", "memo")


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """One text that is not what a person started from, by them or by others."""

    field: str
    seen: str
    theirs: str
    mine: str


def came_between(seen: Code, theirs: Code, mine: Code) -> list[Meanwhile]:
    """Return the fields that one of the two changed, in the editor's order."""
    return [found for found in _fields(seen, theirs, mine) if _is_changed(found)]


def _fields(seen: Code, theirs: Code, mine: Code) -> Iterator[Meanwhile]:
    for name in EDITED:
        texts = (_text(getattr(code, name)) for code in (seen, theirs, mine))
        yield Meanwhile(name, *texts)


def _is_changed(found: Meanwhile) -> bool:
    return {found.seen} != {found.theirs, found.mine}


def _text(value: str | tuple[str, ...]) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value


def carried_over(seen: Code, mine: Code, onto: Code) -> Code:
    """Return a code with what a person changed of the one they saw; else as it is."""
    changed = {
        name: getattr(mine, name)
        for name in EDITED
        if getattr(mine, name) != getattr(seen, name)
    }
    return replace(onto, **changed)
