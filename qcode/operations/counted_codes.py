"""Reading from the study what frequencies are counted of.

Codes in places, as segments or words, and who is heard where.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qcode.analysis.codetree import CodeTree
from qcode.analysis.frames import Counts, PlacedCount, placed_counts, segment_counts
from qcode.analysis.packed import packed_counts
from qcode.analysis.words_covered import words_covered, words_spoken
from qcode.model.counting import Unit
from qcode.model.document import Document
from qcode.store import counts, documents, facts
from qcode.store.counted import Counted
from qcode.store.packed import packed_codings

if TYPE_CHECKING:
    from sqlalchemy import Connection


def codes_in_places(
    connection: "Connection", counted: Counted, unit: Unit, tree: CodeTree
) -> Counts:
    """Return how often each code occurs in each place, in segments or in words."""
    counting = _words if unit.is_of_words else _segments
    return counting(connection, counted, tree)


def _segments(connection: "Connection", counted: Counted, tree: CodeTree) -> Counts:
    if not counted.by_speaker:
        return packed_counts(packed_codings(connection, counted), tree)
    own = counts.code_counts(connection, counted)
    return segment_counts(own, counts.shared_codes(connection, counted), tree)


def _words(connection: "Connection", counted: Counted, tree: CodeTree) -> Counts:
    rows: list[PlacedCount] = []
    for document_id, stretches in counts.stretches(connection, counted):
        rows += words_covered(
            documents.get(connection, document_id),
            stretches,
            tree,
            by_speaker=counted.by_speaker,
            left_out=counted.left_out,
        )
    return placed_counts(rows, tree)


def spoken_in(
    connection: "Connection", counted: Counted, unit: Unit, coded: Sequence[str]
) -> Mapping[str, Mapping[str, int]]:
    """Return who is heard in each coded document, with words if these are needed."""
    if unit.is_relative:
        return {
            document.name: words_spoken(
                document, by_speaker=counted.by_speaker, left_out=counted.left_out
            )
            for document in _read(connection, set(coded))
        }
    if not counted.by_speaker:
        return {name: {"": 0} for name in coded}
    speakers = facts.speakers(connection)
    left_out = counted.left_out
    return {
        name: {it: 0 for it in speakers.get(name, [""]) if it not in left_out}
        for name in coded
    }


def _read(connection: "Connection", wanted: set[str]) -> list[Document]:
    known = documents.names(connection)
    return [
        documents.get(connection, key) for key, name in known.items() if name in wanted
    ]
