"""Which paragraphs of a Word document are list items, by themselves or by style.

Source: ECMA-376 (5th ed.), Part 1, sections 17.9.18 (numId; 0 takes a list
away) and 17.3.1.20 (outlineLvl; 0 to 8 are headings, 9 is body text).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_NO_LIST = "0"
_BODY_LEVEL = "9"
# Longer ones only serve to take time: each paragraph follows its own.
_LONGEST_CHAIN = 100


@dataclass(frozen=True)
class _Style:
    """What one style says itself; `None` where it leaves it to `based_on`."""

    based_on: str | None
    list_id: str | None
    level: str | None


_UNKNOWN = _Style(based_on=None, list_id=None, level=None)


@dataclass(frozen=True)
class Styles:
    """A document's paragraph styles by id."""

    by_id: Mapping[str, _Style]
    default_id: str | None

    @classmethod
    def of(cls, styles: BaseOxmlElement) -> "Styles":
        """Return the styles of the part's root element (w:styles)."""
        by_id: dict[str, _Style] = {}
        default_id = None
        for element in styles.findall(qn("w:style")):
            style_id = element.get(qn("w:styleId"))
            if style_id is None or element.get(qn("w:type")) != "paragraph":
                continue
            by_id[style_id] = _Style(_value(element, "w:basedOn"), *_own(element))
            if element.get(qn("w:default")) in {"1", "true", "on"}:
                default_id = style_id
        return cls(by_id, default_id)

    def is_list_item(self, paragraph: BaseOxmlElement) -> bool:
        """Whether a paragraph is in a list and no (numbered) heading."""
        list_id, level = _own(paragraph)
        style_id = _value(paragraph, "w:pPr", "w:pStyle") or self.default_id
        seen: set[str] = set()
        while style_id is not None and len(seen) < _LONGEST_CHAIN:
            if style_id in seen:
                break
            seen.add(style_id)
            style = self.by_id.get(style_id, _UNKNOWN)
            list_id = style.list_id if list_id is None else list_id
            level = style.level if level is None else level
            style_id = style.based_on
        is_heading = level is not None and level != _BODY_LEVEL
        return list_id not in {None, _NO_LIST} and not is_heading


def _own(element: BaseOxmlElement) -> tuple[str | None, str | None]:
    """Return the list's id and the outline level that an element states itself."""
    return (
        _value(element, "w:pPr", "w:numPr", "w:numId"),
        _value(element, "w:pPr", "w:outlineLvl"),
    )


def _value(element: BaseOxmlElement, *path: str) -> str | None:
    found = element.find("/".join(map(qn, path)))
    return None if found is None else found.get(qn("w:val"))
