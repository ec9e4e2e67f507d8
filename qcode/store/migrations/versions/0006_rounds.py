"""Blind rounds: who codes which documents without seeing the others.

Revision ID: 0006
"""

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    UniqueConstraint,
)

from qcode.store.columns import Id, Moment, Name

revision = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add three tables; what is there stays as it is."""
    op.create_table(
        "rounds",
        Column("id", Id, nullable=False),
        Column("name", Name, nullable=False),
        Column("opened_by", Id, nullable=False),
        Column("opened_at", Moment, nullable=False),
        Column("closed_by", Id),
        Column("closed_at", Moment),
        PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        UniqueConstraint("name", name=op.f("uq_rounds_name")),
        _key("rounds", "opened_by", "coders"),
        _key("rounds", "closed_by", "coders"),
    )
    for part in ("coder", "document"):
        table = f"round_{part}s"
        op.create_table(
            table,
            Column("round_id", Id, nullable=False),
            Column(f"{part}_id", Id, nullable=False),
            PrimaryKeyConstraint("round_id", f"{part}_id", name=op.f(f"pk_{table}")),
            _key(table, "round_id", "rounds"),
            _key(table, f"{part}_id", f"{part}s"),
        )


def _key(table: str, column: str, target: str) -> ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return ForeignKeyConstraint([column], [f"{target}.id"], name=name)
