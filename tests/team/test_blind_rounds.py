"""What a blind round hides on a server, from whatever program asks."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from qcode.errors import RoundOpenError
from qcode.model.adjudication import Ruling, Verdict
from qcode.model.agreement import ComparisonQuestion
from qcode.model.journal import Verb
from qcode.operations import finishing, history, memos
from qcode.operations.adjudication import settle
from qcode.operations.agreement import agreement
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.differences import Pair, Scope
from qcode.operations.dockets import open_docket
from qcode.operations.doctor import examine
from qcode.operations.gathering import gather_set
from qcode.operations.moving import move
from qcode.operations.reading import open_document
from qcode.operations.rounds import blinding, close_round, open_round
from qcode.store import Store, open_store, schema
from qcode.store.blindness import HIDDEN_FROM
from qcode.store.team import quoted
from tests.builders import HERE, a_case, a_coding, a_memo
from tests.team.conftest import Team

BLIND = ("anna", "rita", "carl")
"""Who takes part, who reads, and who codes and takes no part."""


@pytest.fixture
def team(people: Team) -> Team:
    """A round of anna and bea on anna-01, where each did something of every kind.

    Lea, who leads, has settled a difference there, and has written on anna's coding.
    """
    store, study = people.workspace.store, people.study
    anna, bea, lea = (people.coder(name) for name in ("anna", "bea", "lea"))
    scope = Scope(Pair(anna, bea))
    first = open_docket(store, scope).differences[0].difference
    settle(store, scope, first, Verdict(Ruling.NEITHER, lea.id))
    [annas] = of(store, anna.id)
    memos.write_memo(store, a_memo(annas, "Wirklich?", coder_id=lea.id))
    memos.write_memo(store, a_memo(study.document, "Dicht", coder_id=bea.id))
    memos.write_memo(store, a_memo(study.nets, "Netze?", coder_id=bea.id))
    elsewhere = a_coding(3, 7, document_id=study.hebrew.id, coder_id=bea.id)
    apply_code(store, elsewhere, a_memo(elsewhere, "Dort", coder_id=bea.id))
    finishing.reopen(store, study.document.id, bea.id)
    open_round(store, "Runde", [anna.id, bea.id], [study.document.id], lea.id)
    return people


def of(store: Store, coder_id: object) -> list[Any]:
    coded = open_document(store, a_coding().document_id).codings
    return [coding for coding in coded if coding.coder_id == coder_id]


def counts(connection: Connection) -> dict[str, int]:
    tables = schema.metadata.sorted_tables
    counted = (select(func.count()).select_from(table) for table in tables)
    numbers = [connection.scalar(query) or 0 for query in counted]
    return dict(zip([table.name for table in tables], numbers, strict=True))


def whole(team: Team) -> dict[str, int]:
    with team.workspace.store.read() as connection:
        return counts(connection)


def theirs(connection: Connection, table: str, own: object) -> list[Any]:
    """The rows of others in the round's document."""
    where = {
        "memos": "coder_id <> :own AND text <> 'Netze?' AND text <> 'Dort'",
        "journal": 'coder_id <> :own AND payload LIKE \'%"kind":"coding"%\'',
        "settlements": "document_id = :document",
        "summaries": "coder_id <> :own AND case_id = :case",
    }.get(table, "coder_id <> :own AND document_id = :document")
    query = text(f"SELECT * FROM {table} WHERE {where}")
    values = {"own": own, "document": a_coding().document_id, "case": a_case().id}
    values = {name: it for name, it in values.items() if f":{name}" in where}
    return list(connection.execute(query, values))


def test_a_direct_query_gives_nothing_of_the_others(team: Team) -> None:
    for who in BLIND:
        with team.connected(who) as connection:
            for table in HIDDEN_FROM:
                assert theirs(connection, table, team.coder(who).id) == []
    with team.connected("lea") as connection:
        for table in HIDDEN_FROM:
            assert theirs(connection, table, team.coder("lea").id) != []


