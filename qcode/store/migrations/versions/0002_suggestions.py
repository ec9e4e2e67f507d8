"""Suggestions, kept while they hold, and what coders decided about them.

Revision ID: 0002
"""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
)

from qcode.store.columns import Id, Moment

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

_IS_SPAN = "start_offset >= 0 AND end_offset > start_offset"
_ABOUT = (("document_id", "documents"), ("code_id", "codes"), ("coder_id", "coders"))


def upgrade() -> None:
    """Add three tables; what is there stays as it is."""
    op.create_table(
        "decisions",
        *_place(),
        Column("verdict", Text, nullable=False),
        Column("score", Float, nullable=False),
        Column("engine", Text, nullable=False),
        Column("coding_id", Id),
        Column("decided_at", Moment, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        CheckConstraint(_IS_SPAN, name=op.f("ck_decisions_span")),
        *_keys("decisions"),
    )
    op.create_index(op.f("ix_decisions_coding_id"), "decisions", ["coding_id"])
    op.create_index(
        op.f("ix_decisions_coder_id_document_id"),
        "decisions",
        ["coder_id", "document_id"],
    )
    op.create_table(
        "suggestion_runs",
        Column("document_id", Id, nullable=False),
        Column("coder_id", Id, nullable=False),
        Column("state", Text, nullable=False),
        PrimaryKeyConstraint(
            "document_id", "coder_id", name=op.f("pk_suggestion_runs")
        ),
        *(key for key in _keys("suggestion_runs") if key.column_keys != ["code_id"]),
    )
    op.create_table(
        "suggestions",
        *_place(),
        Column("score", Float, nullable=False),
        Column("engine", Text, nullable=False),
        Column("reasons", Text, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
        CheckConstraint(_IS_SPAN, name=op.f("ck_suggestions_span")),
        *_keys("suggestions"),
    )
    op.create_index(
        op.f("ix_suggestions_coder_id_document_id"),
        "suggestions",
        ["coder_id", "document_id"],
    )


def _place() -> list[Column[object]]:
    """Return the columns that say whose code stands where."""
    columns: list[Column[object]] = [Column("id", Id, nullable=False)]
    columns += [Column(name, Id, nullable=False) for name, _ in _ABOUT]
    columns += [
        Column(name, Integer, nullable=False) for name in ("start_offset", "end_offset")
    ]
    return columns


def _keys(table: str) -> list[ForeignKeyConstraint]:
    return [
        ForeignKeyConstraint(
            [name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}_{target}")
        )
        for name, target in _ABOUT
    ]
