from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from qcode.store import Store, documents, schema
from qcode.store.migration import upgrade
from tests.builders import Study
from tests.conftest import Reopen


@pytest.fixture
def bare(store: Store) -> Store:
    """A store whose tables were taken away again."""
    with store.begin() as connection:
        schema.metadata.drop_all(connection)
        assert _form(connection) == []
    return store


def _form(connection: Connection) -> list[tuple[Any, ...]]:
    """Everything the database itself says of its tables, sorted."""
    if connection.dialect.name == "sqlite":
        queries = ["SELECT type, name, tbl_name, sql FROM sqlite_master"]
    else:
        # Without the schema's name and the numbers that the server gives.
        queries = [
            "SELECT table_name, column_name, data_type, is_nullable, ordinal_position,"
            " character_maximum_length, collation_name,"
            " replace(column_default, current_schema(), '')"
            " FROM information_schema.columns WHERE table_schema = current_schema()",
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE connamespace = current_schema()::regnamespace",
            "SELECT tablename, indexname, replace(indexdef, current_schema(), '')"
            " FROM pg_indexes WHERE schemaname = current_schema()",
        ]
    rows = (tuple(row) for query in queries for row in connection.execute(text(query)))
    return sorted(rows, key=str)


def test_migrating_an_empty_database_leaves_no_difference(bare: Store) -> None:
    with bare.begin() as connection:
        upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_migrations_make_the_same_form_as_the_schema(store: Store) -> None:
    with store.begin() as connection:
        made = _form(connection)
        schema.metadata.drop_all(connection)
        upgrade(connection)
        assert _form(connection) == made


def test_migrations_end_at_the_version_that_the_program_knows(bare: Store) -> None:
    with bare.begin() as connection:
        upgrade(connection)
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    assert found == schema.VERSION


def test_a_migration_belongs_to_the_transaction_around_it(bare: Store) -> None:
    def interrupted() -> None:
        with bare.begin() as connection:
            upgrade(connection)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with bare.read() as connection:
        assert _form(connection) == []


def test_migrating_twice_changes_nothing(bare: Store) -> None:
    with bare.begin() as connection:
        upgrade(connection)
        once = _form(connection)
        upgrade(connection)
        assert _form(connection) == once


_SINCE_0002 = (
    *("shown_suggestions", "codebook_revisions", "finished_marks", "settlements"),
    *("rounds", "round_coders", "round_documents", "saved_queries"),
    "speakers",
    *("recommendations", "recommendation_codes", "key_quotations"),
    "summaries",
    *("releases", "vouches"),
    *("exchange_reports", "carried_elements", "carried_files", "foreign_identities"),
)


def test_a_database_of_an_older_form_gets_what_is_new_and_keeps_the_rest(
    study: Study, reopen: Reopen
) -> None:
    with study.store.begin() as connection:
        made = _form(connection)
        for table in reversed(schema.metadata.sorted_tables):
            if table.name in _SINCE_0002:
                table.drop(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    with reopen(study.store).read() as connection:
        assert _form(connection) == made
        assert documents.get(connection, study.document.id) == study.document
