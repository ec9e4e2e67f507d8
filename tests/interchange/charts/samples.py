"""One chart of each kind, with long names, gaps and more families than colours."""

import math

from qcode.model.chart import (
    BarChart,
    Caption,
    Chart,
    CurveChart,
    Edge,
    HeatMap,
    JointChart,
    JointGroup,
    JointItem,
    Lane,
    NetworkChart,
    Node,
    PortraitChart,
    Series,
    StackedBarChart,
    Tile,
    TreeMap,
)
from qcode.model.span import Span

NEEDS = [
    "Rechtssichere Stabsarbeit unterhalb der Katastrophenschwelle",
    "Psychologische Unterstützung der Beschäftigten",
    "Flexible Arbeitsstrukturen",
    "Krisenkompetenz der Bevölkerung",
    "Positionierung gegenüber Bund und Land",
    "Personal",
    "Schulungen und Übungen",
    "Unterstützung durch Bund und Land",
    "Vorsorge als Daueraufgabe",
]
FAMILIES = ["Resilienzfaktoren", "Maßnahmen", "Bedarfe"]
CAPTION = Caption(
    "Wovon die Interviews sprechen",
    "Dokumente",
    "Basis: 28 Interviews, Konsens. qcode 0.1, Stand 2026-03-01 12:00 UTC.",
)


def samples() -> dict[str, Chart]:
    """Return the charts by what they are called."""
    codes = [f"{name} {n}" for name in FAMILIES for n in range(1, 6)]
    return {
        "bars": BarChart(
            CAPTION,
            NEEDS,
            [
                Series("K1", [21, 18, 14, 12, 11.5, 9, 4, 1, 0]),
                Series("K2", [20, 19, 11, math.nan, 11, 7, 5, 2, 1]),
            ],
        ),
        "stacked": StackedBarChart(
            CAPTION,
            NEEDS,
            [
                Series("50.000–100.000", [9, 8, 7, 6, 5, 4, 2, 1, 0]),
                Series("100.000–250.000", [7, 6, 4, 3, 4, 3, 1, 0, 0]),
                Series("über 250.000", [5, 4, 3, 3, 2, 2, 1, 0, 1]),
            ],
        ),
        "heat": HeatMap(
            CAPTION,
            NEEDS,
            NEEDS,
            [[float((7 * r + 3 * c) % 12) for c in range(9)] for r in range(9)],
        ),
        "network": NetworkChart(
            CAPTION,
            [
                Node(name, 5.0 + (n * 7) % 20, FAMILIES[n // 5])
                for n, name in enumerate(codes)
            ],
            [
                Edge(a, b, float((a * 5 + b * 3) % 9))
                for a in range(15)
                for b in range(a + 1, 15)
                if (a + b) % 3 == 0
            ],
        ),
        "curve": CurveChart(
            Caption("Neue Codes je Interview", "neue Codes", CAPTION.source),
            "Interviews in der Reihenfolge, in der sie geführt wurden",
            [f"interview-{n:02}" for n in range(1, 29)],
            [
                Series("deduktiv", [20, 9, 6, 4, 3, 2, 2, 1, 1, 0] + [0] * 18),
                Series("in vivo", [3, 2, 2, 1, 2, 0, 1, 0, 1, 0] + [0] * 18),
            ],
            "200 andere Reihenfolgen (95 %)",
            [15, 6, 4, 2, 1, 1, 0, 0, 0, 0] + [0] * 18,
            [25, 12, 8, 6, 5, 4, 3, 3, 2, 2] + [1] * 18,
        ),
        "portrait": PortraitChart(
            Caption("interview-01-krisenstab", "Zeichen", CAPTION.source),
            12000,
            [
                Lane(name, FAMILIES[n // 5], [Span(500 * n, 500 * n + 700 + 40 * n)])
                for n, name in enumerate(codes)
            ],
            list(range(0, 12000, 420)),
        ),
        "tree": TreeMap(
            CAPTION,
            [
                Tile(name, FAMILIES[n // 5], float(60 - 4 * n + (n % 3) * 9))
                for n, name in enumerate(codes)
            ],
        ),
        "joint": JointChart(
            Caption("Neun Bedarfe: Interviews und Umfrage", "", CAPTION.source),
            "Interviews, in denen der Bedarf vorkommt",
            "mittlere Priorität 2024 mit Standardabweichung",
            [
                JointItem(
                    name,
                    21 - 2 * n,
                    5.1 + (n * 4 % 9) / 3,
                    1.8,
                    101 - n,
                    n + 1,
                    9 - (n * 4 % 9),
                )
                for n, name in enumerate(NEEDS)
            ],
            1,
            10,
            [
                JointGroup(
                    size,
                    [(7 - n + 2 * at) % 9 for n in range(len(NEEDS))],
                    [4.4 + (n * 5 + at) % 9 / 2 for n in range(len(NEEDS))],
                )
                for at, size in enumerate(("50.000–100.000", "über 100.000"))
            ],
        ),
    }
