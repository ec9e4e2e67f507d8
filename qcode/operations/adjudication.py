"""Settling differences between two coders: the consensus set, decision by decision.

The coders' own sets stay as they were. What is taken becomes a coding of the coder
"consensus", whose origin says so; every decision is kept with who, when and why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qcode.comparison.adjudication import by_consequence, differences, spans_taken
from qcode.errors import (
    AlreadySettledError,
    NotYoursError,
    RefusedError,
    UnknownDifferenceError,
)
from qcode.model.adjudication import (
    CONSENSUS,
    Difference,
    DifferenceKind,
    Ruling,
    Settlement,
    settlement_id,
)
from qcode.model.coding import Coder, Coding, Memo, Origin, Subject, segment_digest
from qcode.model.ids import CoderId, CodingId, DifferenceId, DocumentId, coder_id
from qcode.model.journal import Action, Change, ObjectKind, Verb
from qcode.model.span import Span
from qcode.operations.naming import with_beginning
from qcode.operations.rounds import refuse_blind
from qcode.store import (
    Store,
    changes,
    coders,
    codes,
    codings,
    documents,
    journal,
    memos,
    settlements,
    study,
)
from qcode.store.records import record_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Pair:
    """The two coders whose sets are laid over each other."""

    first: Coder
    second: Coder


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """A difference as it stands: what was decided about it, `None` if it is open.

    `segments` are the texts of its codings.
    """

    difference: Difference
    document: str
    segments: Mapping[CodingId, str]
    settlement: Settlement | None


def list_differences(
    store: Store, pair: Pair, document_id: DocumentId | None = None
) -> list[Adjudicated]:
    """Return where two coders differ, the most consequential code first.

    Differences of one code stand together, by document and place.
    """
    refuse_blind(store)
    with store.read() as connection:
        found = by_consequence(_differences(connection, pair, document_id))
        names = documents.names(connection)
        wanted = {it.document_id for it in found}
        texts = {it: documents.text(connection, it) for it in wanted}
        known = {it.difference_id: it for it in settlements.every(connection)}
    return [
        Adjudicated(
            difference=it,
            document=names[it.document_id],
            segments={
                coding.id: coding.span.cut(texts[it.document_id])
                for coding in it.codings
            },
            settlement=known.get(it.id),
        )
        for it in found
    ]


def find_difference(store: Store, pair: Pair, wanted: str) -> Difference:
    """Return the difference that people mean by its id or the beginning of it.

    Raises UnknownDifferenceError, and AmbiguousError where several begin so.
    """
    refuse_blind(store)
    with store.read() as connection:
        every = _differences(connection, pair, None)
    known = {str(it.id): it for it in every if it.kind is not DifferenceKind.ALIKE}
    found = with_beginning(wanted, known)
    if found is None:
        raise UnknownDifferenceError(wanted)
    return known[found]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody decides about a difference, and why.

    `redrawn` is the span drawn anew; for what is sent back `why` becomes a memo on
    the code.
    """

    ruling: Ruling
    coder_id: CoderId
    why: str = ""
    redrawn: Span | None = None


def settle(
    store: Store, pair: Pair, difference: Difference, verdict: Verdict
) -> Settlement:
    """Decide about a difference; what is taken goes into the consensus set.

    Raises AlreadySettledError where somebody did, UnknownDifferenceError where the
    codings changed meanwhile, RefusedError where something is sent back without a
    note or a span drawn anew lies elsewhere, and SpanOutOfRangeError.
    """
    if verdict.ruling is Ruling.SENT_BACK and not verdict.why.strip():
        raise RefusedError("What is sent back to the codebook needs a note.")
    if verdict.redrawn and not verdict.redrawn.overlaps(difference.span):
        raise RefusedError("The span drawn anew lies outside what the two coded here.")
    refuse_blind(store)
    with store.begin() as connection:
        coders.lock(connection, verdict.coder_id)
        _check_open(connection, pair, difference)
        consensus = _consensus(connection)
        settlement, done = _settle(connection, pair, difference, verdict, consensus)
        note = _note(connection, difference, verdict.ruling)
        action = Action(
            Verb.DIFFERENCES_SETTLED, verdict.coder_id, tuple(done), note=note
        )
        journal.record(connection, action, store.installation_id)
    return settlement


def alike_waiting(store: Store, pair: Pair) -> list[Difference]:
    """Return what both coded alike and nobody has taken, by document and place."""
    with store.read() as connection:
        return _alike_waiting(connection, pair)


def take_alike(store: Store, pair: Pair, who: CoderId) -> list[Settlement]:
    """Take what both coded alike into the consensus set, as one step.

    What was taken before is left alone; RefusedError if that is all.
    """
    refuse_blind(store)
    with store.begin() as connection:
        coders.lock(connection, who)
        consensus = _consensus(connection)
        made: list[Settlement] = []
        done: list[Change] = []
        for difference in _alike_waiting(connection, pair):
            verdict = Verdict(Ruling.BOTH, who)
            settlement, changed = _settle(
                connection, pair, difference, verdict, consensus
            )
            made.append(settlement)
            done += changed
        if not made:
            raise RefusedError("There is nothing both coded alike that was not taken.")
        note = f"{len(made)} alike ({pair.first.handle}, {pair.second.handle})"
        action = Action(Verb.DIFFERENCES_SETTLED, who, tuple(done), note=note)
        journal.record(connection, action, store.installation_id)
    return made


def outdated(store: Store, pair: Pair) -> list[Settlement]:
    """Return what was decided about codings that have changed since, oldest first.

    What it took stands in the consensus set until it is reopened.
    """
    refuse_blind(store)
    with store.read() as connection:
        present = {it.id for it in _differences(connection, pair, None)}
        both = {pair.first.id, pair.second.id}
        return [
            it
            for it in settlements.every(connection)
            if {it.first, it.second} == both and it.difference_id not in present
        ]


