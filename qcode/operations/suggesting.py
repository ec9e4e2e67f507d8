"""Proposing codes for documents, kept until something changes.

Looking at what is kept loads no spaCy and reads no texts but those shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qcode.model.ids import CoderId, DocumentId
from qcode.model.suggestion import Reason, Settled, Suggestion
from qcode.operations.sharing import compute_alone, compute_shared
from qcode.operations.standing import read_standing
from qcode.project import SuggestionSettings
from qcode.store import Store, codings, documents, suggestion_runs, suggestions
from qcode.text.offsets import LineIndex

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qcode.suggest.held_out import Evaluation

USUAL = SuggestionSettings()


def refresh(
    store: Store,
    coder_id: CoderId,
    wanted: Sequence[DocumentId],
    settings: SuggestionSettings = USUAL,
) -> Iterator[DocumentId]:
    """Compute suggestions for documents anew where something changed, and keep them.

    Yields each document when its suggestions hold; what is kept stays when the
    rest is interrupted. On PostgreSQL, processes that do this at once share it.
    """
    state = read_standing(store, coder_id, settings).state
    with store.read() as connection:
        states = suggestion_runs.states(connection, coder_id)
    stale = [it for it in wanted if states.get(it) != state]
    yield from (it for it in wanted if states.get(it) == state)
    if not stale:
        return
    # spaCy takes a second to load and all texts are read: only where it must be.
    from qcode.operations.suggester import Suggester, read_study

    suggester = Suggester(read_study(store, coder_id, settings))
    compute = compute_shared if store.can_lock_rows else compute_alone
    yield from compute(store, coder_id, stale, suggester.state, suggester.suggestions)


@dataclass(frozen=True, slots=True)
class Place:
    """A document's name and a line in it, counted from 1."""

    document_name: str
    line: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion with its document's name and the text it is made for.

    `places` says where reasons stand that stand in another place of the study.
    """

    suggestion: Suggestion
    document_name: str
    segment: str
    places: Mapping[Reason, Place] = field(default_factory=dict)


def list_suggestions(
    store: Store,
    coder_id: CoderId,
    wanted: Sequence[DocumentId],
    *,
    least: float | None = None,
    untried: bool = True,
) -> list[Shown]:
    """Return a coder's kept suggestions in these documents, the best first.

    What they have coded or rejected since is left out, and what is less probable
    than `least`; without `untried` also what is only offered to give a code a try.
    """
    with store.read() as connection:
        texts = _Texts(connection)
        shown = [
            texts.shown(it)
            for document_id in wanted
            for it in open_suggestions(connection, coder_id, document_id)
            if it.score >= (least or 0) and (untried or not it.is_untried)
        ]
    return sorted(shown, key=lambda it: (-it.suggestion.score, str(it.suggestion.id)))


def open_suggestions(
    connection: "Connection", coder_id: CoderId, document_id: DocumentId
) -> list[Suggestion]:
    """Return what is kept for a document and still open, the best first.

    A suggestion never stands beside the coder's own coding with its code, nor where
    they have rejected it.
    """
    own = [
        it
        for it in codings.in_document(connection, document_id)
        if it.coder_id == coder_id
    ]
    settled = Settled(own, suggestions.decided(connection, coder_id, document_id))
    return [
        it
        for it in suggestions.kept(connection, coder_id, document_id)
        if not settled.holds(document_id, it.code_id, it.span)
    ]


def judge(store: Store, coder_id: CoderId) -> "Evaluation":
    """Return how good suggestions are on this coder's own held-out documents."""
    from qcode.operations.suggester import Suggester, read_study

    return Suggester(read_study(store, coder_id)).evaluation()


class _Texts:
    """Names, texts and lines of the documents that are shown, each read once."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._names = documents.names(connection)
        self._texts: dict[DocumentId, str] = {}
        self._lines: dict[DocumentId, LineIndex] = {}

    def shown(self, suggestion: Suggestion) -> Shown:
        own = suggestion.document_id
        segment = suggestion.span.cut(self._text(own))
        places = {
            reason: self._place(reason.document_id, reason.spans[0].start)
            for reason in suggestion.reasons
            if reason.document_id is not None and reason.spans
        }
        return Shown(suggestion, self._names[own], segment, places)

    def _text(self, document_id: DocumentId) -> str:
        if document_id not in self._texts:
            self._texts[document_id] = documents.text(self._connection, document_id)
        return self._texts[document_id]

    def _place(self, document_id: DocumentId, offset: int) -> Place:
        if document_id not in self._lines:
            self._lines[document_id] = LineIndex(self._text(document_id))
        line = self._lines[document_id].row_of(offset) + 1
        return Place(self._names[document_id], line)