def test_ones_own_work_and_what_lies_outside_the_round_is_seen(team: Team) -> None:
    anna, bea = team.coder("anna").id, team.coder("bea").id
    own = "SELECT count(*) FROM {} WHERE coder_id = :coder"
    with team.connected("anna") as connection, team.workspace.store.read() as all_:
        for table in HIDDEN_FROM:
            if table != "settlements":
                query, values = text(own.format(table)), {"coder": anna}
                mine = connection.scalar(query, values)
                assert mine == all_.scalar(query, values)
                assert mine
        seen = connection.execute(
            text("SELECT text FROM memos WHERE coder_id = :coder ORDER BY text"),
            {"coder": bea},
        )
        assert list(seen.scalars()) == ["Dort", "Netze?"]
        codings = text("SELECT document_id FROM codings WHERE coder_id = :coder")
        assert list(connection.scalars(codings, {"coder": bea})) == [
            team.study.hebrew.id
        ]


def test_the_journal_shows_of_others_what_tells_nothing_of_their_work(
    team: Team,
) -> None:
    query = text("SELECT verb FROM journal WHERE coder_id <> :own")
    with team.connected("anna") as connection:
        verbs = set(connection.scalars(query, {"own": team.coder("anna").id}))
    assert verbs == {
        Verb.DOCUMENT_FINISHED,
        Verb.DOCUMENT_REOPENED,
        Verb.ROUND_OPENED,
    }


def test_a_code_made_with_a_coding_of_it_does_not_tell_of_the_coding(
    team: Team,
) -> None:
    entry = text(
        "INSERT INTO journal (hash, parents, installation_id, coder_id, at, verb,"
        " payload, payload_hash, imported) VALUES (:payload, '', gen_random_uuid(),"
        " :coder, 1, 'code created', :payload, 'p', false)"
    )
    lea = team.coder("lea").id
    with team.workspace.store.begin() as connection:
        for kind in ("code", "coding"):
            payload = f'{{"changes":[{{"kind":"{kind}"}}]}}'
            connection.execute(entry, {"payload": payload, "coder": lea})
    made = text("SELECT payload FROM journal WHERE verb = 'code created'")
    with team.connected("anna") as connection:
        [seen] = connection.scalars(made)
    assert '"kind":"code"' in seen


@pytest.mark.parametrize("how", ["closed", "finished"])
def test_everything_is_seen_when_the_round_is_over(team: Team, how: str) -> None:
    store = team.workspace.store
    if how == "closed":
        lea = team.coder("lea").id
        close_round(store, "Runde", lea, before_all_finished=True)
    else:
        finishing.finish(store, team.study.document.id, team.coder("bea").id)
    for who in BLIND:
        with team.connected(who) as connection:
            assert counts(connection) == whole(team)


def test_who_leads_sees_everything_and_the_others_are_alone_blind(team: Team) -> None:
    with team.connected("lea") as connection:
        assert counts(connection) == whole(team)
    with team.connected("rita") as connection:
        seen, there = counts(connection), whole(team)
    assert {name for name in there if seen[name] < there[name]} == set(HIDDEN_FROM)


WAYS_ROUND = [
    "CREATE TEMP TABLE team_members AS SELECT * FROM {place}.team_members",
    "CREATE TEMP TABLE rounds AS SELECT * FROM {place}.rounds WHERE false",
    "CREATE TEMP TABLE round_documents (document_id uuid, round_id uuid)",
    "CREATE FUNCTION pg_temp.qcode_hidden_documents() RETURNS SETOF uuid"
    " LANGUAGE sql AS 'SELECT NULL::uuid WHERE false'",
    "CREATE FUNCTION pg_temp.same(uuid, uuid) RETURNS bool LANGUAGE sql AS 'SELECT"
    " true'; CREATE OPERATOR pg_temp.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION ="
    " pg_temp.same)",
    "SET search_path = pg_temp, {place}",
    "SET row_security = on",
]


@pytest.mark.parametrize("way", WAYS_ROUND)
def test_what_a_member_makes_or_sets_opens_nothing(team: Team, way: str) -> None:
    with team.connected("anna") as connection:
        place = connection.scalar(text("SELECT quote_ident(current_schema())"))
        for statement in way.format(place=place).split("; "):
            connection.exec_driver_sql(statement)
        found = connection.exec_driver_sql(
            f"SELECT count(*) FROM {place}.codings WHERE coder_id = %s AND "
            "document_id = %s",
            (team.coder("bea").id, team.study.document.id),
        )
        assert found.scalar() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE OR REPLACE FUNCTION qcode_hidden_documents() RETURNS SETOF uuid"
        " LANGUAGE sql AS 'SELECT NULL::uuid WHERE false'",
        "DROP FUNCTION qcode_hidden_documents()",
        "UPDATE rounds SET closed_at = 1",
        "DELETE FROM round_documents",
        "UPDATE team_members SET role = 'lead'",
        "ALTER TABLE codings DISABLE ROW LEVEL SECURITY",
        "SELECT stavalues1 FROM pg_statistic",
    ],
)
def test_the_rules_cannot_be_taken_away(team: Team, statement: str) -> None:
    with team.connected("anna") as connection, pytest.raises(ProgrammingError):
        connection.execute(text(statement))


