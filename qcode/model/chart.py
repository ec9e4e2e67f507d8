"""What charts show, as numbers and words; how they are drawn is told elsewhere.

All words on a chart are in here, so that a chart is in one language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from qcode.model.span import Span


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written around a chart.

    `title` stands above, `axis` says what the numbers are numbers of, `source` is
    the line below it: what was counted, and from which state of the study. `decimal`
    is the language's sign between whole and part.
    """

    title: str
    axis: str = ""
    source: str = ""
    decimal: str = "."


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers for each item in turn, nan where there is none."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class BarChart:
    """A bar for each item, beside each other where there are several series."""

    caption: Caption
    items: Sequence[str]
    series: Sequence[Series]


@dataclass(frozen=True, slots=True)
class StackedBarChart:
    """A bar for each item, put together of the series."""

    caption: Caption
    items: Sequence[str]
    series: Sequence[Series]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A number for each row and column; `values` has a sequence for each row."""

    caption: Caption
    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Node:
    """A code in a network; codes of one family are drawn in one colour."""

    name: str
    size: float
    family: str


@dataclass(frozen=True, slots=True)
class Edge:
    """How strongly two nodes, by their indices, hang together."""

    first: int
    second: int
    weight: float


@dataclass(frozen=True, slots=True)
class NetworkChart:
    """Codes and which of them occur together."""

    caption: Caption
    nodes: Sequence[Node]
    edges: Sequence[Edge]


@dataclass(frozen=True, slots=True)
class CurveChart:
    """Numbers along an order of things, with the range that other orders give.

    `low` and `high` are as long as the items, or empty. `axis` of the caption is the
    vertical one, `along` says what the items are.
    """

    caption: Caption
    along: str
    items: Sequence[str]
    series: Sequence[Series]
    band: str = ""
    low: Sequence[float] = ()
    high: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """Where one code is in a document, in codepoints."""

    name: str
    family: str
    spans: Sequence[Span]


@dataclass(frozen=True, slots=True)
class PortraitChart:
    """A document from its start to its end (`length` codepoints), a lane per code.

    `turns` are where speakers change.
    """

    caption: Caption
    length: int
    lanes: Sequence[Lane]
    turns: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """A code with its number; tiles of one family lie together."""

    name: str
    family: str
    value: float


@dataclass(frozen=True, slots=True)
class TreeMap:
    """The share of each code in the whole, as areas."""

    caption: Caption
    tiles: Sequence[Tile]


@dataclass(frozen=True, slots=True)
class JointItem:
    """An item that interviews speak of and a survey rated.

    `documents` of the interviews, the survey's `mean` with its spread `sd` and its
    `n`; ranks among the items, from 1.
    """

    name: str
    documents: int
    mean: float
    sd: float
    n: int
    spoken_rank: float
    rated_rank: float


@dataclass(frozen=True, slots=True)
class JointGroup:
    """One group of a joint chart, as a size class: a number for each of its items.

    `documents` of the group, and the `means` of its answers, nan for none.
    """

    name: str
    documents: Sequence[int]
    means: Sequence[float]


@dataclass(frozen=True, slots=True)
class JointChart:
    """Interviews to the left and a survey to the right of the same items.

    `spoken` and `rated` name the two sides, `least` to `most` is the survey's scale.
    `groups` are shown within both, their numbers in the order of `items`.
    """

    caption: Caption
    spoken: str
    rated: str
    items: Sequence[JointItem]
    least: float
    most: float
    groups: Sequence[JointGroup] = ()


Chart: TypeAlias = (
    BarChart
    | StackedBarChart
    | HeatMap
    | NetworkChart
    | CurveChart
    | PortraitChart
    | TreeMap
    | JointChart
)
