"""Summaries of cases under categories.

Revision ID: 0013
"""

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from qcode.store.columns import Id, Moment

revision = "0013"
down_revision: str | None = "0012"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add a table; what is there stays as it is."""
    op.create_table(
        "summaries",
        Column("id", Id, nullable=False),
        Column("case_id", Id, nullable=False),
        Column("code_id", Id, nullable=False),
        Column("coder_id", Id, nullable=False),
        Column("text", Text, nullable=False),
        Column("written_at", Moment, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_summaries")),
        UniqueConstraint(
            "case_id", "code_id", name=op.f("uq_summaries_case_id_code_id")
        ),
        ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_summaries_case_id_cases")
        ),
        ForeignKeyConstraint(
            ["coder_id"], ["coders.id"], name=op.f("fk_summaries_coder_id_coders")
        ),
    )
