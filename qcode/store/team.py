"""The members of a study on PostgreSQL, and their accounts on the server.

What they may do there is `store.rights`. Accounts belong to the server and not to
the study, so nothing of this moves with a study, and SQLite has none of it.
"""

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    MetaData,
    Row,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    text,
)

from qcode.model.coding import Coder
from qcode.model.ids import CoderId
from qcode.model.team import Member, Role
from qcode.store import schema
from qcode.store.columns import Id

if TYPE_CHECKING:
    from psycopg import Connection as Driver

_metadata = MetaData(naming_convention=schema.metadata.naming_convention)

team_members = Table(
    "team_members",
    _metadata,
    Column("account", Text, primary_key=True),
    Column("coder_id", Id, ForeignKey(schema.coders.c.id), nullable=False),
    Column("role", Text, nullable=False),
    # Whether the account was made for this study, and can go with it.
    Column("is_made", Boolean, nullable=False),
    CheckConstraint("role IN ('reader', 'coder', 'lead')", name="role"),
)


def exists(connection: Connection) -> bool:
    """Whether this study has a team; without one the server's own rules hold."""
    if connection.dialect.name != "postgresql":
        return False
    return connection.scalar(select(func.to_regclass(team_members.name))) is not None


def prepare(connection: Connection) -> None:
    """Make the table of members where it is missing."""
    team_members.create(connection, checkfirst=True)


def every(connection: Connection) -> list[Member]:
    """Return the members by account."""
    if not exists(connection):
        return []
    rows = connection.execute(_query.order_by(team_members.c.account))
    return [_member(row) for row in rows]


def own(connection: Connection) -> Member | None:
    """Return the member whose account this connection uses, `None` without one."""
    if not exists(connection):
        return None
    mine = team_members.c.account == text("CURRENT_USER")
    row = connection.execute(_query.where(mine)).first()
    return None if row is None else _member(row)


_query = select(
    team_members.c.account,
    team_members.c.role,
    schema.coders.c.id,
    schema.coders.c.handle,
).join(schema.coders, schema.coders.c.id == team_members.c.coder_id)


def _member(row: Row[*tuple[Any, ...]]) -> Member:
    return Member(row.account, Role(row.role), Coder(CoderId(row.id), row.handle))


def save(connection: Connection, member: Member, *, is_made: bool) -> None:
    """Enter a member, or change what they may do; their account stays as it is."""
    before = forget(connection, member.account)
    connection.execute(
        insert(team_members).values(
            account=member.account,
            coder_id=member.coder.id,
            role=member.role,
            is_made=is_made or before,
        )
    )


def forget(connection: Connection, account: str) -> bool:
    """Take a member out; return whether the account was made for the study."""
    gone = delete(team_members).where(team_members.c.account == account)
    return bool(connection.scalar(gone.returning(team_members.c.is_made)))


# Accounts of the server


def has_account(connection: Connection, account: str) -> bool:
    """Whether the server knows this account."""
    known = text("SELECT 1 FROM pg_roles WHERE rolname = :account")
    return connection.scalar(known, {"account": account}) is not None


def is_above_the_rules(connection: Connection, account: str) -> bool:
    """Whether the server would let an account do anything, whatever is granted."""
    above = text(
        "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR pg_has_role(oid,"
        " (SELECT relowner FROM pg_class WHERE oid = 'study'::regclass), 'MEMBER')"
        " FROM pg_roles WHERE rolname = :account"
    )
    return bool(connection.scalar(above, {"account": account}))


def make_account(connection: Connection, account: str) -> None:
    """Make an account that may log in and nothing else."""
    connection.exec_driver_sql(f"CREATE ROLE {quoted(connection, account)} LOGIN")


def set_password(connection: Connection, account: str, password: str) -> None:
    """Set an account's password; only a digest of it is sent to the server."""
    driver = cast("Driver", connection.connection.dbapi_connection)
    digest = driver.pgconn.encrypt_password(
        password.encode(), account.encode(), b"scram-sha-256"
    ).decode()
    name = quoted(connection, account)
    connection.exec_driver_sql(f"ALTER ROLE {name} PASSWORD '{digest}'")


def drop_account(connection: Connection, account: str) -> None:
    """Take an account off the server; fails where something else needs it."""
    connection.exec_driver_sql(f"DROP ROLE {quoted(connection, account)}")


def quoted(connection: Connection, name: str) -> str:
    """Return a name as SQL takes it, whatever it holds."""
    return connection.dialect.identifier_preparer.quote_identifier(name)
