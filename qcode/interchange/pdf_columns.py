"""Printed pages in two columns: recognised, and read one column after the other.

Owns what counts as columns: a gap down the middle of a page that few of its rows cross,
with words enough on both sides. A margin of speakers or times is none.
"""

from collections.abc import Sequence

FEWEST_ROWS = 8
MOST_CROSSING = 0.2
"""The share of rows that may cross the gap: headings, and lines over both columns."""
FEWEST_BESIDE = 0.4
"""The share of rows with text on one side, which both sides must have."""
FEWEST_WORDS = 3
"""So many words a row must have on each side, on average."""
ABOUT_THE_MIDDLE = 0.35
"""How far from the middle the gap may be, as a share of the way to the edge."""
WIDEST = 400

_NARROWEST_GAP = 2


def gap_between_columns(rows: Sequence[str]) -> int | None:
    """Return the character at which the second column may begin, `None` if none does.

    `rows` are a page's, with blanks where the page has them.
    """
    filled = [row for row in rows if row.strip()]
    width = max(map(len, filled), default=0)
    if len(filled) < FEWEST_ROWS or width > WIDEST:
        return None
    indent = min(len(row) - len(row.lstrip()) for row in filled)
    reach = (width - indent) / 2 * ABOUT_THE_MIDDLE
    middle = (indent + width) / 2
    best, begin = (0, 0), None
    for place in range(int(middle - reach), int(middle + reach) + 1):
        crossing = sum(row[place : place + 1].strip() != "" for row in filled)
        if crossing > MOST_CROSSING * len(filled):
            begin = None
            continue
        begin = place if begin is None else begin
        best = max(best, (place + 1 - begin, place + 1))
    gap, end = best
    if gap < _NARROWEST_GAP or not _has_text_beside(filled, end):
        return None
    return end


def column_after_column(rows: Sequence[str], gap: int) -> list[str]:
    """Return a page's rows in the order in which its columns are read.

    Rows that cross the gap stay where they are, between what is above and below.
    """
    ordered: list[str] = []
    together: list[str] = []
    for row in rows:
        if row[gap - 1 : gap].strip():
            ordered += [*_apart(together, gap), row]
            together = []
        else:
            together.append(row)
    return ordered + _apart(together, gap)


def _apart(rows: Sequence[str], gap: int) -> list[str]:
    right = [row[gap:] for row in rows]
    indent = min((len(it) - len(it.lstrip()) for it in right if it.strip()), default=0)
    left = _trimmed([row[:gap].rstrip() for row in rows])
    return left + _trimmed([it[indent:] for it in right])


def _trimmed(rows: Sequence[str]) -> list[str]:
    """Return the rows without blank ones at either end: a sentence may go on there."""
    filled = [number for number, row in enumerate(rows) if row.strip()]
    return list(rows[filled[0] : filled[-1] + 1]) if filled else []


def _has_text_beside(filled: Sequence[str], gap: int) -> bool:
    for side in ([row[:gap] for row in filled], [row[gap:] for row in filled]):
        words = [len(it.split()) for it in side if it.strip()]
        if len(words) < FEWEST_BESIDE * len(filled):
            return False
        if sum(words) < FEWEST_WORDS * len(words):
            return False
    return True
