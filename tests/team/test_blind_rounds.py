"""What a blind round hides on a server, from whatever program asks."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from qcode.model.journal import Verb
from qcode.operations import finishing
from qcode.operations.rounds import close_round
from qcode.store.blindness import HIDDEN_FROM
from tests.team.blind_team import BLIND, blinded, counts, of, theirs, whole
from tests.team.conftest import Team


@pytest.fixture
def team(people: Team) -> Team:
    return blinded(people)


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
            if table not in ("settlements", "key_quotations", "vouches"):
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
