"""Codes and the tree they form. Knows neither files nor counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from qcode.errors import UnknownCodeError
from qcode.model.ids import CodeId, StudyId

PATH_SEPARATOR = " > "


@dataclass(frozen=True, slots=True)
class Code:
    """An idea looked for in the texts.

    `key` is stable and unique; former keys stand in `formerly`, the oldest
    first. `colour` is "#rrggbb" or empty (then the nearest ancestor's holds).
    `shortcut` is one key of the keyboard or empty. A code that is not
    `codable` only groups its children.
    """

    id: CodeId
    key: str
    name: str
    parent_id: CodeId | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    keywords: tuple[str, ...] = ()
    colour: str = ""
    memo: str = ""
    codable: bool = True
    shortcut: str = ""
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """The study's codes: each parent before its children, siblings in order."""

    study_id: StudyId
    name: str
    language: str
    codes: tuple[Code, ...] = field(default=())

    @cached_property
    def _by_id(self) -> dict[CodeId, Code]:
        return {code.id: code for code in self.codes}

    @cached_property
    def _by_key(self) -> dict[str, Code]:
        return {code.key: code for code in self.codes}

    @cached_property
    def _children(self) -> dict[CodeId | None, list[Code]]:
        children: dict[CodeId | None, list[Code]] = {}
        for code in self.codes:
            children.setdefault(code.parent_id, []).append(code)
        return children

    def __contains__(self, code_id: object) -> bool:
        return code_id in self._by_id

    def code(self, code_id: CodeId) -> Code:
        """Return the code with this id; raises UnknownCodeError."""
        try:
            return self._by_id[code_id]
        except KeyError:
            raise UnknownCodeError(str(code_id)) from None

    def by_key(self, key: str) -> Code | None:
        """Return the code with this key, `None` if there is none."""
        return self._by_key.get(key)

    def children(self, code_id: CodeId | None) -> Sequence[Code]:
        """Return a code's children in order; `None` stands for the top level."""
        return self._children.get(code_id, [])

    def ancestors(self, code_id: CodeId) -> list[Code]:
        """Return the codes above this one, the topmost first."""
        above: list[Code] = []
        parent_id = self.code(code_id).parent_id
        while parent_id is not None:
            parent = self.code(parent_id)
            above.insert(0, parent)
            parent_id = parent.parent_id
        return above

    def path(self, code_id: CodeId) -> str:
        """Return the names from the top level down to the code, as people read them."""
        names = [code.name for code in (*self.ancestors(code_id), self.code(code_id))]
        return PATH_SEPARATOR.join(names)

    def colour(self, code_id: CodeId) -> str:
        """Return the code's colour or the nearest ancestor's, "" if none has one."""
        for code in (self.code(code_id), *reversed(self.ancestors(code_id))):
            if code.colour:
                return code.colour
        return ""

    def subtree(self, code_id: CodeId) -> Iterator[Code]:
        """Yield the code and all below it, in order."""
        yield self.code(code_id)
        for child in self.children(code_id):
            yield from self.subtree(child.id)


def in_tree_order(codes: Sequence[Code]) -> tuple[Code, ...]:
    """Return the codes with each parent before its children, siblings as given.

    A code whose parent is not among them comes as if at the top level.
    """
    known = {code.id for code in codes}
    children: dict[CodeId | None, list[Code]] = {}
    for code in codes:
        parent_id = code.parent_id if code.parent_id in known else None
        children.setdefault(parent_id, []).append(code)

    def walk(parent_id: CodeId | None) -> Iterator[Code]:
        for code in children.get(parent_id, []):
            yield code
            yield from walk(code.id)

    return tuple(walk(None))
