"""Queries kept under a name.

Revision ID: 0011
"""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from qcode.store.columns import Id, Moment, Name

revision = "0011"
down_revision: str | None = "0010"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add a table; what is there stays as it is."""
    op.create_table(
        "saved_queries",
        Column("name", Name, nullable=False),
        Column("query", Text, nullable=False),
        Column("coder_id", Id, nullable=False),
        Column("saved_at", Moment, nullable=False),
        PrimaryKeyConstraint("name", name=op.f("pk_saved_queries")),
        ForeignKeyConstraint(
            ["coder_id"], ["coders.id"], name=op.f("fk_saved_queries_coder_id_coders")
        ),
    )
