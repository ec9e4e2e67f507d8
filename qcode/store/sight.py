"""What one coder may see: views that lie over the tables while a round is blind.

A reading transaction gets a temporary view of the same name in front of each table
that shows what coders did. Every query below sees through it, whoever wrote it, and
the end of the transaction takes it away. That keeps honest programs from showing what
must not be seen; it is no lock against somebody who opens the database otherwise.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from qcode.model.ids import CoderId
from qcode.model.journal import Verb
from qcode.model.round import Round
from qcode.store.columns import microseconds
from qcode.store.rounds import are_open, hiding

_OPENLY = (Verb.ROUND_OPENED, Verb.ROUND_CLOSED, Verb.DOCUMENT_FINISHED)

# {main}: the schema of the tables; {documents}: those of the rounds; {others}: whether
# a row is another coder's than the one who looks.
_IN_DOCUMENT = (
    "SELECT * FROM {main}.{table} WHERE NOT ({others} AND document_id IN {documents})"
)
_VIEWS: Mapping[str, str] = {
    "codings": _IN_DOCUMENT,
    "decisions": _IN_DOCUMENT,
    "suggestions": _IN_DOCUMENT,
    "settlements": "SELECT * FROM {main}.{table} WHERE document_id NOT IN {documents}",
    "memos": (
        "SELECT * FROM {main}.{table} WHERE NOT ({others} AND ("
        "subject_id IN {documents} OR subject_id IN ("
        "SELECT id FROM {main}.codings WHERE document_id IN {documents})))"
    ),
    "journal": (
        "SELECT * FROM {main}.{table} WHERE coder_id IS NULL OR verb IN ({openly})"
        " OR at < {since} OR NOT {others}"
    ),
}


def limit_sight(connection: Connection, viewer: CoderId | None) -> None:
    """Hide from the rest of this transaction what blind rounds hide from a coder.

    Without a coder what any round hides from its own coders is hidden.
    """
    found = hiding(connection, viewer) if are_open(connection) else []
    if not found:
        return
    parts = _parts(connection, found, viewer)
    for table, query in _VIEWS.items():
        view = query.format(table=table, **parts)
        connection.execute(text(f"CREATE TEMP VIEW {table} AS {view}"))


def _parts(
    connection: Connection, found: Sequence[Round], viewer: CoderId | None
) -> dict[str, str]:
    is_sqlite = connection.dialect.name == "sqlite"
    main = "main"
    if not is_sqlite:
        main = str(connection.scalar(text("SELECT current_schema()")))

    def literal(value: UUID) -> str:
        return f"X'{value.hex}'" if is_sqlite else f"'{value}'::uuid"

    its = f"WHERE round_id IN ({', '.join(literal(it.id) for it in found)})"
    participants = f"(SELECT coder_id FROM {main}.round_coders {its})"
    return {
        "main": main,
        "documents": f"(SELECT document_id FROM {main}.round_documents {its})",
        "others": f"coder_id IN {participants}"
        if viewer is None
        else f"coder_id <> {literal(viewer)}",
        "openly": ", ".join(f"'{verb.value}'" for verb in _OPENLY),
        "since": str(microseconds(min(it.opened_at for it in found))),
    }
