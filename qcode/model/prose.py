"""A text for readers, put together of blocks; how it becomes a file is told elsewhere.

Anchors are names within one text that links lead to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Some words; `target` is the anchor that they lead to, if any."""

    text: str
    target: str = ""
    is_strong: bool = False


Words: TypeAlias = Sequence[Run]


def plain(text: str) -> tuple[Run, ...]:
    """Return words that lead nowhere."""
    return (Run(text),)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a level from 1; the title of the whole has none."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; an `anchor` makes it a place that links lead to."""

    words: Words
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: Sequence[Words]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, word for word, and where it stands.

    `remark` is what must be known of it, as that it changed since it was chosen.
    """

    text: str
    source: Words
    remark: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with one heading line; cells are words.

    `widths` are the columns' shares of the width, all alike where there are none.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Words]]
    widths: Sequence[float] = ()


Block: TypeAlias = Heading | Paragraph | Bullets | Quote | Grid


class Paper(StrEnum):
    """How a page lies."""

    UPRIGHT = "upright"
    ACROSS = "across"


@dataclass(frozen=True, slots=True)
class Prose:
    """A whole text: its language as a tag ("de"), its title, and its blocks.

    `at` is the time it speaks of, which stands in a file instead of the present.
    Pages that lie across are for wide tables, in smaller letters.
    """

    language: str
    title: str
    blocks: Sequence[Block]
    contents: str = ""
    at: datetime | None = None
    paper: Paper = Paper.UPRIGHT


def anchors(prose: Prose) -> set[str]:
    """Return all anchors that the text has."""
    return {
        block.anchor
        for block in prose.blocks
        if isinstance(block, Heading | Paragraph | Quote) and block.anchor
    }
