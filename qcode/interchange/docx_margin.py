"""What stands around the text of a Word document: notes, comments, page edges.

Owns where these parts lie in the package and what belongs to which place of the
text. Does not know how their paragraphs are read.

Source: ECMA-376 (5th ed.), Part 1, sections 17.10 (headers and footers), 17.11
(footnotes and endnotes) and 17.13.4 (comments).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

# Longer than what is told of a passage. Heard to the end, comments that reach over
# one another would take the square of their number.
LONGEST_PASSAGE = 300

RANGE_START = qn("w:commentRangeStart")
RANGE_END = qn("w:commentRangeEnd")
NOTE_REFERENCES = {
    qn("w:footnoteReference"): "w:footnote",
    qn("w:endnoteReference"): "w:endnote",
}

_ID = qn("w:id")
_PARTS = {
    "w:footnote": RELATIONSHIP_TYPE.FOOTNOTES,
    "w:endnote": RELATIONSHIP_TYPE.ENDNOTES,
    "w:comment": RELATIONSHIP_TYPE.COMMENTS,
}
_EDGES = {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}
_MOST_EDGES = 3
_LONGEST_EDGE = 60
_WORD = re.compile(r"[^\W\d_]+")
_OF_PAGE_NUMBERS = {"seite", "page", "von", "of", "s", "p"}


@dataclass
class Margin:
    """The notes and comments of a document, and which of them the text came by.

    `notes` are those referred to so far, in the order of the text; `passages` is how
    what each comment is about begins.
    """

    parts: Mapping[str, Mapping[str, BaseOxmlElement]]
    notes: list[BaseOxmlElement] = field(default_factory=list)
    passages: dict[str, str] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: WordDocument) -> "Margin":
        """Return what the document's package holds."""
        return cls({tag: _elements(document, tag) for tag in _PARTS})

    @property
    def comments(self) -> Mapping[str, BaseOxmlElement]:
        """The comments by id, in the order of their part."""
        return self.parts["w:comment"]

    def hear(self, text: str) -> None:
        """Take up text of the document for the comments whose passage goes on."""
        if not text or not self._open:
            return
        for comment in self._open:
            self.passages[comment] = (self.passages[comment] + text)[:LONGEST_PASSAGE]
        self._open = {
            it for it in self._open if len(self.passages[it]) < LONGEST_PASSAGE
        }

    def pass_by(self, element: BaseOxmlElement) -> None:
        """Begin or end a comment's passage where the text does."""
        comment = element.get(_ID) or ""
        if element.tag == RANGE_START:
            if comment in self.comments:
                self.passages.setdefault(comment, "")
                self._open.add(comment)
        else:
            self._open.discard(comment)

    def number_of_note(self, reference: BaseOxmlElement) -> int | None:
        """Return the number of the note that is referred to, `None` without."""
        kind = self.parts[NOTE_REFERENCES[reference.tag]]
        note = kind.get(reference.get(_ID) or "")
        if note is None:
            return None
        self.notes.append(note)
        return len(self.notes)


def _elements(document: WordDocument, tag: str) -> dict[str, BaseOxmlElement]:
    """Return the notes or comments by id; none where the document has no such part."""
    for relationship in document.part.rels.values():
        if relationship.reltype == _PARTS[tag] and not relationship.is_external:
            root = parse_xml(relationship.target_part.blob)
            return {
                element.get(_ID) or "": element for element in root.findall(qn(tag))
            }
    return {}


def told_of_edges(document: WordDocument) -> tuple[str, ...]:
    """Return what is told of headers and footers, which are left out.

    Nothing where they hold no more than the page's number.
    """
    found: dict[str, None] = {}
    for relationship in document.part.rels.values():
        if relationship.reltype in _EDGES and not relationship.is_external:
            root = parse_xml(relationship.target_part.blob)
            lines = (
                "".join(it.text or "" for it in line.iter(qn("w:t")))
                for line in root.iter(qn("w:p"))
            )
            text = " ".join(" ".join(lines).split())
            if set(_WORD.findall(text.casefold())) - _OF_PAGE_NUMBERS:
                found[text] = None
    if not found:
        return ()
    named = [
        f"'{text[:_LONGEST_EDGE]}{'…' if len(text) > _LONGEST_EDGE else ''}'"
        for text in list(found)[:_MOST_EDGES]
    ]
    more = len(found) - len(named)
    rest = f" and {more} more" if more else ""
    return (f"headers and footers were left out: {', '.join(named)}{rest}",)
