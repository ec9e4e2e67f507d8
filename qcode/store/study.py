"""The study itself: who it is, and how file and database last met."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from qcode.model.codebook import Code, Codebook
from qcode.model.ids import StudyId
from qcode.store import codes, finished_marks
from qcode.store.records import code_of, record_of
from qcode.store.schema import study

_CHANGING = 0x71636F64  # any number that is ours on a PostgreSQL server: "qcod"


@dataclass(frozen=True, slots=True)
class Meeting:
    """How codebook.yaml and the database stood when they last met.

    The two differ where a code had left the file and stayed in the database
    because it has codings. `file_digest` is the SHA-256 of the file's bytes.
    """

    in_file: tuple[Code, ...]
    in_database: tuple[Code, ...]
    file_digest: str


@dataclass(frozen=True, slots=True)
class StudyRow:
    """What the database says of the study it holds."""

    id: StudyId
    name: str
    language: str


def find(connection: Connection) -> StudyRow | None:
    """Return the study's row, `None` in a database that has just been made."""
    row = connection.execute(select(study.c.id, study.c.name, study.c.language)).first()
    return None if row is None else StudyRow(StudyId(row.id), row.name, row.language)


def get(connection: Connection) -> StudyRow:
    """Return the study's row; a database without one is a bug."""
    row = find(connection)
    assert row is not None, "the study was never set up"
    return row


def create(connection: Connection, row: StudyRow) -> None:
    """Say which study this database holds; nothing has met yet."""
    connection.execute(
        insert(study).values(
            id=row.id,
            name=row.name,
            language=row.language,
            base_in_file="[]",
            base_in_database="[]",
            file_digest="",
        )
    )


def lock(connection: Connection) -> None:
    """Let no other transaction change codes or documents until this one ends.

    On SQLite a writing transaction is alone anyway. Who locks a coder too does so
    first, so that two never wait for each other.
    """
    if connection.dialect.name == "postgresql":
        here = func.hashtext(func.current_schema())
        connection.execute(select(func.pg_advisory_xact_lock(_CHANGING, here)))


def codebook(connection: Connection) -> Codebook:
    """Return the codebook as the database holds it."""
    row = get(connection)
    return Codebook(row.id, row.name, row.language, codes.every(connection))


def last_meeting(connection: Connection) -> Meeting:
    """Return how file and database stood when they last met."""
    row = connection.execute(select(study)).one()
    return Meeting(
        in_file=_codes(row.base_in_file),
        in_database=_codes(row.base_in_database),
        file_digest=row.file_digest,
    )


def meet(connection: Connection, in_file: Codebook, digest: str) -> None:
    """Remember the file as it is, and the database as it is now."""
    present = codes.every(connection)
    finished_marks.keep_revision(connection, digest, [code.id for code in present])
    connection.execute(
        update(study).values(
            name=in_file.name,
            language=in_file.language,
            base_in_file=_json(in_file.codes),
            base_in_database=_json(present),
            file_digest=digest,
        )
    )


def _json(of: Iterable[Code]) -> str:
    return json.dumps([record_of(code) for code in of], ensure_ascii=False)


def _codes(text: str) -> tuple[Code, ...]:
    return tuple(code_of(record) for record in json.loads(text))
