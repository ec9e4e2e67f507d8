"""Letting people in, changing what they may do, and taking it away."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import make_url, text

from qcode.errors import (
    AccountInUseError,
    NoAccountsError,
    NotAllowedError,
    RefusedError,
    UnknownMemberError,
)
from qcode.model.team import Role
from qcode.operations.codings import apply_code
from qcode.operations.doctor import examine
from qcode.operations.team import add_member, list_members, remove_member
from qcode.store import open_store, rights, team
from tests.builders import HERE, Study, a_coding
from tests.team.conftest import Run, Team


def _stored_password(people: Team, account: str) -> str:
    query = text("SELECT rolpassword FROM pg_authid WHERE rolname = :account")
    with people.workspace.store.read() as connection:
        return str(connection.scalar(query, {"account": account}))


def test_a_new_account_gets_a_password_of_which_the_server_keeps_a_digest(
    people: Team, fresh_account: str
) -> None:
    added = add_member(people.workspace, fresh_account, Role.CODER)
    assert added.password is not None
    assert len(added.password) >= 20
    stored = _stored_password(people, fresh_account)
    assert stored.startswith("SCRAM-SHA-256$")
    assert added.password not in stored


def test_a_password_that_was_given_is_not_given_back(
    people: Team, fresh_account: str
) -> None:
    added = add_member(people.workspace, fresh_account, Role.CODER, password="geheim")
    assert (added.is_new_account, added.password) == (True, None)
    assert _stored_password(people, fresh_account).startswith("SCRAM-SHA-256$")


def test_adding_a_member_again_changes_what_they_may_do(people: Team) -> None:
    anna = people.members["anna"]
    again = add_member(people.workspace, anna.coder.handle, Role.READER)
    assert (again.is_new_account, again.password) == (False, None)
    coding = a_coding(30, 33, coder_id=anna.coder.id)
    with people.opened("anna") as store, pytest.raises(NotAllowedError):
        apply_code(store, coding)
    add_member(people.workspace, anna.coder.handle, Role.CODER)
    with people.opened("anna") as store:
        apply_code(store, coding)
    assert len(list_members(people.workspace.store)) == len(people.members)


def test_an_account_may_be_called_otherwise_than_its_coder(
    people: Team, fresh_account: str
) -> None:
    handle = people.coder("anna").handle
    add_member(people.workspace, handle, Role.CODER, account=fresh_account)
    members = list_members(people.workspace.store)
    accounts = [m.account for m in members if m.coder.handle == handle]
    assert sorted(accounts) == sorted([handle, fresh_account])


@pytest.mark.parametrize("name", ["", " ", "pg_me", 'a"b', "50%", "x" * 64, "a\x07b"])
def test_what_cannot_be_an_account_is_refused(people: Team, name: str) -> None:
    with pytest.raises(RefusedError):
        add_member(people.workspace, "Otto", Role.CODER, account=name)


def test_the_owner_cannot_be_bound(people: Team) -> None:
    with pytest.raises(AccountInUseError, match="--account"):
        add_member(people.workspace, "postgres", Role.CODER)


def test_only_the_owner_lets_people_in(people: Team, fresh_account: str) -> None:
    with people.opened("lea") as store:
        workspace = replace(people.workspace, store=store)
        with pytest.raises(NotAllowedError):
            add_member(workspace, fresh_account, Role.CODER)


def test_who_was_removed_sees_nothing_and_their_work_stays(people: Team) -> None:
    anna = people.members["anna"]
    before = examine(people.workspace.store)
    assert remove_member(people.workspace.store, anna.coder.handle)
    assert examine(people.workspace.store) == before
    with people.workspace.store.read() as connection:
        assert not team.has_account(connection, anna.account)
    with pytest.raises(UnknownMemberError, match="team list"):
        remove_member(people.workspace.store, anna.account)


def test_an_account_that_was_there_before_stays_on_the_server(
    people: Team, fresh_account: str
) -> None:
    store = people.workspace.store
    with store.begin() as connection:
        team.make_account(connection, fresh_account)
    added = add_member(people.workspace, "Otto", Role.LEAD, account=fresh_account)
    assert (added.is_new_account, added.password) == (False, None)
    assert not remove_member(store, "otto")
    with store.read() as connection:
        assert team.has_account(connection, fresh_account)
    url = make_url(people.url).set(username=fresh_account)
    with pytest.raises(NotAllowedError):
        open_store(url.render_as_string(hide_password=False), HERE)


def test_rules_that_a_new_form_needs_are_brought_in_for_everybody(
    people: Team,
) -> None:
    store = people.workspace.store
    with store.begin() as connection:
        connection.execute(text("DROP POLICY qcode_add ON codings"))
        connection.execute(text("REVOKE ALL ON codings FROM " + _quoted(people)))
        rights.establish(connection)
    with people.opened("anna") as own:
        apply_code(own, a_coding(30, 33, coder_id=people.coder("anna").id))


def _quoted(people: Team) -> str:
    return f'"{people.members["anna"].account}"'


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_file_knows_no_accounts(study: Study, people: Team) -> None:
    in_file = replace(people.workspace, store=study.store)
    with pytest.raises(NoAccountsError, match="qcode move"):
        add_member(in_file, "Otto", Role.CODER)
    with pytest.raises(NoAccountsError):
        list_members(study.store)
    with pytest.raises(NoAccountsError):
        remove_member(study.store, "Otto")


def test_the_command_prints_a_new_password_once_and_lists_the_team(
    run: Run, people: Team, fresh_account: str
) -> None:
    added = run("team", "add", fresh_account, "--role", "coder")
    assert added.exit_code == 0, added.stderr
    assert len(added.stdout.strip()) >= 20
    assert added.stdout.strip() not in added.stderr
    listed = json.loads(run("team", "list", "--json").stdout)
    assert {
        "account": fresh_account,
        "role": "coder",
        "coder": fresh_account,
    } in listed
    removed = run("team", "remove", fresh_account)
    assert (removed.exit_code, removed.stdout) == (0, "")
    assert fresh_account not in run("team", "list").stdout


def test_a_password_can_be_typed_and_is_printed_nowhere(
    run: Run, fresh_account: str
) -> None:
    arguments = ("team", "add", fresh_account, "--role", "reader", "--password")
    added = run(*arguments, typed="geheim\ngeheim\n")
    assert added.exit_code == 0, added.stderr
    assert "geheim" not in added.stdout + added.stderr


def test_a_member_need_not_say_who_codes(run: Run, people: Team) -> None:
    place = ("--document", "anna", "--span", "20:23", "--code", "engagement")
    added = run("coding", "add", *place, who="anna")
    assert added.exit_code == 0, added.stderr
    assert people.coder("anna").handle in added.stderr
    other = ("--coder", people.coder("bea").handle)
    refused = run(*other, "coding", "add", *place, who="anna")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Error: The account 'anna-")
    assert refused.stderr.count("\n") == 1


def test_what_a_reader_may_not_do_is_one_line(run: Run) -> None:
    refused = run("undo", who="rita")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Error: The database does not let the account")
    assert refused.stderr.count("\n") == 1
    assert run("doctor", who="rita").exit_code == 0
