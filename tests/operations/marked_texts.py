"""Random small studies, and their codings as plain sets for a second computation."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from hypothesis import strategies as st

from qcode.model.document import Document
from qcode.model.span import Span
from qcode.model.table import Cell, Table
from qcode.operations.selecting import Selection
from qcode.store import Store, coders, open_store
from qcode.text.segments import masked_spans
from qcode.text.sentences import sentences, words
from tests.builders import HERE, a_coder
from tests.counting import PARENTS, Mark, Material, document_of, fill_counted

# Sentences, an emoji, a time stamp, two turns of one who asks.
TALK = (
    "I: Was half? Und wem?\n"
    "B: Das Team 😀 half sehr. Alle kamen.\n"
    "I: Und sonst?\n"
    "B: #00:01:02# Geld. Nichts sonst.\n"
)
MATERIALS = [Material("a", TALK), Material("b", f"{TALK}I: Danke!\n")]

Place: TypeAlias = tuple[int, int]
# The spans of each code in each document: one coder's, or all coders' together.
Work: TypeAlias = dict[str, dict[str, set[Place]]]


def at(words: str) -> Place:
    """Return where these words stand in the talk."""
    return TALK.index(words), TALK.index(words) + len(words)


@st.composite
def _mark(draw: st.DrawFn) -> Mark:
    start = draw(st.integers(0, len(TALK) - 2))
    end = draw(st.integers(start + 1, min(len(TALK), start + 40)))
    return Mark(
        draw(st.sampled_from(["helped", "trust", "team", "money", "need", "staff"])),
        draw(st.sampled_from(["a", "b"])),
        draw(st.sampled_from(["ada", "bea"])),
        start,
        end,
    )


marks_in_talk = st.lists(_mark(), min_size=1, max_size=16, unique=True)
selections = st.builds(
    Selection,
    coder=st.sampled_from([None, a_coder("ada")]),
    distinct=st.booleans(),
    without_interviewer=st.booleans(),
)


@contextmanager
def marked(marks: Sequence[Mark]) -> Iterator[Store]:
    """Open a store with the two talks and these codings."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'qcode.db'}"
        with closing(open_store(url, HERE)) as store:
            fill_counted(store, MATERIALS, marks)
            with store.begin() as connection:
                # Who is asked for may have no codings.
                coders.ensure(connection, a_coder("ada"))
            yield store


def works(marks: Sequence[Mark], selection: Selection) -> dict[str, Work]:
    """Return the selected codings by coder, under "" where coders are pooled."""
    found: dict[str, Work] = {}
    for mark in marks:
        if selection.coder is not None and mark.coder != selection.coder.handle:
            continue
        document = document_of(next(it for it in MATERIALS if it.name == mark.document))
        turns = spoken(document, selection)
        span = Span(mark.start, mark.end)
        if any(turn.overlaps(span) for turn in turns):
            work = found.setdefault("" if selection.distinct else mark.coder, {})
            spans = work.setdefault(mark.code, {}).setdefault(mark.document, set())
            spans.add((mark.start, mark.end))
    return found


def below(code: str) -> set[str]:
    """Return a code and all below it."""
    return {code} | {
        it for child in PARENTS if PARENTS[child] == code for it in below(child)
    }


def lifted(work: Work) -> Work:
    """Return the spans of each code and all below it."""
    return {
        code: {
            name: set().union(
                *(work.get(it, {}).get(name, set()) for it in below(code))
            )
            for name in ("a", "b")
        }
        for code in PARENTS
    }


def spoken(document: Document, selection: Selection) -> list[Span]:
    """Return the turns that count."""
    return [
        turn.span
        for turn in document.turns
        if not (selection.without_interviewer and turn.speaker == "I")
    ]


def sentences_of(document: Document, selection: Selection) -> list[Span]:
    return _begun(sentences(document.text), document, selection)


def words_of(document: Document, selection: Selection) -> list[Span]:
    masks = masked_spans(document.text, document.turns)
    said = [it for it in words(document.text) if not any(m.contains(it) for m in masks)]
    return _begun(said, document, selection)


def _begun(
    spans: Sequence[Span], document: Document, selection: Selection
) -> list[Span]:
    turns = spoken(document, selection)
    return [it for it in spans if any(t.start <= it.start < t.end for t in turns)]


def touched(span: Place, places: Sequence[Span]) -> set[int]:
    """Return the numbers of the places that a span shares a character with."""
    return {n for n, place in enumerate(places) if place.overlaps(Span(*span))}


def records(table: Table) -> list[dict[str, Cell]]:
    """Return the rows by the names of their columns."""
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]
