"""Which documents may be quoted in public, and which passages were looked at.

Revision ID: 0014
"""

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from qcode.store.columns import Id, Moment

revision = "0014"
down_revision: str | None = "0013"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add two tables; what is there stays as it is, and every document is private."""
    op.create_table(
        "releases",
        Column("id", Id, nullable=False),
        Column("document_id", Id, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("coder_id", Id, nullable=False),
        Column("released_at", Moment, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        UniqueConstraint("document_id", name=op.f("uq_releases_document_id")),
        _key("releases", "document_id", "documents"),
        _key("releases", "coder_id", "coders"),
    )
    op.create_table(
        "vouches",
        Column("document_id", Id, nullable=False),
        Column("start_offset", Integer, nullable=False),
        Column("end_offset", Integer, nullable=False),
        Column("segment_digest", LargeBinary(8), nullable=False),
        Column("words", Text, nullable=False),
        Column("why", Text, nullable=False),
        Column("coder_id", Id, nullable=False),
        Column("vouched_at", Moment, nullable=False),
        PrimaryKeyConstraint(
            *("document_id", "start_offset", "end_offset"), name=op.f("pk_vouches")
        ),
        _key("vouches", "document_id", "documents"),
        _key("vouches", "coder_id", "coders"),
    )


def _key(table: str, column: str, target: str) -> ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return ForeignKeyConstraint([column], [f"{target}.id"], name=name)
