"""Regular expressions on folded text, in a process that can be stopped.

Python's `re` may try longer than anybody waits ("(a+)+b") and hears nobody while it
does. So it runs in a process of its own, which is ended where a text takes too long.
"""

import re
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from qcode.errors import RefusedError
from qcode.model.span import Span
from qcode.text.folded import folded
from qcode.text.searched import LABEL, Searched

LIMIT_S = 10.0
_LONGEST = 1_000
_ENDED = "The search with this pattern broke off. Make the pattern simpler."
_HOW = re.IGNORECASE | re.MULTILINE
# What is an escape or opens a named group stays; letters beyond ASCII fold together
# with the one before, which they may stand above.
_TO_FOLD = re.compile(r"\\.|\(\?P|[A-Za-z]?[^\x00-\x7f]+|[A-Z]", re.DOTALL)
_SAID = re.compile(rf"[^{LABEL}\s][^{LABEL}]*")


def folded_pattern(pattern: str) -> str:
    """Return a regular expression that finds in folded text what this one means.

    Raises RefusedError with what is wrong, and where, if it is none.
    """
    if not pattern.strip():
        raise RefusedError("There is nothing to search for. Give a pattern.")
    if len(pattern) > _LONGEST:
        raise RefusedError(f"A pattern has at most {_LONGEST} characters.")
    try:
        re.compile(pattern, _HOW)
        found = _TO_FOLD.sub(_fold, pattern)
        re.compile(found, _HOW)
    except re.error as error:
        place = "" if error.pos is None else f" at its character {error.pos + 1}"
        raise RefusedError(
            f"The pattern is no regular expression{place}: {error.msg}."
        ) from error
    except (RecursionError, OverflowError) as error:
        raise RefusedError("The pattern is nested too deeply or too large.") from error
    return found


def _fold(match: re.Match[str]) -> str:
    part = match[0]
    if part.startswith(("\\", "(?P")):
        return part
    return part.lower() if part.isascii() else re.escape(folded(part))


class PatternSearch:
    """A regular expression, ready to be searched for; to be closed after use.

    It sees each turn for itself: `^` and `$` are its ends, or those of lines. A text
    that takes longer than `limit_s` raises RefusedError.
    """

    def __init__(self, pattern: str, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        arguments = (theirs, folded_pattern(pattern))
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        # The start of a process is no part of the time that a text may take.
        self._received()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._ours.close()
        self._process.terminate()
        self._process.join()

    def spans(self, searched: Searched) -> Iterator[Span]:
        """Yield where the pattern fits, one behind the other; never nothing at all."""
        seen = searched.seen_folded
        try:
            self._ours.send(seen.text)
        except OSError as error:
            raise RefusedError(_ENDED) from error
        if not self._ours.poll(self._limit_s):
            raise RefusedError(
                f"The pattern needs more than {self._limit_s:g} seconds for a single "
                "document, and was given up. Make it simpler: no repetition inside "
                "another, as in (a+)+."
            )
        for start, end in self._received():
            hit = searched.hit(seen.span(start, end))
            if hit is not None:
                yield hit

    def _received(self) -> list[tuple[int, int]]:
        try:
            found: list[tuple[int, int]] = self._ours.recv()
        except EOFError as error:
            raise RefusedError(_ENDED) from error
        return found


def _serve(theirs: Connection, pattern: str) -> None:
    """Answer each text with the places where the pattern fits, until nobody asks."""
    wanted = re.compile(pattern, _HOW)
    try:
        theirs.send([])
        while True:
            theirs.send(list(_places(wanted, theirs.recv())))
    except (EOFError, OSError, KeyboardInterrupt):
        return


def _places(wanted: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for said in _SAID.finditer(text):
        for found in wanted.finditer(said[0]):
            if found.end() > found.start():
                yield said.start() + found.start(), said.start() + found.end()
