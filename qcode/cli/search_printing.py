"""Words in context on the terminal: what was found, one below the other."""

import os
import shutil
import sys
from collections.abc import Sequence

import click

from qcode.cli.terminal import cells, ends_fitted, fitted
from qcode.model.search import Hit
from qcode.text.harmless import harmless

_GAP = "  "
_LEAST_CONTEXT = 12
_WIDEST_NAME = 24


def print_hits(hits: Sequence[Hit]) -> None:
    """Print each hit on a line of its own, all below one another.

    On a terminal the context is cut to fit; elsewhere nothing is.
    """
    if not hits:
        return
    places = [_place(hit) for hit in hits]
    if sys.stdout.isatty():
        places = [[fitted(it, _WIDEST_NAME) for it in place] for place in places]
    widths = [max(map(cells, column)) for column in zip(*places, strict=True)]
    texts = [_text(hit) for hit in hits]
    left = max(cells(before) for before, _, _ in texts)
    right = None
    if sys.stdout.isatty():
        taken = sum(widths) + len(_GAP) * sum(map(bool, widths))
        room = max(shutil.get_terminal_size().columns - taken, 3 * _LEAST_CONTEXT)
        left, right = min(left, room // 2 - _LEAST_CONTEXT // 2), room
    for place, text in zip(places, texts, strict=True):
        lead = _GAP.join(
            _padded(it, width) for it, width in zip(place, widths, strict=True) if width
        )
        sys.stdout.write(f"{lead}{_GAP}{_line(text, left, right)}".rstrip() + "\n")
    sys.stdout.flush()


def _place(hit: Hit) -> list[str]:
    values = (hit.document, str(hit.line), hit.time, hit.speaker)
    return [harmless(value) for value in values]


def _text(hit: Hit) -> tuple[str, str, str]:
    """Return what stands before, the hit, and what follows, each on one line."""
    before, text, after = (_on_a_line(it) for it in (hit.before, hit.text, hit.after))
    return before.lstrip(), text, after.rstrip()


def _on_a_line(text: str) -> str:
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return harmless(f"{lead}{' '.join(text.split())}{tail}")


def _line(text: tuple[str, str, str], left: int, room: int | None) -> str:
    before, found, after = text
    before = ends_fitted(before, left)
    padding = " " * (left - cells(before))
    if room is not None:
        found = fitted(found, max(room - left, _LEAST_CONTEXT))
        after = fitted(after, max(room - left - cells(found), 0))
    return f"{padding}{before}{_marked(found)}{after}"


def _marked(found: str) -> str:
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    if is_plain or not sys.stdout.isatty():
        return found
    return click.style(found, bold=True)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def print_passages(found: Sequence[Hit]) -> None:
    """Print passages that are to be coded, each with its place."""
    for hit in found:
        place = " ".join(it for it in _place(hit) if it)
        sys.stdout.write(f"{place}: {' '.join(harmless(hit.text).split())}\n")
    sys.stdout.flush()
