"""Putting codes on spans and taking them off."""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from qcode.errors import (
    DuplicateCodingError,
    NotCodableError,
    NotYoursError,
    RefusedError,
    UnknownCodingError,
)
from qcode.model.coding import Coding, Memo, segment_digest
from qcode.model.ids import CoderId, CodingId
from qcode.model.journal import Action, Change, ObjectKind, Verb
from qcode.operations.naming import with_beginning
from qcode.store import (
    Store,
    changes,
    coders,
    codes,
    codings,
    documents,
    histories,
    journal,
    memos,
)
from qcode.store.records import record_of


def apply_code(store: Store, coding: Coding, memo: Memo | None = None) -> None:
    """Record a coder's judgement that a span is an instance of a code.

    A memo about the coding comes with it, as one step. Raises
    UnknownDocumentError, UnknownCodeError, NotCodableError,
    SpanOutOfRangeError, DuplicateCodingError, RefusedError for an empty memo.
    """
    if memo is not None and not memo.text.strip():
        raise RefusedError("A memo needs a text.")
    with store.begin() as connection:
        name, segment = documents.segment(connection, coding.document_id, coding.span)
        code = codes.get(connection, coding.code_id)
        if not code.codable:
            raise NotCodableError(code.name)
        coders.lock(connection, coding.coder_id)
        if not codings.insert_coding(connection, coding, segment_digest(segment)):
            raise DuplicateCodingError(code.name, coding.span.start, coding.span.end)
        done = [Change(ObjectKind.CODING, coding.id, None, record_of(coding))]
        if memo is not None:
            memos.save(connection, memo)
            done.append(Change(ObjectKind.MEMO, memo.id, None, record_of(memo)))
        action = Action(
            Verb.CODING_APPLIED,
            coding.coder_id,
            tuple(done),
            note=f"{code.name}: {name} {coding.span}",
        )
        journal.record(connection, action, store.installation_id)


def remove_coding(store: Store, coding_id: CodingId, coder_id: CoderId) -> Coding:
    """Take one of the coder's own codings away, with the memos about it.

    Returns what was removed. Raises UnknownCodingError, NotYoursError.
    """
    with store.begin() as connection:
        coding = codings.get(connection, coding_id)
        if coding.coder_id != coder_id:
            owner = coders.get(connection, coding.coder_id)
            raise NotYoursError("coding", owner.handle)
        taken = changes.removal_of_coding(connection, coding)
        for change in taken:
            changes.perform(connection, change)
        code = codes.get(connection, coding.code_id)
        name = documents.name(connection, coding.document_id)
        note = f"{code.name}: {name} {coding.span}"
        action = Action(Verb.CODING_REMOVED, coder_id, taken, note=note)
        journal.record(connection, action, store.installation_id)
    return coding


def find_coding(store: Store, wanted: str) -> CodingId:
    """Return the id that people mean by it or by its first characters.

    The id of a coding in whose place another one lives since a merge means that one.
    Raises UnknownCodingError or AmbiguousError.
    """
    with store.read() as connection:
        with suppress(ValueError):
            exact = CodingId(UUID(wanted.strip()))
            if codings.find(connection, exact) is not None:
                return exact
        known = codings.ids(connection)
        found = _begun(wanted, known)
        if found is None:
            living = {
                CodingId(alias): CodingId(coding)
                for alias, coding in histories.aliases(connection).items()
                if coding in known
            }
            alias = _begun(wanted, living)
            found = None if alias is None else living[alias]
    if found is None:
        raise UnknownCodingError(wanted)
    return found


def _begun(wanted: str, known: Iterable[CodingId]) -> CodingId | None:
    found = with_beginning(wanted, map(str, known))
    return None if found is None else CodingId(UUID(found))
