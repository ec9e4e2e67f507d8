r"""Footnotes and endnotes of RTF, put where its reader does not drop them.

A note is a group that begins with `\footnote`, which the reader leaves out as a
destination. Here its place gets a number, and what it says stands behind the text.

Source: Rich Text Format (RTF) Specification 1.9.1, section "Footnotes".
"""

import re
from dataclasses import dataclass

# Stands before each note on the way through the reader.
_NOTE = "\u2029"
_TOKEN = re.compile(r"\\(?:footnote(?![a-z])|[\\{}])|[{}]")
_END = re.compile(r"\}[\x00\x1a \t\r\n]*\Z")


@dataclass(frozen=True, slots=True)
class MarkedNotes:
    """The markup with its notes at the end, and how many it has."""

    markup: str
    number: int

    def apart(self, text: str) -> tuple[str, list[str]]:
        """Return the text that the reader made of the markup, and its notes.

        A note is one line, as the notes of other formats are.
        """
        body, *notes = text.rsplit(_NOTE, self.number)
        return body, [" ".join(note.split()) for note in notes]


def with_notes_at_end(markup: str) -> MarkedNotes:
    """Return the markup with each note's number in its place.

    Where the groups do not close as they should nothing is moved.
    """
    end = _END.search(markup)
    spans = _spans(markup)
    if end is None or not spans:
        return MarkedNotes(markup, 0)
    pieces, notes, place = [], [], 0
    for number, (start, inner, stop) in enumerate(spans, start=1):
        pieces.append(f"{markup[place:start]}{{[{number}]}}")
        notes.append(f"{{\\par {_NOTE}{markup[inner:stop]}}}")
        place = stop + 1
    pieces.append(markup[place : end.start()])
    return MarkedNotes("".join([*pieces, *notes, "}"]), len(spans))


def _spans(markup: str) -> list[tuple[int, int, int]]:
    """Return where each note's group begins, what it says begins, and it ends."""
    found: list[tuple[int, int, int]] = []
    opened: list[int] = []
    note: tuple[int, int] | None = None
    for token in _TOKEN.finditer(markup):
        match token[0]:
            case "{":
                opened.append(token.start())
            case "}" if opened:
                start = opened.pop()
                if note is not None and start == note[0]:
                    found.append((*note, token.start()))
                    note = None
            case "\\footnote" if len(opened) > 1 and note is None:
                note = opened[-1], token.end()
    return found
