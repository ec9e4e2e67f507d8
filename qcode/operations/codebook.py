"""The codebook in the database: making and changing codes from a screen.

Bringing codebook.yaml in and writing it back is `operations.codebook_file`.
"""

import re
import unicodedata
from collections.abc import Container
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import uuid4

from qcode.errors import (
    CodeChangedError,
    DuplicateCodeError,
    DuplicateCodingError,
    RefusedError,
    UnknownCodeError,
)
from qcode.model.codebook import Code, Codebook
from qcode.model.coding import Coding, segment_digest
from qcode.model.ids import CodeId, CoderId
from qcode.model.journal import Action, Change, ObjectKind, Verb
from qcode.model.team import Role
from qcode.operations.team import own_member
from qcode.project import Project
from qcode.store import (
    Store,
    changes,
    coders,
    codes,
    codings,
    documents,
    journal,
    study,
)
from qcode.store.records import record_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Side(StrEnum):
    """Whose codebook a person takes where codebook.yaml and the database differ."""

    FILE = "file"
    DATABASE = "database"


def may_be_apart(project: Project, store: Store) -> bool:
    """Whether codebook.yaml or the database changed since the two last met.

    Cheap: compares bytes and codes, reads no YAML. A file that only differs in
    its comments counts as changed. To one who may not change the codebook the two
    are no concern.
    """
    member = own_member(store)
    if member is not None and member.role is not Role.LEAD:
        return False
    try:
        content = project.codebook_path.read_bytes()
    except OSError:
        return False
    with store.read() as connection:
        met = study.last_meeting(connection)
        held = codes.every(connection)
    return sha256(content).hexdigest() != met.file_digest or held != met.in_database


def draft_code(store: Store, name: str, parent_id: CodeId | None) -> Code:
    """Return a new code of this name, with a key that never was, not yet stored.

    Raises RefusedError where the name is empty.
    """
    name = " ".join(name.split())
    if not name:
        raise RefusedError("A code needs a name.")
    with store.read() as connection:
        taken = codes.known_keys(connection)
    return Code(CodeId(uuid4()), free_key(name, taken), name, parent_id)


_TRANSCRIBED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae"})


def free_key(name: str, taken: Container[str]) -> str:
    """Return a key made of a code's name that is not taken."""
    composed = unicodedata.normalize("NFKC", name).casefold().translate(_TRANSCRIBED)
    plain = unicodedata.normalize("NFKD", composed).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "code"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def create_code(store: Store, code: Code, coder_id: CoderId) -> None:
    """Add a code behind its siblings.

    Raises DuplicateCodeError where its key or shortcut is taken, and
    UnknownCodeError where its parent is missing.
    """
    with store.begin() as connection:
        _alone(connection, coder_id)
        change = _insert(connection, code)
        action = Action(Verb.CODE_CREATED, coder_id, (change,), note=code.name)
        journal.record(connection, action, store.installation_id)


def create_and_apply(store: Store, code: Code, coding: Coding) -> None:
    """Add a code and put it on a span, as one step: in-vivo coding.

    Raises what `create_code` raises, UnknownDocumentError, SpanOutOfRangeError.
    """
    with store.begin() as connection:
        name, segment = documents.segment(connection, coding.document_id, coding.span)
        digest = segment_digest(segment)
        _alone(connection, coding.coder_id)
        added = _insert(connection, code)
        if not codings.insert_coding(connection, coding, digest):
            raise DuplicateCodingError(code.name, coding.span.start, coding.span.end)
        coded = Change(ObjectKind.CODING, coding.id, None, record_of(coding))
        note = f"{code.name}: {name} {coding.span}"
        action = Action(Verb.CODE_CREATED, coding.coder_id, (added, coded), note=note)
        journal.record(connection, action, store.installation_id)


def _insert(connection: "Connection", code: Code) -> Change:
    book = study.codebook(connection)
    if code.parent_id is not None and code.parent_id not in book:
        raise UnknownCodeError(str(code.parent_id))
    _check_free(connection, code, book)
    codes.save(connection, code, codes.next_position(connection, code.parent_id))
    record = changes.code_record(connection, code)
    return Change(ObjectKind.CODE, code.id, None, record)


def change_code(store: Store, code: Code, coder_id: CoderId) -> None:
    """Store a code's new name, definition and so on; its key and place stay.

    Raises UnknownCodeError, and DuplicateCodeError where its shortcut is taken.
    """
    with store.begin() as connection:
        _alone(connection, coder_id)
        _change(connection, store, code, coder_id)


def revise_code(store: Store, seen: Code, code: Code, coder_id: CoderId) -> None:
    """Store what somebody made of a code as they saw it.

    Raises CodeChangedError where the code is another by now, and what
    `change_code` raises.
    """
    with store.begin() as connection:
        _alone(connection, coder_id)
        present = codes.get(connection, code.id)
        if present != seen:
            by = journal.last_actor(connection, code.id)
            handle = None if by is None else coders.get(connection, by).handle
            raise CodeChangedError(present, handle)
        _change(connection, store, code, coder_id)


def _alone(connection: "Connection", coder_id: CoderId) -> None:
    """Let nobody else change the codebook, or act for this coder, meanwhile."""
    coders.lock(connection, coder_id)
    study.lock(connection)


def _change(
    connection: "Connection", store: Store, code: Code, coder_id: CoderId
) -> None:
    old = codes.get(connection, code.id)
    if (old.key, old.parent_id) != (code.key, code.parent_id):
        raise ValueError("key and place of a code are changed in codebook.yaml")
    if old == code:
        return
    _check_free(connection, code, study.codebook(connection))
    before = changes.code_record(connection, old)
    codes.save(connection, code, codes.position(connection, code.id))
    after = changes.code_record(connection, code)
    change = Change(ObjectKind.CODE, code.id, before, after)
    action = Action(Verb.CODE_CHANGED, coder_id, (change,), note=code.name)
    journal.record(connection, action, store.installation_id)


def _check_free(connection: "Connection", code: Code, book: Codebook) -> None:
    owner_id = codes.known_keys(connection).get(code.key, code.id)
    if owner_id != code.id:
        owner = book.code(owner_id).name if owner_id in book else "a former code"
        raise DuplicateCodeError("key", code.key, owner)
    for other in book.codes:
        if code.shortcut and other.id != code.id and other.shortcut == code.shortcut:
            raise DuplicateCodeError("shortcut", code.shortcut, other.name)
