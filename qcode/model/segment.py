"""Coded segments as they are retrieved: the text of a coding, with its place."""

from typing import NamedTuple

from qcode.model.coding import Coding


class CodedSegment(NamedTuple):
    """A coding with all that people want to read beside it.

    A tuple, for a million are made in one go: a frozen dataclass takes five times as
    long.

    `text` is the segment, `before` and `after` its context in the document;
    `line` counts the lines of the stored text from 1; `speaker` is whose turn
    the segment starts in. `memo` joins what was written about the coding;
    `engine` and `score` are those of the suggestion that it was accepted from. `time`
    is when it was said by the document's time stamps (`00:01:02`), "" without.
    """

    coding: Coding
    document: str
    code: str
    path: str
    coder: str
    speaker: str
    line: int
    text: str
    before: str
    after: str
    memo: str
    engine: str | None = None
    score: float | None = None
    time: str = ""
