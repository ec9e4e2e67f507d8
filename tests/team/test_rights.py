"""What the server refuses each member, table by table, whatever program asks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import ProgrammingError

from qcode.store import schema, team
from qcode.store.team import team_members
from tests.team.conftest import Team

TABLES = [*schema.metadata.sorted_tables, team_members]
NAMES = [table.name for table in TABLES]
OWN = [
    *("codings", "memos", "decisions", "finished_marks"),
    *("suggestions", "suggestion_runs", "shown_suggestions", "saved_queries"),
]
# Who may do which of the three on a table at all; rows are a matter of their own.
CODER: dict[str, set[str]] = {name: {"insert", "update", "delete"} for name in OWN} | {
    "summaries": {"insert", "update", "delete"},
    "journal": {"insert"},
    "coders": {"update"},
    "codebook_revisions": {"insert"},
    "exchange_reports": {"insert"},
}
LEAD: dict[str, set[str]] = {name: {"insert", "update", "delete"} for name in NAMES} | {
    "journal": {"insert"},
    "team_members": set(),
    "alembic_version": set(),
}
MAY: dict[str, dict[str, set[str]]] = {"rita": {}, "anna": CODER, "lea": LEAD}


def statements(name: str) -> dict[str, str]:
    """A statement of each kind that touches no row, so that only rights decide."""
    table = next(table for table in TABLES if table.name == name)
    column = "handle" if name == "coders" else next(iter(table.c)).name
    return {
        "insert": f"INSERT INTO {name} SELECT * FROM {name} WHERE false",
        "update": f"UPDATE {name} SET {column} = {column} WHERE false",
        "delete": f"DELETE FROM {name} WHERE false",
    }


def is_refused(connection: Connection, statement: str, **values: Any) -> bool:
    """Whether the server refuses this for want of rights; nothing else may fail."""
    with connection.begin_nested() as part:
        try:
            connection.execute(text(statement), values)
        except ProgrammingError as error:
            if getattr(error.orig, "sqlstate", "") != "42501":
                raise
            return True
        finally:
            if part.is_active:
                part.rollback()
    return False


@pytest.mark.parametrize("who", ["rita", "anna", "lea"])
def test_each_role_may_do_on_each_table_what_its_work_needs_and_no_more(
    people: Team, who: str
) -> None:
    found: dict[str, set[str]] = {}
    with people.connected(who) as connection:
        for name in NAMES:
            assert not is_refused(connection, f"SELECT * FROM {name}")
            found[name] = {
                kind
                for kind, statement in statements(name).items()
                if not is_refused(connection, statement)
            }
    assert found == {name: MAY[who].get(name, set()) for name in NAMES}


@pytest.mark.parametrize("who", ["rita", "anna", "lea"])
def test_nobody_but_the_owner_changes_the_form_or_the_rules(
    people: Team, who: str
) -> None:
    refused = [
        "ALTER TABLE codings DISABLE ROW LEVEL SECURITY",
        "DROP POLICY qcode_read ON codings",
        "TRUNCATE codings",
        "DROP TABLE memos",
        f'SET ROLE "{people.members["bea"].account}"',
        "SELECT setval(pg_get_serial_sequence('journal', 'number'), 1)",
    ]
    with people.connected(who) as connection:
        for statement in refused:
            with pytest.raises(ProgrammingError), connection.begin_nested():
                connection.execute(text(statement))


def test_row_security_cannot_be_switched_off(people: Team) -> None:
    with people.connected("anna") as connection:
        connection.execute(text("SET row_security = off"))
        coder = people.coder("bea").id
        theirs = "DELETE FROM codings WHERE coder_id = :coder"
        assert is_refused(connection, theirs, coder=coder)


def _coder_ids(connection: Connection, name: str) -> list[Any]:
    return list(connection.scalars(text(f"SELECT coder_id FROM {name}")))


@pytest.mark.parametrize("name", OWN)
def test_a_coder_changes_and_deletes_only_their_own_rows(
    people: Team, name: str
) -> None:
    anna, bea = people.coder("anna").id, people.coder("bea").id
    with people.connected("anna") as connection:
        assert sorted(_coder_ids(connection, name), key=str) == sorted(
            (anna, bea), key=str
        )
        same = connection.execute(text(f"UPDATE {name} SET coder_id = coder_id"))
        assert same.rowcount == 1
        connection.execute(text(f"DELETE FROM {name}"))
        assert _coder_ids(connection, name) == [bea]


@pytest.mark.parametrize("name", OWN)
def test_a_coder_cannot_write_in_anothers_name(people: Team, name: str) -> None:
    anna, bea = people.coder("anna").id, people.coder("bea").id
    columns = _columns(name)
    taken = ", ".join(":bea" if c == "coder_id" else _fresh(c) for c in columns)
    copied = (
        f"INSERT INTO {name} ({', '.join(columns)}) SELECT {taken} FROM {name} "
        "WHERE coder_id = :anna"
    )
    with people.connected("anna") as connection:
        assert is_refused(connection, copied, anna=anna, bea=bea)
        given = f"UPDATE {name} SET coder_id = :bea"
        assert is_refused(connection, given, bea=bea)


def _columns(name: str) -> Sequence[str]:
    table = next(table for table in TABLES if table.name == name)
    return [column.name for column in table.c]


def _fresh(column: str) -> str:
    return "gen_random_uuid()" if column == "id" else column


_ENTRY = (
    "INSERT INTO journal (hash, parents, installation_id, coder_id, at, verb,"
    " payload_hash, imported) VALUES ('h', '', gen_random_uuid(), :coder, 1, 'x',"
    " 'p', :imported)"
)


@pytest.mark.parametrize(
    ("who", "whose", "imported", "is_allowed"),
    [
        ("anna", "anna", False, True),
        ("anna", "bea", False, False),
        ("anna", "anna", True, False),
        ("anna", None, False, False),
        ("rita", "rita", False, False),
        ("lea", "lea", False, True),
        ("lea", "anna", False, False),
        ("lea", "anna", True, True),
        ("lea", None, False, True),
    ],
)
def test_the_journal_takes_entries_in_ones_own_name(
    people: Team, who: str, whose: str | None, imported: bool, is_allowed: bool
) -> None:
    coder = people.coder(whose).id if whose else None
    with people.connected(who) as connection:
        refused = is_refused(connection, _ENTRY, coder=coder, imported=imported)
    assert refused is not is_allowed


def test_a_coder_cannot_take_another_name(people: Team) -> None:
    anna = people.coder("anna").id
    with people.connected("anna") as connection:
        lock = select(schema.coders.c.id).where(schema.coders.c.id == anna)
        assert connection.scalar(lock.with_for_update()) == anna
        mine = "UPDATE coders SET handle = 'Bea' WHERE id = :id"
        assert is_refused(connection, mine, id=anna)


def test_coders_change_and_take_away_what_another_summarised(people: Team) -> None:
    with people.connected("anna") as connection:
        same = connection.execute(text("UPDATE summaries SET text = text"))
        assert same.rowcount == 2
        gone = connection.execute(text("DELETE FROM summaries"))
        assert gone.rowcount == 2


def test_a_lead_may_change_everybodys_rows(people: Team) -> None:
    with people.connected("lea") as connection:
        for name in OWN:
            gone = connection.execute(text(f"DELETE FROM {name}"))
            assert gone.rowcount == 2


def test_an_account_outside_the_team_sees_nothing(
    people: Team, fresh_account: str
) -> None:
    with people.workspace.store.begin() as connection:
        team.make_account(connection, fresh_account)
    stranger = replace(people.members["anna"], account=fresh_account)
    with replace(people, members={"x": stranger}).connected("x") as connection:
        for name in NAMES:
            statement = f"SELECT * FROM {name}"
            with pytest.raises(ProgrammingError), connection.begin_nested():
                connection.execute(text(statement))


def test_everybody_reads_everything(people: Team) -> None:
    counted = [select(func.count()).select_from(table) for table in TABLES]
    with people.workspace.store.read() as connection:
        expected = [connection.scalar(query) for query in counted]
    for who in people.members:
        with people.connected(who) as connection:
            assert [connection.scalar(query) for query in counted] == expected
