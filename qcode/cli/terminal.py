"""How many cells of a terminal a text takes, and cutting it to a number of them.

For tables of the command line only; the screens measure by Textual's own rules.
"""

from unicodedata import category, east_asian_width

from qcode.text.graphemes import graphemes

ELLIPSIS = "…"


def cells(text: str) -> int:
    """Return how many terminal cells a harmless text takes."""
    return len(text) if text.isascii() else sum(map(_char_cells, text))


def _char_cells(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def fitted(text: str, width: int) -> str:
    """Return the text cut to a number of cells, with an ellipsis where cut.

    No user-perceived character is cut through.
    """
    if cells(text) <= width:
        return text
    kept, used = "", cells(ELLIPSIS)
    for cluster in graphemes(text):
        used += cells(cluster.cut(text))
        if used > width:
            break
        kept += cluster.cut(text)
    return kept + ELLIPSIS


def ends_fitted(text: str, width: int) -> str:
    """Return the text cut to a number of cells, of which its end is kept."""
    if cells(text) <= width:
        return text
    kept, used = "", cells(ELLIPSIS)
    for cluster in reversed(list(graphemes(text))):
        used += cells(cluster.cut(text))
        if used > width:
            break
        kept = cluster.cut(text) + kept
    return ELLIPSIS + kept
