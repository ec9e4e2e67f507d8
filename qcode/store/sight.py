"""What one coder may see: views that lie over the tables while a round is blind.

A reading transaction gets a temporary view of the same name in front of each table
that shows what coders did. Every query below sees through it, whoever wrote it, and
the end of the transaction takes it away. That keeps honest programs from showing what
must not be seen; the lock against others is `rights`, on a server.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from qcode.model.ids import CoderId
from qcode.model.round import Round
from qcode.store.blindness import Ground, seen
from qcode.store.rounds import are_open, hiding


def limit_sight(connection: Connection, viewer: CoderId | None) -> None:
    """Hide from the rest of this transaction what blind rounds hide from a coder.

    Without a coder nothing is anybody's own, and all rounds hide.
    """
    found = hiding(connection, viewer) if are_open(connection) else []
    if not found:
        return
    main = _schema(connection)
    for table, rule in seen(_ground(main, found, viewer)).items():
        view = f"SELECT * FROM {main}.{table} WHERE {rule}"
        connection.execute(text(f"CREATE TEMP VIEW {table} AS {view}"))


def _schema(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return "main"
    return str(connection.scalar(text("SELECT quote_ident(current_schema())")))


def _ground(main: str, found: Sequence[Round], viewer: CoderId | None) -> Ground:
    def literal(value: UUID) -> str:
        return f"X'{value.hex}'" if main == "main" else f"'{value}'::uuid"

    rounds = ", ".join(literal(it.id) for it in found)
    return Ground(
        own="false" if viewer is None else f"coder_id = {literal(viewer)}",
        documents=(
            f"(SELECT document_id FROM {main}.round_documents"
            f" WHERE round_id IN ({rounds}))"
        ),
        codings=f"{main}.codings",
    )
