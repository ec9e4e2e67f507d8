"""Small studies that are counted, and the numbers of a table by their places."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from qcode.model.coding import Coder, Origin
from qcode.model.counting import FrequencyQuestion
from qcode.model.document import Kind
from qcode.model.table import Cell
from qcode.operations.frequencies import Frequencies, frequencies
from qcode.store import Store
from tests.counting import PARENTS, BlindRound, Mark, Material

TEXT = "I: Was half?\nB: Das Team 😀 half uns sehr.\nI: Und sonst?\nB: Geld.\n"
HELPED = (TEXT.index("Das"), TEXT.index(" sehr"))
TEAM = (TEXT.index("Team"), TEXT.index(" half uns"))
ACROSS = (TEXT.index("sehr"), TEXT.index("sonst"))

ONE = Material("anna", TEXT, attributes={"size": "large"})
TWO = Material("bodo", "B: Geld fehlt.\n", Kind.WORKSHOP)

# Overlaps, one span under two children of one parent, and two coders on one.
MARKS = [
    Mark("trust", "anna", "ada", *HELPED),
    Mark("team", "anna", "ada", *HELPED),
    Mark("team", "anna", "ada", *TEAM),
    Mark("team", "anna", "bea", *HELPED),
    Mark("helped", "anna", "bea", *TEAM),
    Mark("money", "anna", "bea", *ACROSS),
    Mark("money", "bodo", "bea", 3, 7),
]


def asked(
    store: Store, *, by: Sequence[str] = (), coder: Coder | None = None, **fields: Any
) -> Frequencies:
    coders = None if coder is None else [coder]
    return frequencies(store, FrequencyQuestion(tuple(by), coders=coders, **fields))


Numbers = dict[tuple[str, ...], tuple[float | None, float | None]]


def numbers(found: Frequencies) -> Numbers:
    return {
        tuple(str(row[name]) for name in ("code", *found.dimensions)): (
            as_number(row["own"]),
            as_number(row["total"]),
        )
        for row in found.records()
    }


def as_number(cell: Cell) -> float | None:
    assert not isinstance(cell, str)
    return cell


LINES = st.sampled_from(
    [
        "I: Was half denn?",
        "B: Das Team 😀 half.",
        "B: #00:01:02-3# Ko\u0308nnen wir.",
        "Ohne Sprecher, co-gestaltet.",
        "## Teil zwei",
        "S1: שלום.",
        "",
    ]
)
DIMENSIONS = [
    *("document", "kind", "case", "coder", "speaker", "attribute:size"),
    *("round", "family"),
]


@st.composite
def studies(draw: st.DrawFn) -> tuple[list[Material], list[Mark]]:
    size = {"size": draw(st.sampled_from(["small", "large"]))}
    shapes = [("a", size, "shared"), ("b", {}, ""), ("c", size, "shared")]
    materials = [
        Material(
            name,
            "\n".join([f"Text {name}", *draw(st.lists(LINES, max_size=6))]),
            draw(st.sampled_from(list(Kind))),
            attributes,
            case,
        )
        for name, attributes, case in shapes[: draw(st.integers(1, 3))]
    ]
    return materials, sorted(draw(st.sets(marks_in(materials), max_size=25)))


@st.composite
def marks_in(draw: st.DrawFn, materials: Sequence[Material]) -> Mark:
    material = draw(st.sampled_from(materials))
    length = len(material.text)
    # Few different offsets, so that spans often are the same.
    cuts = sorted({0, 3, 5, length // 3, length // 2, length - 2, length})
    start, end = sorted(
        draw(st.lists(st.sampled_from(cuts), min_size=2, max_size=2, unique=True))
    )
    code = draw(st.sampled_from([key for key in PARENTS if key != "family"]))
    coder = draw(st.sampled_from(["ada", "bea", "cem"]))
    # How it came about is no part of what makes a coding one of its kind.
    is_hand = (start + end + len(code)) % 2 == 0
    origin = Origin.HAND if is_hand else Origin.SUGGESTION
    return Mark(code, material.name, coder, start, end, origin)


@st.composite
def blind_rounds(draw: st.DrawFn) -> list[BlindRound]:
    handles = st.frozensets(st.sampled_from(["ada", "bea", "cem"]), min_size=1)
    # All documents that there may be; those that are not there are in no round.
    return [
        BlindRound(name, draw(handles), frozenset("abc"), opened, closed)
        for name, opened, closed in (("early", 0, 2), ("late", 1, 3))
        if draw(st.booleans())
    ]