def test_switching_row_security_off_gives_an_error_and_no_rows(team: Team) -> None:
    with team.connected("anna") as connection:
        connection.execute(text("SET row_security = off"))
        with pytest.raises(ProgrammingError):
            connection.execute(text("SELECT * FROM codings"))


def test_a_function_in_the_query_is_never_shown_a_hidden_row(team: Team) -> None:
    heard: list[str] = []
    with team.connected("anna") as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.add_notice_handler(lambda said: heard.append(said.message_primary))
        driver.execute(
            "CREATE FUNCTION pg_temp.tell(uuid) RETURNS bool LANGUAGE plpgsql"
            " COST 0.0000001 AS $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$"
        )
        connection.execute(text("SELECT 1 FROM codings WHERE pg_temp.tell(coder_id)"))
        connection.execute(text("SELECT 1 FROM memos WHERE pg_temp.tell(subject_id)"))
    assert str(team.coder("anna").id) in heard
    hidden = of(team.workspace.store, team.coder("bea").id)
    assert not set(heard) & {str(it.id) for it in hidden}
    assert heard.count(str(team.coder("bea").id)) == 1


def test_the_servers_statistics_show_no_values(team: Team) -> None:
    with team.workspace.store.engine.connect() as connection:
        for table in HIDDEN_FROM:
            connection.execute(text(f"ANALYZE {table}"))
        connection.commit()
    query = text("SELECT count(*) FROM pg_stats WHERE tablename = :table")
    with team.connected("anna") as connection:
        for table in HIDDEN_FROM:
            assert connection.scalar(query, {"table": table}) == 0
        assert connection.scalar(query, {"table": "documents"}) is not None


def test_a_refused_duplicate_does_not_tell_what_is_there(team: Team) -> None:
    [hidden] = of(team.workspace.store, team.coder("bea").id)
    copied = text(
        "INSERT INTO codings SELECT :id, document_id, code_id, coder_id, 40, 41,"
        " segment_digest, origin, stance, created_at FROM codings WHERE coder_id = :own"
    )
    with team.connected("anna") as connection:
        values = {"id": hidden.id, "own": team.coder("anna").id}
        with pytest.raises(IntegrityError) as caught:
            connection.execute(copied, values)
    assert "Key (" not in str(caught.value.orig)
    said: Any = caught.value.orig
    assert said.diag.message_detail is None


def test_one_cannot_ask_in_anothers_name_whether_a_place_is_coded(team: Team) -> None:
    """The rules speak before the key does, so that nothing is told."""
    bea = team.coder("bea").id
    copied = text(
        "INSERT INTO codings SELECT gen_random_uuid(), document_id, code_id, :bea,"
        " :start, :end, segment_digest, origin, stance, created_at FROM codings"
        " WHERE coder_id = :own"
    )
    said = set()
    with team.connected("anna") as connection:
        for start, end in ((5, 8), (6, 9)):
            values = {"bea": bea, "own": team.coder("anna").id}
            with pytest.raises(DBAPIError) as caught, connection.begin_nested():
                connection.execute(copied, values | {"start": start, "end": end})
            said.add(str(caught.value.orig))
    assert len(said) == 1


def test_a_notice_of_others_work_carries_no_content(team: Team) -> None:
    with team.connected("anna") as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.autocommit = True
        driver.execute("LISTEN qcode")
        coding = a_coding(30, 33, coder_id=team.coder("bea").id)
        apply_code(team.workspace.store, coding)
        [notice] = driver.notifies(timeout=5, stop_after=1)
    place, entry = notice.payload.split(" ")
    assert place.startswith("qcode_test_")
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