def reopen(
    store: Store,
    difference_id: DifferenceId,
    who: CoderId,
    seen: Settlement | None = None,
) -> None:
    """Take back what was decided about a difference, and what it made.

    Raises RefusedError where nothing was decided, and AlreadySettledError where
    somebody has decided otherwise since the decision that was `seen`.
    """
    with store.begin() as connection:
        coders.lock(connection, who)
        settlement = _settled(connection, difference_id)
        if seen is not None and settlement != seen:
            raise _already_settled(connection, settlement)
        done: list[Change] = []
        for coding_id in settlement.taken:
            coding = codings.find(connection, coding_id)
            if coding is not None:
                done += changes.removal_of_coding(connection, coding)
        done.append(
            Change(ObjectKind.SETTLEMENT, settlement.id, record_of(settlement), None)
        )
        for change in done:
            changes.perform(connection, change)
        code = codes.get(connection, settlement.code_id)
        name = documents.name(connection, settlement.document_id)
        note = f"{code.name}: {name}, {settlement.ruling.value}"
        action = Action(Verb.DIFFERENCE_REOPENED, who, tuple(done), note=note)
        journal.record(connection, action, store.installation_id)


def explain(
    store: Store, difference_id: DifferenceId, who: CoderId, why: str
) -> Settlement:
    """Say anew why a difference was decided so; what was decided stays.

    Raises RefusedError where nothing was decided, NotYoursError where somebody else
    decided. A memo that was written on the code stays as it is.
    """
    with store.begin() as connection:
        coders.lock(connection, who)
        before = _settled(connection, difference_id)
        if before.coder_id != who:
            decider = coders.get(connection, before.coder_id)
            raise NotYoursError("decision", decider.handle)
        after = replace(before, why=why.strip())
        settlements.save(connection, after)
        change = Change(
            ObjectKind.SETTLEMENT, after.id, record_of(before), record_of(after)
        )
        code = codes.get(connection, after.code_id)
        name = documents.name(connection, after.document_id)
        note = f"{code.name}: {name}, why"
        action = Action(Verb.DIFFERENCES_SETTLED, who, (change,), note=note)
        journal.record(connection, action, store.installation_id)
    return after


def _settled(connection: "Connection", difference_id: DifferenceId) -> Settlement:
    found = settlements.find(connection, settlement_id(difference_id))
    if found is None:
        raise RefusedError("Nothing was decided about that difference yet.")
    return found


def _alike_waiting(connection: "Connection", pair: Pair) -> list[Difference]:
    known = {it.difference_id for it in settlements.every(connection)}
    return [
        it
        for it in _differences(connection, pair, None)
        if it.kind is DifferenceKind.ALIKE and it.id not in known
    ]


def _differences(
    connection: "Connection", pair: Pair, document_id: DocumentId | None
) -> list[Difference]:
    wanted = list(documents.names(connection)) if document_id is None else [document_id]
    return [
        difference
        for one in wanted
        for difference in differences(
            codings.in_document(connection, one), pair.first.id, pair.second.id
        )
    ]


def _check_open(connection: "Connection", pair: Pair, difference: Difference) -> None:
    settled = _settlement(connection, difference)
    if settled is not None:
        raise _already_settled(connection, settled)
    present = _differences(connection, pair, difference.document_id)
    if all(it.id != difference.id for it in present):
        raise UnknownDifferenceError(str(difference.id))


def _already_settled(
    connection: "Connection", settled: Settlement
) -> AlreadySettledError:
    who = coders.get(connection, settled.coder_id).handle
    return AlreadySettledError(who, settled.ruling.value, settled.settled_at)


def _settlement(connection: "Connection", difference: Difference) -> Settlement | None:
    return settlements.find(connection, settlement_id(difference.id))


def _consensus(connection: "Connection") -> Coder:
    made = Coder(coder_id(study.get(connection).id, CONSENSUS), CONSENSUS)
    return coders.ensure(connection, made)


def _settle(
    connection: "Connection",
    pair: Pair,
    difference: Difference,
    verdict: Verdict,
    consensus: Coder,
) -> tuple[Settlement, list[Change]]:
    done: list[Change] = []
    taken = []
    for span in spans_taken(difference, verdict.ruling, verdict.redrawn):
        coding = Coding(
            difference.document_id,
            difference.code_id,
            consensus.id,
            span,
            Origin.ADJUDICATION,
        )
        _, segment = documents.segment(connection, coding.document_id, span)
        if codings.insert_coding(connection, coding, segment_digest(segment)):
            taken.append(coding.id)
            done.append(Change(ObjectKind.CODING, coding.id, None, record_of(coding)))
    if verdict.ruling is Ruling.SENT_BACK:
        done.append(_note_on_code(connection, difference, verdict))
    settlement = Settlement(
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
    settlements.save(connection, settlement)
    done.append(
        Change(ObjectKind.SETTLEMENT, settlement.id, None, record_of(settlement))
    )
    return settlement, done


def _note_on_code(
    connection: "Connection", difference: Difference, verdict: Verdict
) -> Change:
    memo = Memo(verdict.coder_id, Subject.CODE, difference.code_id, verdict.why.strip())
    memos.save(connection, memo)
    return Change(ObjectKind.MEMO, memo.id, None, record_of(memo))


def _note(connection: "Connection", difference: Difference, ruling: Ruling) -> str:
    code = codes.get(connection, difference.code_id)
    name = documents.name(connection, difference.document_id)
    return f"{code.name}: {name} {difference.span}, {ruling.value}"
