"""What the database lets each member of a team do, by grants and row security.

Held by PostgreSQL itself, whatever program connects. A table that is not named
here is the lead's: others read it. The tables' owner is bound by nothing.
"""

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import Connection, Table, func, select, text

from qcode.model.team import Member, Role
from qcode.store import rounds, schema, team
from qcode.store.blindness import Ground, seen
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
        "saved_queries",
    }
)
# What coders write together: each may change what another wrote. Nobody's name is
# asked for, since taking a change back brings back what somebody else had written;
# who did it says the journal.
_WRITTEN_TOGETHER = frozenset({"summaries"})
# Coders may add to these; nobody changes what is there.
_ADDED_TO = frozenset({"codebook_revisions", "exchange_reports"})

_MEMBER = "SELECT coder_id FROM team_members WHERE account = CURRENT_USER"
_MINE = f"({_MEMBER} AND role <> 'reader')"
_LEADS = f"EXISTS ({_MEMBER} AND role = 'lead')"
_WRITES = f"EXISTS {_MINE}"
_OWN = f"(coder_id = {_MINE} OR {_LEADS})"
# A lead brings in what others did, but does nothing in another's name.
_OWN_ENTRY = (
    f"((coder_id = {_MINE} AND NOT imported)"
    f" OR ((imported OR coder_id IS NULL) AND {_LEADS}))"
)
_HIDDEN = "(SELECT qcode_hidden_documents())"
_SEEN = seen(Ground(own=f"coder_id = ({_MEMBER})", documents=_HIDDEN))
# A function and no plain query: rules are planned anew with each statement, and a
# query of five tables in each of them doubled the time it takes to open a document.
# It finds its own tables whatever the account that runs it has made beside them.
_HIDDEN_DOCUMENTS = f"""
CREATE OR REPLACE FUNCTION qcode_hidden_documents() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
SET search_path = {{place}}, pg_temp
AS $$
BEGIN
    IF NOT {_LEADS} THEN
        RETURN QUERY SELECT document_id FROM round_documents
        WHERE round_id IN ({rounds.BLIND});
    END IF;
END
$$
"""


def establish(connection: Connection) -> None:
    """Let the rules hold for every table and member; those of before go."""
    place = quoted(connection, str(connection.scalar(select(func.current_schema()))))
    connection.execute(text(_HIDDEN_DOCUMENTS.format(place=place)))
    for table, name in _standing(connection):
        if (table, name) not in _WANTED:
            connection.execute(text(f"DROP POLICY {name} ON {table}"))
    for (table, name), rule in _WANTED.items():
        for statement in (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"DROP POLICY IF EXISTS {name} ON {table}",
            f"CREATE POLICY {name} ON {table} {rule}",
            f"COMMENT ON POLICY {name} ON {table} IS '{_SIGN}'",
        ):
            connection.execute(text(statement))
    for member in team.every(connection):
        grant(connection, member)


def are_outdated(connection: Connection) -> bool:
    """Whether this account owns a study with a team, whose rules are of before."""
    if not team.exists(connection):
        return False
    present = _standing(connection)
    return bool(present) and present != dict.fromkeys(_WANTED, _SIGN)


def _standing(connection: Connection) -> dict[tuple[str, str], str | None]:
    """Return the signs of the rules that there are, if this account may change them."""
    query = text(
        "SELECT relname, polname, obj_description(pg_policy.oid, 'pg_policy') AS sign"
        " FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid"
        " JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE nspname = current_schema() AND polname LIKE 'qcode%'"
        " AND pg_has_role(relowner, 'USAGE') ORDER BY relname, polname"
    )
    return {(row.relname, row.polname): row.sign for row in connection.execute(query)}


_GIVING_RIGHTS = 0x71636F  # any number that is ours on a PostgreSQL server: "qco"


def _policies() -> Iterator[tuple[str, str, str]]:
    """Yield table, name and wording of each rule for rows; other tables need none."""
    for table in sorted(_OWN_ROWS | _SEEN.keys() - {schema.journal.name}):
        yield table, "qcode_read", _reading(table)
        theirs = _OWN if table in _OWN_ROWS else _LEADS
        if table in _WRITTEN_TOGETHER:
            theirs = _WRITES
        added = _OWN if table in _ADDED_TO else theirs
        yield table, "qcode_add", f"FOR INSERT WITH CHECK ({added})"
        yield table, "qcode_change", f"FOR UPDATE USING ({theirs})"
        yield table, "qcode_remove", f"FOR DELETE USING ({theirs})"
    journal, coders = schema.journal.name, schema.coders.name
    yield journal, "qcode_read", _reading(journal)
    yield journal, "qcode_add", f"FOR INSERT WITH CHECK ({_OWN_ENTRY})"
    # Coders lock their own row, which the server counts as changing it.
    mine = f"(id = {_MINE} OR {_LEADS})"
    yield coders, "qcode_read", _reading(coders)
    yield coders, "qcode_add", f"FOR INSERT WITH CHECK ({_LEADS})"
    yield coders, "qcode_lock", f"FOR UPDATE USING {mine} WITH CHECK ({_LEADS})"


def _reading(table: str) -> str:
    if table not in _SEEN:
        return "FOR SELECT USING (true)"
    # The first part does not look at the row, so it is asked once in a statement.
    nothing_hides = f"NOT EXISTS {_HIDDEN}"
    return f"FOR SELECT USING ({nothing_hides} OR {_SEEN[table]})"


_WANTED = {(table, name): rule for table, name, rule in _policies()}
# The server rewords the rules it keeps, so a digest of them all stands beside each.
_SIGN = sha256("".join([_HIDDEN_DOCUMENTS, *_WANTED.values()]).encode()).hexdigest()


def grant(connection: Connection, member: Member) -> None:
    """Let a member do what their role may, and nothing more."""
    wait_alone(connection)
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
    wait_alone(connection)
    name = quoted(connection, account)
    _take_all(connection, name)
    for object_, privileges in _where(connection):
        connection.exec_driver_sql(f"REVOKE {privileges} ON {object_} FROM {name}")


def wait_alone(connection: Connection) -> None:
    """Wait for others who give rights: the server refuses two at once on a database."""
    connection.execute(select(func.pg_advisory_xact_lock(_GIVING_RIGHTS)))


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
    elif table.name in _OWN_ROWS | _WRITTEN_TOGETHER or role is Role.LEAD:
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
