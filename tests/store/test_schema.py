from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from qcode.store import codings, schema
from tests.builders import Study, a_code, a_coder, a_coding, put


def _row(**more: Any) -> dict[str, Any]:
    coding = a_coding()
    row = {
        "id": uuid4(),
        "document_id": coding.document_id,
        "code_id": coding.code_id,
        "coder_id": coding.coder_id,
        "start_offset": 0,
        "end_offset": 1,
        "segment_digest": b"12345678",
        "origin": "hand",
        "stance": None,
        "created_at": coding.created_at,
    }
    return row | more


def _insert(connection: Connection, **more: Any) -> None:
    connection.execute(schema.codings.insert(), _row(**more))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 3)])
def test_the_database_refuses_what_is_no_span(
    study: Study, start: int, end: int
) -> None:
    with pytest.raises(IntegrityError), study.store.begin() as connection:
        _insert(connection, start_offset=start, end_offset=end)


@pytest.mark.parametrize("column", ["document_id", "code_id", "coder_id"])
def test_a_coding_needs_what_it_refers_to(study: Study, column: str) -> None:
    with pytest.raises(IntegrityError), study.store.begin() as connection:
        _insert(connection, **{column: uuid4()})


@pytest.mark.parametrize("column", ["document_id", "start_offset", "origin"])
def test_a_coding_lacks_nothing(study: Study, column: str) -> None:
    with pytest.raises(IntegrityError), study.store.begin() as connection:
        _insert(connection, **{column: None})


def test_one_coder_codes_a_span_with_a_code_once(study: Study) -> None:
    put(study, a_coding(0, 1))
    with pytest.raises(IntegrityError), study.store.begin() as connection:
        _insert(connection)


@pytest.mark.parametrize(
    "other",
    [
        {"coder_id": a_coder("Bea").id},
        {"code_id": a_code("nets").id},
        {"start_offset": 0, "end_offset": 2},
    ],
)
def test_another_coder_code_or_span_is_another_coding(
    study: Study, other: dict[str, Any]
) -> None:
    put(study, a_coding(0, 1))
    with study.store.begin() as connection:
        _insert(connection, **other)
        assert len(codings.ids(connection)) == 2


@pytest.mark.parametrize("refers_to", ["document_id", "code_id", "coder_id"])
def test_what_codings_refer_to_cannot_go(study: Study, refers_to: str) -> None:
    coding = a_coding()
    put(study, coding)
    (key,) = schema.codings.c[refers_to].foreign_keys
    with study.store.begin() as connection:
        for table in (schema.turns, schema.revisions, schema.document_digests):
            connection.execute(table.delete())
    wanted = key.column == getattr(coding, refers_to)
    with pytest.raises(IntegrityError), study.store.begin() as connection:
        connection.execute(key.column.table.delete().where(wanted))


def test_a_key_belongs_to_one_code(study: Study) -> None:
    query = schema.codes.update().where(schema.codes.c.key == "nets")
    with pytest.raises(IntegrityError), study.store.begin() as connection:
        connection.execute(query.values(key="engagement"))


def test_a_name_belongs_to_one_document(study: Study) -> None:
    with pytest.raises(IntegrityError), study.store.begin() as connection:
        connection.execute(schema.documents.update().values(name="same"))
