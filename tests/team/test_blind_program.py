"""What a blind round means to the program, and to teams of earlier versions."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, text

from qcode.errors import RoundOpenError
from qcode.model.agreement import ComparisonQuestion
from qcode.operations import finishing, history, memos
from qcode.operations.agreement import agreement
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.doctor import examine
from qcode.operations.gathering import gather_set
from qcode.operations.moving import move
from qcode.operations.reading import open_document
from qcode.operations.rounds import blinding, open_round
from qcode.store import open_store
from qcode.store.blindness import HIDDEN_FROM
from qcode.store.team import quoted
from tests.builders import HERE, a_coding, a_memo
from tests.team.blind_team import blinded, counts, of, theirs, whole
from tests.team.conftest import Team


@pytest.fixture
def team(people: Team) -> Team:
    return blinded(people)


def test_a_notice_of_others_work_carries_no_content(team: Team) -> None:
    with team.connected("anna") as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.autocommit = True
        driver.execute("LISTEN qcode")
        [own] = driver.execute("SELECT current_schema()").fetchone()
        coding = a_coding(30, 33, coder_id=team.coder("bea").id)
        apply_code(team.workspace.store, coding)
        # Others who test on the same server tell of their own studies meanwhile.
        said = (notice.payload.split(" ") for notice in driver.notifies(timeout=20))
        entry = next(entry for place, entry in said if place == own)
        said.close()
    assert len(bytes.fromhex(entry)) == 32


def test_a_blind_coders_whole_work_goes_through(team: Team) -> None:
    anna = team.coder("anna").id
    coding = a_coding(5, 8, coder_id=anna)
    with team.opened("anna") as store:
        apply_code(store, coding, a_memo(coding, coder_id=anna))
        history.undo(store, anna)
        history.redo(store, anna)
        memos.revise_memo(store, a_memo(team.study.nets, coder_id=anna), None)
        remove_coding(store, coding.id, anna)
        history.undo(store, anna)
        finishing.finish(store, team.study.hebrew.id, anna)
        found = examine(store)
        assert (found.damages, found.withheld) == ([], ["Runde"])
        assert found.codings < examine(team.workspace.store).codings
    assert coding in of(team.workspace.store, anna)
    with team.opened("lea") as store:
        found = examine(store)
        assert (found.damages, found.withheld) == ([], [])


def test_a_hidden_memo_outlives_the_coding_it_is_about(team: Team) -> None:
    anna = team.coder("anna").id
    [coding] = of(team.workspace.store, anna)
    with team.opened("anna") as store:
        remove_coding(store, coding.id, anna)
        history.undo(store, anna)
        remove_coding(store, coding.id, anna)
    kept = memos.list_memos(team.workspace.store)
    assert [it.text for it in kept if it.subject_id == coding.id] == ["Wirklich?"]
    assert examine(team.workspace.store).damages == []


def test_the_program_says_who_is_blind(team: Team) -> None:
    for who, names in (("anna", ["Runde"]), ("rita", ["Runde"]), ("carl", ["Runde"])):
        with team.opened(who) as store:
            seen = store.seen_by(team.coder(who).id)
            assert [it.name for it in blinding(seen)] == names
            pair = (team.coder("anna"), team.coder("bea"))
            with pytest.raises(RoundOpenError):
                agreement(seen, ComparisonQuestion(coders=pair))
    with team.opened("lea") as store:
        assert blinding(store.seen_by(team.coder("lea").id)) == []


def test_a_lead_who_takes_part_is_kept_from_looking_by_the_program(
    team: Team,
) -> None:
    lea, bea = team.coder("lea").id, team.coder("bea").id
    hebrew = team.study.hebrew.id
    with team.opened("lea") as store:
        open_round(store, "Zweite", [lea, bea], [hebrew], lea)
        seen = store.seen_by(lea)
        assert [it.name for it in blinding(seen)] == ["Zweite"]
        assert open_document(seen, hebrew).codings == []
        assert len(open_document(store, hebrew).codings) == 1


def test_a_part_of_the_study_is_not_carried_off_as_the_whole(
    team: Team, tmp_path: Path
) -> None:
    target = f"sqlite:///{tmp_path / 'qcode.db'}"
    with team.opened("anna") as store:
        workspace = replace(team.workspace, store=store)
        with pytest.raises(RoundOpenError, match="Runde"):
            move(workspace, target)
        with pytest.raises(RoundOpenError, match="Runde"):
            gather_set(store, [team.coder("bea").id])
    assert not (tmp_path / "qcode.db").exists()


def _as_an_earlier_version_made_it(connection: Connection) -> None:
    """Everybody reads everything, and the rules carry no signs."""
    old = text("SELECT tablename, policyname FROM pg_policies WHERE schemaname = :at")
    place = connection.scalar(text("SELECT current_schema()"))
    for table, name in connection.execute(old, {"at": place}).all():
        connection.execute(text(f"DROP POLICY {name} ON {table}"))
    connection.execute(text("DROP FUNCTION qcode_hidden_documents()"))
    for table in ("settlements", "saved_queries"):
        connection.execute(text(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"))
    for table in (*HIDDEN_FROM, "finished_marks", "coders"):
        if table != "settlements":
            rule = f"CREATE POLICY qcode_read ON {table} FOR SELECT USING (true)"
            connection.execute(text(rule))
    for table in ("codings", "memos"):
        rule = f"CREATE POLICY qcode_write ON {table} FOR ALL USING (true)"
        connection.execute(text(rule))


def test_a_team_of_an_earlier_version_is_bound_when_the_owner_opens_the_study(
    team: Team,
) -> None:
    with team.workspace.store.begin() as connection:
        _as_an_earlier_version_made_it(connection)
    with team.opened("anna"), team.connected("anna") as connection:
        assert counts(connection) == whole(team)
    with closing(open_store(team.url, HERE)):
        pass
    with team.connected("anna") as connection:
        for table in HIDDEN_FROM:
            assert theirs(connection, table, team.coder("anna").id) == []
    with team.opened("anna") as store:
        apply_code(store, a_coding(5, 8, coder_id=team.coder("anna").id))


def test_opening_changes_no_rules_that_hold_already(people: Team) -> None:
    query = text("SELECT oid FROM pg_policy ORDER BY oid")
    with people.workspace.store.read() as connection:
        before = list(connection.scalars(query))
    with closing(open_store(people.url, HERE)) as store, store.read() as connection:
        assert list(connection.scalars(query)) == before


def test_an_account_that_was_let_in_otherwise_is_blind_too(
    team: Team, fresh_account: str
) -> None:
    """As for a program that draws reports, whom the owner lets read by hand."""
    with team.workspace.store.begin() as connection:
        name = quoted(connection, fresh_account)
        place = connection.scalar(text("SELECT current_schema()"))
        for statement in (
            f"CREATE ROLE {name} LOGIN",
            f"GRANT USAGE ON SCHEMA {place} TO {name}",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {place} TO {name}",
        ):
            connection.execute(text(statement))
    stranger = replace(team.members["anna"], account=fresh_account)
    with replace(team, members={"x": stranger}).connected("x") as connection:
        for table in HIDDEN_FROM:
            assert theirs(connection, table, uuid4()) == []
