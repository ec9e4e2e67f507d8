"""The consensus set: what a decision puts into it, and what taking it back removes.

The coders' own sets stay as they were. What is taken is a coding of the coder
"consensus", whose origin says so. All within the transaction of the operation that
decides.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from qcode.comparison.adjudication import spans_taken
from qcode.errors import RefusedError
from qcode.model.adjudication import (
    CONSENSUS,
    Difference,
    Ruling,
    Settlement,
    Verdict,
)
from qcode.model.coding import Coder, Coding, Memo, Origin, Subject, segment_digest
from qcode.model.ids import coder_id
from qcode.model.journal import Change, ObjectKind
from qcode.model.span import Span
from qcode.operations.differences import Pair
from qcode.store import (
    changes,
    coders,
    codings,
    documents,
    memos,
    settlements,
    study,
)
from qcode.store.records import record_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


def check_ruling(
    connection: "Connection",
    difference: Difference,
    ruling: Ruling,
    *,
    why: str,
    redrawn: Sequence[Span],
) -> None:
    """Raise RefusedError or SpanOutOfRangeError where nobody can decide so."""
    if (ruling is Ruling.REDRAWN) is not bool(redrawn):
        raise RefusedError("Spans go with what is redrawn, which needs them.")
    if ruling is Ruling.SENT_BACK and not why.strip():
        raise RefusedError("What is sent back to the codebook needs a note.")
    for span in redrawn:
        documents.segment(connection, difference.document_id, span)
        if not span.overlaps(difference.span):
            raise RefusedError(
                f"The span drawn anew ({span}) lies outside what the two coded here "
                f"({difference.span})."
            )


def enter_consensus(connection: "Connection") -> Coder:
    """Return the coder of the consensus set; nobody else decides meanwhile.

    Who decides is to be locked after this: two who held themselves already would wait
    for each other, since a decision refers to both coders.
    """
    made = Coder(coder_id(study.get(connection).id, CONSENSUS), CONSENSUS)
    consensus = coders.ensure(connection, made)
    coders.lock(connection, consensus.id)
    return consensus


def decide(
    connection: "Connection",
    pair: Pair,
    difference: Difference,
    verdict: Verdict,
    over: Settlement | None = None,
) -> tuple[Settlement, list[Change]]:
    """Store a decision, instead of the one that stands; return it and all changes."""
    consensus = enter_consensus(connection)
    done = [] if over is None else take_out(connection, over)
    taken = []
    for span in spans_taken(difference, verdict.ruling, verdict.redrawn):
        coding = _agreed(difference, consensus, span)
        there = codings.twin(connection, coding)
        taken.append(there or coding.id)
        if there is None:
            done.append(_put_in(connection, coding))
    if verdict.ruling is Ruling.SENT_BACK:
        done.append(_note_on_code(connection, difference, verdict))
    made = Settlement(
        difference_id=difference.id,
        document_id=difference.document_id,
        code_id=difference.code_id,
        coder_id=verdict.coder_id,
        first=pair.first.id,
        second=pair.second.id,
        ruling=verdict.ruling,
        why=verdict.why.strip(),
        compared=tuple(it.id for it in difference.codings),
        taken=tuple(taken),
    )
    settlements.save(connection, made)
    before = None if over is None else record_of(over)
    done.append(Change(ObjectKind.SETTLEMENT, made.id, before, record_of(made)))
    return made, done


def holds_already(
    connection: "Connection", settlement: Settlement, spans: Collection[Span]
) -> bool:
    """Whether the consensus set has just these spans for what was drawn anew."""
    found = (codings.find(connection, it) for it in settlement.taken)
    return {it.span for it in found if it is not None} == set(spans)


def take_out(connection: "Connection", settlement: Settlement) -> list[Change]:
    """Remove what a decision put in, but for what another stands for or was by hand.

    The decision itself stays.
    """
    kept = {
        coding_id
        for it in settlements.every(connection)
        if it.id != settlement.id
        for coding_id in it.taken
    }
    done: list[Change] = []
    for coding_id in settlement.taken:
        coding = codings.find(connection, coding_id)
        if (
            coding is not None
            and coding.origin is Origin.ADJUDICATION
            and coding_id not in kept
        ):
            done += changes.removal_of_coding(connection, coding)
    for change in done:
        changes.perform(connection, change)
    return done


def _agreed(difference: Difference, consensus: Coder, span: Span) -> Coding:
    """Make the coding of the consensus set that a decision is for."""
    return Coding(
        difference.document_id,
        difference.code_id,
        consensus.id,
        span,
        Origin.ADJUDICATION,
    )


def _put_in(connection: "Connection", coding: Coding) -> Change:
    _, segment = documents.segment(connection, coding.document_id, coding.span)
    codings.insert_coding(connection, coding, segment_digest(segment))
    return Change(ObjectKind.CODING, coding.id, None, record_of(coding))


def _note_on_code(
    connection: "Connection", difference: Difference, verdict: Verdict
) -> Change:
    memo = Memo(verdict.coder_id, Subject.CODE, difference.code_id, verdict.why.strip())
    memos.save(connection, memo)
    return Change(ObjectKind.MEMO, memo.id, None, record_of(memo))
