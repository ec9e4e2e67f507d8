"""The plain masters of the demonstration documents, read into parts.

A master is UTF-8 with LF. Its first line is the title, its second the note that
the document is invented; after that every line that is not blank is one part:
`## ` marks a heading, `- ` a list item, all else is a paragraph, whose label, if
it has one, ends with the first colon.
"""

import re
from dataclasses import dataclass
from pathlib import Path

_LABEL = re.compile(r"[^\W\d_][^:.,!?„“–\n]{0,40}:(?= )")


@dataclass(frozen=True)
class Part:
    """One paragraph; `kind` is title, note, heading, item or paragraph."""

    kind: str
    label: str
    text: str


def read_master(path: Path) -> list[Part]:
    """Return a master's parts in order, the title and the note first."""
    lines = path.read_text(encoding="utf-8").split("\n")
    title, note, *body = (line for line in lines if line.strip())
    return [Part("title", "", title), Part("note", "", note), *map(_part, body)]


def text_of(parts: list[Part]) -> str:
    """Return the text an importer should find, by the rules of the formats.

    Paragraphs stand apart by a blank line, neighbouring list items by a break.
    """
    text, previous = "", ""
    for part in parts:
        is_item = part.kind == "item"
        text += "\n" if is_item and previous == "item" else "\n\n"
        text += f"{'- ' if is_item else ''}{part.label}{part.text}"
        previous = part.kind
    return text.removeprefix("\n\n")


def _part(line: str) -> Part:
    if line.startswith("## "):
        return Part("heading", "", line.removeprefix("## "))
    if line.startswith("- "):
        return Part("item", "", line.removeprefix("- "))
    label = _LABEL.match(line)
    end = label.end() if label else 0
    return Part("paragraph", line[:end], line[end:])
