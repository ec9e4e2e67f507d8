"""Which documents may be quoted in what is published.

Revision ID: 0014
"""

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    UniqueConstraint,
)

from qcode.store.columns import Id, Moment

revision = "0014"
down_revision: str | None = "0012"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add a table; what is there stays as it is, and every document is private."""
    op.create_table(
        "releases",
        Column("id", Id, nullable=False),
        Column("document_id", Id, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("coder_id", Id, nullable=False),
        Column("released_at", Moment, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        UniqueConstraint("document_id", name=op.f("uq_releases_document_id")),
        _key("document_id", "documents"),
        _key("coder_id", "coders"),
    )


def _key(column: str, target: str) -> ForeignKeyConstraint:
    name = op.f(f"fk_releases_{column}_{target}")
    return ForeignKeyConstraint([column], [f"{target}.id"], name=name)
