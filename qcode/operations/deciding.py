"""What a coder makes of suggestions: accepting turns them into codings."""

from collections.abc import Sequence
from dataclasses import dataclass

from qcode.errors import DuplicateCodingError, NotCodableError, UnknownSuggestionError
from qcode.model.coding import Coding, Origin, now, segment_digest
from qcode.model.ids import CoderId
from qcode.model.journal import Action, Change, ObjectKind, Verb
from qcode.model.span import Span
from qcode.model.suggestion import Decision, Suggestion, Verdict, decision_on
from qcode.operations.naming import with_beginning
from qcode.store import (
    Store,
    coders,
    codes,
    codings,
    documents,
    journal,
    shown_suggestions,
    suggestions,
)
from qcode.store.records import record_of


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A suggestion that a coder takes, with the boundaries they gave it."""

    suggestion: Suggestion
    span: Span


def accept_suggestions(store: Store, taken: Sequence[Acceptance]) -> list[Coding]:
    """Turn suggestions of one coder into codings of theirs, as one step.

    Each coding's origin is the suggestion, kept with engine and score. What the
    coder has coded so already is left out; DuplicateCodingError if that is all.
    Raises UnknownDocumentError, UnknownCodeError, NotCodableError,
    SpanOutOfRangeError; then nothing is done.
    """
    made: list[Coding] = []
    done: list[Change] = []
    coder_id = taken[0].suggestion.coder_id
    with store.begin() as connection:
        coders.lock(connection, coder_id)
        for acceptance in taken:
            suggestion, span = acceptance.suggestion, acceptance.span
            _, segment = documents.segment(connection, suggestion.document_id, span)
            code = codes.get(connection, suggestion.code_id)
            if not code.codable:
                raise NotCodableError(code.name)
            coding = Coding(
                suggestion.document_id, code.id, coder_id, span, Origin.SUGGESTION
            )
            if not codings.insert_coding(connection, coding, segment_digest(segment)):
                continue
            decision = decision_on(suggestion, Verdict.ACCEPTED, coding.id)
            suggestions.save_decision(connection, decision)
            made.append(coding)
            done += _changes(coding, decision)
        if not made:
            span = taken[0].span
            raise DuplicateCodingError(code.name, span.start, span.end)
        action = Action(
            Verb.SUGGESTIONS_ACCEPTED,
            coder_id,
            tuple(done),
            note=_note(made, code.name),
        )
        journal.record(connection, action, store.installation_id)
    return made


def reject_suggestion(store: Store, suggestion: Suggestion) -> Decision:
    """Record that a coder does not want this code there; it stays away.

    Raises UnknownDocumentError, UnknownCodeError, SpanOutOfRangeError.
    """
    with store.begin() as connection:
        name, _ = documents.segment(connection, suggestion.document_id, suggestion.span)
        code = codes.get(connection, suggestion.code_id)
        coders.lock(connection, suggestion.coder_id)
        decision = decision_on(suggestion, Verdict.REJECTED)
        suggestions.save_decision(connection, decision)
        change = Change(ObjectKind.DECISION, decision.id, None, record_of(decision))
        note = f"{code.name}: {name} {suggestion.span}"
        action = Action(
            Verb.SUGGESTION_REJECTED, suggestion.coder_id, (change,), note=note
        )
        journal.record(connection, action, store.installation_id)
    return decision


def note_shown(store: Store, shown: Sequence[Suggestion]) -> None:
    """Remember which suggestions came into a coder's view, each the first time.

    With it, one can tell later what a coder saw before they coded. It is no action:
    nothing stands in the journal, and nothing is learned from it.
    """
    if shown:
        with store.begin() as connection:
            shown_suggestions.note(connection, shown, now())


def find_suggestion(store: Store, coder_id: CoderId, wanted: str) -> Suggestion:
    """Return the kept suggestion that people mean by its id or the beginning of it.

    Raises UnknownSuggestionError, and AmbiguousError where several begin so.
    """
    with store.read() as connection:
        kept = {str(it.id): it for it in suggestions.kept(connection, coder_id)}
    found = with_beginning(wanted, kept)
    if found is None:
        raise UnknownSuggestionError(wanted)
    return kept[found]


def _changes(coding: Coding, decision: Decision) -> list[Change]:
    return [
        Change(ObjectKind.CODING, coding.id, None, record_of(coding)),
        Change(ObjectKind.DECISION, decision.id, None, record_of(decision)),
    ]


def _note(made: Sequence[Coding], last_code: str) -> str:
    if len(made) == 1:
        return f"{last_code} {made[0].span}"
    return f"{len(made)} codings"
