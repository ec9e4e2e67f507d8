"""Headers and footers of printed pages, recognised because pages repeat them.

Owns what counts as repeated: the first and last lines of most pages that differ at
most in their numbers. Whether they are left out is for others to decide.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

EDGE = 2
"""So many lines at the top and at the bottom of a page may be repeated ones."""
FEWEST_PAGES = 3
SHARE = 0.6

_NUMBER = re.compile(r"\d+")

Place = tuple[str, str]


def repeated_lines(pages: Sequence[Sequence[str]]) -> list[str]:
    """Return the forms of the lines that most pages repeat, numbers as `#`."""
    return list(dict.fromkeys(form for _, form in _repeated(pages)))


def without_repeated(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the pages' rows without the lines that most pages repeat."""
    repeated = set(_repeated(pages))
    kept = []
    for rows in pages:
        gone = {row for row, place in _edges(rows) if place in repeated}
        kept.append(_trimmed([it for row, it in enumerate(rows) if row not in gone]))
    return kept


def _trimmed(rows: list[str]) -> list[str]:
    """Return the rows without blank ones at their edges: a sentence may go on there."""
    filled = [number for number, row in enumerate(rows) if row.strip()]
    return rows[filled[0] : filled[-1] + 1] if filled else []


def _repeated(pages: Sequence[Sequence[str]]) -> list[Place]:
    filled = [rows for rows in pages if any(row.strip() for row in rows)]
    # A line counts once a page, though it may stand there twice.
    counts = Counter(
        place for rows in filled for place in dict.fromkeys(p for _, p in _edges(rows))
    )
    least = max(FEWEST_PAGES, SHARE * len(filled))
    return [place for place, number in counts.items() if number >= least]


def _edges(rows: Sequence[str]) -> Iterator[tuple[int, Place]]:
    """Yield the rows at the edges of a page, each with where it is and its form."""
    filled = [number for number, row in enumerate(rows) if row.strip()]
    for side, numbers in (("top", filled[:EDGE]), ("bottom", filled[-EDGE:])):
        for number in numbers:
            yield number, (side, _form(rows[number]))


def _form(row: str) -> str:
    return _NUMBER.sub("#", " ".join(row.split()))
