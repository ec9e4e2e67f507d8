"""Checking one's own consistency: codes that may be missing, codings that stand out.

Loads spaCy; front ends import it only when it is asked for.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.model.suggestion import Settled
from qcode.operations.coded_work import CodedWork, read_work
from qcode.operations.judging import USUAL, Progress, unheard
from qcode.project import SuggestionSettings
from qcode.store import Store, documents
from qcode.suggest.consistency import Doubt, missing, unlike
from qcode.suggest.held_out import Rated, hold_out, number_of_folds
from qcode.text.offsets import LineIndex

LEAST = 0.5
"""As probable a code must be to be asked for where it was not given."""

MOST = 20
"""So many of either kind are shown, the most conspicuous ones."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A doubt with its document's name and the line, from 1, where it begins."""

    doubt: Doubt
    document_name: str
    line: int


def check(
    store: Store,
    coder_id: CoderId,
    settings: SuggestionSettings = USUAL,
    *,
    code_ids: Collection[CodeId] | None = None,
    document_ids: Collection[DocumentId] | None = None,
    least: float = LEAST,
    most: int = MOST,
    progress: Progress = unheard,
) -> list[Placed]:
    """Return what a coder may want to look at again in what they have read.

    First passages that look like a code they did not give there, then passages with
    a code that are unlike the others of it, so many of either at most; `None` asks
    for all codes and documents. Each document is rated by an engine that has learned
    from others alone. Raises RefusedError unless the coder has coded two documents.
    """
    work = read_work(store, coder_id, settings)
    rated = _rated(work, progress)
    wanted = list(work.keys) if code_ids is None else [*code_ids]
    standing = work.reading.standing
    settled = Settled(standing.codings, standing.decisions)
    kinds = (missing(rated, wanted, least, settled), unlike(rated, wanted))
    found = [doubt for doubts in kinds for doubt in _in(doubts, document_ids)[:most]]
    with store.read() as connection:
        names = documents.names(connection)
    lines = {it.id: LineIndex(it.text) for it in work.reading.documents}
    return [
        Placed(
            it,
            names[it.passage.document_id],
            lines[it.passage.document_id].row_of(it.passage.span.start) + 1,
        )
        for it in found
    ]


def _rated(work: CodedWork, progress: Progress) -> list[Rated]:
    coded = work.held_out()
    steps = number_of_folds(len(coded))
    rated: list[Rated] = []
    progress(0, steps)
    for done, trial in enumerate(hold_out(coded, work.engine), 1):
        rated += trial.rated
        progress(done, steps)
    return rated


def _in(
    doubts: Sequence[Doubt], document_ids: Collection[DocumentId] | None
) -> list[Doubt]:
    return [
        it
        for it in doubts
        if document_ids is None or it.passage.document_id in document_ids
    ]
