"""What of a study may be read in public, as [publish] in qcode.toml says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_TELLING = (
    *("city", "place", "municipality", "address"),
    *("name", "person", "email", "phone"),
    *("organisation", "organization", "institution", "employer"),
)


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """What must not be read in a quotation, and how sources are described.

    `hide` names the attributes of cases whose values tell who or where somebody is,
    `words` is what else must not be read. `role` and `size` are the attributes by
    which readers may know a source; their values are published.
    """

    hide: Sequence[str] = _TELLING
    words: Sequence[str] = ()
    role: str = "role"
    size: str = "size_class"


def publish_settings(value: object) -> PublishSettings:
    """Return what the table says; raises ValueError with what belongs there."""
    if not isinstance(value, Mapping):
        raise ValueError("[publish] is a table, with a line for each value.")
    usual = PublishSettings()
    known = ("hide", "words", "role", "size")
    for name in value:
        if name not in known:
            raise ValueError(f"[publish] has no '{name}'; it knows {', '.join(known)}.")
    made = PublishSettings(
        hide=_names("hide", value.get("hide", list(usual.hide))),
        words=_names("words", value.get("words", [])),
        role=_name("role", value.get("role", usual.role)),
        size=_name("size", value.get("size", usual.size)),
    )
    for name in (made.role, made.size):
        if name in made.hide:
            raise ValueError(
                f"[publish] hides '{name}' and would show it; take it out of hide, or "
                "name another attribute."
            )
    return made


def _names(what: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(
        isinstance(it, str) and it.strip() for it in value
    ):
        raise ValueError(
            f'{what} in [publish] is a list of words, as in {what} = ["Seefeld"].'
        )
    return tuple(value)


def _name(what: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{what} in [publish] is the name of an attribute of cases.")
    return value
