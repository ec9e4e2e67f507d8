"""Recommendations, the codes under them, and their key quotations.

Revision ID: 0012
"""

from alembic import op
from sqlalchemy import (
    Column,
    Float,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
)

from qcode.store.columns import Id, Moment

revision = "0012"
down_revision: str | None = "0011"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add three tables; what is there stays as it is."""
    op.create_table(
        "recommendations",
        Column("id", Id, nullable=False),
        Column("position", Integer, nullable=False),
        Column("title", Text, nullable=False),
        Column("statement", Text, nullable=False),
        Column("status", Text, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_recommendations")),
    )
    op.create_table(
        "recommendation_codes",
        Column("recommendation_id", Id, nullable=False),
        Column("code_id", Id, nullable=False),
        Column("position", Integer, nullable=False),
        PrimaryKeyConstraint(
            "recommendation_id", "code_id", name=op.f("pk_recommendation_codes")
        ),
        _key("recommendation_codes", "recommendation_id", "recommendations"),
    )
    op.create_table(
        "key_quotations",
        Column("recommendation_id", Id, nullable=False),
        Column("coding_id", Id, nullable=False),
        Column("document_id", Id, nullable=False),
        Column("code_id", Id, nullable=False),
        Column("coder_id", Id, nullable=False),
        Column("start_offset", Integer, nullable=False),
        Column("end_offset", Integer, nullable=False),
        Column("segment_digest", LargeBinary(8), nullable=False),
        Column("alpha", Float),
        Column("chosen_by", Id, nullable=False),
        Column("chosen_at", Moment, nullable=False),
        Column("note", Text, nullable=False),
        PrimaryKeyConstraint(
            "recommendation_id", "coding_id", name=op.f("pk_key_quotations")
        ),
        _key("key_quotations", "recommendation_id", "recommendations"),
        _key("key_quotations", "chosen_by", "coders"),
    )


def _key(table: str, column: str, target: str) -> ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return ForeignKeyConstraint([column], [f"{target}.id"], name=name)
