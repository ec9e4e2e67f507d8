"""What counting a query's codings is out of: the coded places that it looks at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qcode.analysis.cells import Column, column
from qcode.model.coding import Coder
from qcode.model.counting import CODER, DOCUMENT, ROUND
from qcode.operations.query_answers import Answer
from qcode.store import coders, counts, documents
from qcode.store.counted import Counted

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class LookedAt:
    """The coded places that a query does not rule out, whatever it finds there.

    `place` has columns of documents, coders and rounds, as counts have them; `coders`
    are by handle, `documents` how many there are.
    """

    place: dict[str, Column]
    coders: Sequence[Coder]
    documents: int


def looked_at(connection: "Connection", counted: Counted, answer: Answer) -> LookedAt:
    """Return the places that were coded, of all codings that the query could find."""
    coded = counts.coded_places(connection, replace(counted, coding_ids=None))
    kept = [it for it in coded if answer.looks_at(it[0], it[1])]
    names = documents.names(connection)
    known = {it.id: it for it in coders.every(connection)}
    handles = {it: "" if counted.pooled else known[it].handle for it in known}
    place = {
        DOCUMENT: column([names[document] for document, _, _ in kept]),
        CODER: column([handles[coder] for _, coder, _ in kept]),
        ROUND: column([name for _, _, name in kept]),
    }
    there = {coder for _, coder, _ in kept}
    return LookedAt(
        place,
        [coder for coder_id, coder in known.items() if coder_id in there],
        len({document for document, _, _ in kept}),
    )
