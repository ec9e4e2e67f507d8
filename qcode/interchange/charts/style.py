"""How charts look: sizes for an A4 page, one font, colours that differ in grey too.

Families are told apart by colour and hatching, so that neither a grey print nor
colour blindness hides which is which.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

WIDTH_IN = 6.3
"""The text's width on an A4 page with margins of 25 mm."""
TALLEST_IN = 9.0

# Okabe and Ito (2008), Color Universal Design, ordered so that neighbours differ in
# luminance as well.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#56b4e9", "#d55e00", "#cc79a7", "#f0e442")
HATCHES = ("", "///", "...", "\\\\\\", "xxx", "---", "ooo")
INK, FAINT, PAPER = "#222222", "#8a8a8a", "#ffffff"
SCALE = "Blues"

# Any: matplotlib types its settings one by one.
SETTINGS: Mapping[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8.0,
    "axes.titlesize": 10.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.linewidth": 0.6,
    "hatch.color": PAPER,
    "legend.frameon": False,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    # Text stays text; and what is drawn twice is the same twice.
    "svg.fonttype": "none",
    "svg.hashsalt": "qcode",
    "pdf.fonttype": 42,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How the things of one family are filled."""

    colour: str
    hatch: str


def looks(families: Iterable[str]) -> dict[str, Look]:
    """Return a look for each family, in the order in which they first come."""
    names = list(dict.fromkeys(families))
    return {
        name: Look(
            COLOURS[number % len(COLOURS)],
            HATCHES[(number + number // len(COLOURS)) % len(HATCHES)],
        )
        for number, name in enumerate(names)
    }


def folded(name: str, width: int = 30, lines: int = 2) -> str:
    """Return a name on at most so many lines, the rest told by an ellipsis.

    It ends with a whole word where one fits.
    """
    parts = wrap(name, width) or [""]
    if len(parts) > lines:
        kept = parts[: lines - 1]
        rest = " ".join(name.split())
        for part in kept:
            rest = rest[len(part) :].lstrip()
        last = wrap(rest, width - 2, break_on_hyphens=False)[0]
        parts = [*kept, f"{last} …"]
    return "\n".join(parts)


def written(value: float, decimal: str, places: int = 1) -> str:
    """Return a number as it stands on a chart; what there is none of is a dash."""
    if math.isnan(value):
        return "–"
    if value == int(value):
        return f"{value:.0f}"
    return f"{value:.{places}f}".replace(".", decimal)


def height_for(items: int, each_in: float = 0.26, around_in: float = 1.3) -> float:
    """Return how tall a chart of so many rows is, within the page."""
    return min(TALLEST_IN, max(2.2, items * each_in + around_in))
