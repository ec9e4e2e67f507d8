"""The team of a study on a server: who may do what there.

The server holds it, not this program: each member has an account of their own,
which codes as one coder.
"""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qcode.errors import (
    AccountInUseError,
    NoAccountsError,
    RefusedError,
    UnknownMemberError,
)
from qcode.model.coding import Coder
from qcode.model.ids import coder_id
from qcode.model.team import Member, Role
from qcode.operations.workspace import Workspace
from qcode.store import Store, coders, in_part, rights, team

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LONGEST_ACCOUNT = 63  # bytes, as PostgreSQL cuts names


@dataclass(frozen=True, slots=True)
class Added:
    """A member; `password` is shown this once, `None` where it was not made here."""

    member: Member
    is_new_account: bool
    password: str | None


def add_member(
    workspace: Workspace,
    handle: str,
    role: Role,
    *,
    account: str | None = None,
    password: str | None = None,
) -> Added:
    """Let somebody work on the study under an account of theirs, or change how.

    The account is called as the coder unless it is named; one that the server
    does not know is made, with the given password or a new one. Raises
    NoAccountsError on SQLite, RefusedError for a name that is none, and
    AccountInUseError for an account that the server would not bind.
    """
    handle = " ".join(handle.split())
    account = " ".join((handle if account is None else account).split())
    _check_name(account)
    with workspace.store.begin() as connection:
        _check_server(connection)
        drafted = Coder(coder_id(workspace.study_id, handle), handle)
        member = Member(account, role, coders.ensure(connection, drafted))
        team.prepare(connection)
        is_new = not team.has_account(connection, account)
        made = secrets.token_urlsafe(18) if is_new and password is None else None
        if is_new:
            team.make_account(connection, account)
        elif team.is_above_the_rules(connection, account):
            raise AccountInUseError(account)
        if password or made:
            team.set_password(connection, account, password or made or "")
        team.save(connection, member, is_made=is_new)
        rights.establish(connection)
    return Added(member, is_new, made)


def _check_name(account: str) -> None:
    is_name = account.isprintable() and not set(account) & set('%":\\')
    if not account or not is_name or account.lower().startswith("pg_"):
        raise RefusedError(f"'{account}' cannot be the name of a database account.")
    if len(account.encode()) > _LONGEST_ACCOUNT:
        raise RefusedError(f"'{account}' is too long for a database account.")


def _check_server(connection: "Connection") -> None:
    if connection.dialect.name != "postgresql":
        raise NoAccountsError


def list_members(store: Store) -> list[Member]:
    """Return the members by account; raises NoAccountsError on SQLite."""
    with store.read() as connection:
        _check_server(connection)
        return team.every(connection)


def remove_member(store: Store, name: str) -> bool:
    """Take somebody's rights away; what they did stays.

    `name` is the account or the coder's handle. Returns whether the account is
    off the server too: one that was there before, or is needed elsewhere, stays.
    Raises NoAccountsError and UnknownMemberError.
    """
    with store.begin() as connection:
        _check_server(connection)
        account = _account(connection, name)
        rights.revoke(connection, account)
        if not team.forget(connection, account):
            return False
        return in_part(connection, lambda: team.drop_account(connection, account))


def _account(connection: "Connection", name: str) -> str:
    members = team.every(connection)
    for member in members:
        if member.account == name:
            return member.account
    found = [m for m in members if m.coder.handle.casefold() == name.casefold()]
    if not found:
        raise UnknownMemberError(name)
    return found[0].account


def own_member(store: Store) -> Member | None:
    """Return the member whose account the study is open under, `None` without one."""
    if not store.has_accounts:
        return None
    with store.read() as connection:
        return team.own(connection)
