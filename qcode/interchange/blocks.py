"""Paragraphs, list items and table rows -> the text of a document.

Owns how the blocks of word processors and web pages stand apart: paragraphs by
a blank line, neighbours in one list or table by a line break. Knows no format.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a block is; an empty one only separates."""

    BODY = auto()
    ITEM = auto()
    ROW = auto()
    EMPTY = auto()


@dataclass(frozen=True)
class Block:
    """A paragraph, list item or table row, its cells parted by tabs."""

    kind: Kind
    text: str = ""


GAP = Block(Kind.EMPTY)


def paragraph(text: str, *, is_item: bool = False) -> Block:
    """Return the block of a paragraph's text, a gap where it is blank."""
    text = text.strip("\n")
    if not text.strip():
        return GAP
    return Block(Kind.ITEM if is_item else Kind.BODY, text)


def cell(blocks: Iterable[Block]) -> str:
    """Return a table cell's text in one line: breaks and tabs become spaces."""
    return " ".join(" ".join(block.text.split()) for block in blocks if block.text)


def numbered_notes(notes: Sequence[str]) -> list[Block]:
    """Return footnotes and endnotes as they stand at the end, none where none are.

    A heading opens a turn that is nobody's: they are no words of the last speaker.
    """
    if not notes:
        return []
    numbered = [f"[{number}] {note}" for number, note in enumerate(notes, start=1)]
    return [paragraph("# Notes"), *map(paragraph, numbered)]


def join(blocks: Iterable[Block]) -> str:
    """Return the text: neighbours of one list or table a line apart."""
    parts: list[str] = []
    previous = Kind.EMPTY
    for block in blocks:
        if block.text:
            together = block.kind is previous and block.kind is not Kind.BODY
            if parts:
                parts.append("\n" if together else "\n\n")
            parts.append(f"- {block.text}" if block.kind is Kind.ITEM else block.text)
        previous = block.kind
    return "".join(parts)
