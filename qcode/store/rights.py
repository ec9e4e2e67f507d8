"""What the database lets each member of a team do, by grants and row security.

Held by PostgreSQL itself, whatever program connects. A table that is not named
here is the lead's: others read it. The tables' owner is bound by nothing.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Table, select, text

from qcode.model.team import Member, Role
from qcode.store import schema, team
from qcode.store.team import quoted, team_members

# A coder's own rows are theirs to make, change and take away.
_OWN_ROWS = frozenset(
    {
        "codings",
        "memos",
        "decisions",
        "suggestions",
        "suggestion_runs",
        "shown_suggestions",
        "finished_marks",
    }
)
# Coders may add to these; nobody changes what is there.
_ADDED_TO = frozenset({"codebook_revisions", "exchange_reports"})

_MINE = (
    "(SELECT coder_id FROM team_members WHERE account = CURRENT_USER"
    " AND role <> 'reader')"
)
_LEADS = (
    "EXISTS (SELECT FROM team_members WHERE account = CURRENT_USER AND role = 'lead')"
)
_OWN = f"(coder_id = {_MINE} OR {_LEADS})"
# A lead brings in what others did, but does nothing in another's name.
_OWN_ENTRY = (
    f"((coder_id = {_MINE} AND NOT imported)"
    f" OR ((imported OR coder_id IS NULL) AND {_LEADS}))"
)


def establish(connection: Connection) -> None:
    """Let the rules hold for every table and member; what holds already stays."""
    for table in schema.metadata.sorted_tables:
        for name, rule in _policies(table):
            if not _has_policy(connection, table, name):
                connection.exec_driver_sql(
                    f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY"
                )
                connection.exec_driver_sql(
                    f"CREATE POLICY {name} ON {table.name} {rule}"
                )
    for member in team.every(connection):
        grant(connection, member)


def _policies(table: Table) -> Iterator[tuple[str, str]]:
    """Yield the rules for the rows of a table; those without any need none."""
    if table.name in _OWN_ROWS:
        yield "qcode_read", "FOR SELECT USING (true)"
        yield "qcode_write", f"FOR ALL USING {_OWN} WITH CHECK {_OWN}"
    elif table is schema.journal:
        yield "qcode_read", "FOR SELECT USING (true)"
        yield "qcode_add", f"FOR INSERT WITH CHECK {_OWN_ENTRY}"
    elif table is schema.coders:
        # Coders lock their own row, which the server counts as changing it.
        mine = f"(id = {_MINE} OR {_LEADS})"
        yield "qcode_read", "FOR SELECT USING (true)"
        yield "qcode_add", f"FOR INSERT WITH CHECK ({_LEADS})"
        yield "qcode_lock", f"FOR UPDATE USING {mine} WITH CHECK ({_LEADS})"


def _has_policy(connection: Connection, table: Table, name: str) -> bool:
    known = text(
        "SELECT 1 FROM pg_policy WHERE polname = :name AND polrelid = to_regclass(:at)"
    )
    found = connection.scalar(known, {"name": name, "at": table.name})
    return found is not None


def grant(connection: Connection, member: Member) -> None:
    """Let a member do what their role may, and nothing more."""
    account = quoted(connection, member.account)
    _take_all(connection, account)
    for object_, privileges in _granted(member.role):
        connection.exec_driver_sql(f"GRANT {privileges} ON {object_} TO {account}")
    where = _where(connection)
    for object_, privileges in where:
        connection.exec_driver_sql(f"GRANT {privileges} ON {object_} TO {account}")
    if member.role is not Role.READER:
        connection.exec_driver_sql(
            f"GRANT USAGE ON SEQUENCE {_numbers(connection)} TO {account}"
        )


def revoke(connection: Connection, account: str) -> None:
    """Take all rights in this study from an account."""
    name = quoted(connection, account)
    _take_all(connection, name)
    for object_, privileges in _where(connection):
        connection.exec_driver_sql(f"REVOKE {privileges} ON {object_} FROM {name}")


def _take_all(connection: Connection, account: str) -> None:
    tables = ", ".join(table.name for table in _tables())
    connection.exec_driver_sql(f"REVOKE ALL ON {tables} FROM {account}")
    connection.exec_driver_sql(
        f"REVOKE ALL ON SEQUENCE {_numbers(connection)} FROM {account}"
    )


def _tables() -> list[Table]:
    return [*schema.metadata.sorted_tables, team_members]


def _granted(role: Role) -> Iterator[tuple[str, str]]:
    for table in _tables():
        privileges = {"SELECT", *_writing(role, table)}
        yield table.name, ", ".join(sorted(privileges))


def _writing(role: Role, table: Table) -> Iterator[str]:
    if role is Role.READER or table in (schema.schema_version, team_members):
        return
    if table is schema.journal:
        yield "INSERT"
    elif table.name in _OWN_ROWS or role is Role.LEAD:
        yield from ("INSERT", "UPDATE", "DELETE")
    elif table.name in _ADDED_TO:
        yield "INSERT"
    elif table is schema.coders:
        yield "UPDATE (handle)"


def _where(connection: Connection) -> list[tuple[str, str]]:
    """Return what leads to the tables: the database and the schema in it."""
    database, place = connection.execute(
        select(text("current_database(), current_schema()"))
    ).one()
    return [
        (f"DATABASE {quoted(connection, database)}", "CONNECT"),
        (f"SCHEMA {quoted(connection, place)}", "USAGE"),
    ]


def _numbers(connection: Connection) -> str:
    """Return the sequence that numbers the journal's entries."""
    query = text("SELECT pg_get_serial_sequence('journal', 'number')")
    return str(connection.scalar(query))
