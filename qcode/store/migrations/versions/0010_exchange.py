"""What came from other programs and goes back to them.

Revision ID: 0010
"""

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
)

from qcode.store.columns import Id, Moment, Name

revision = "0010"
down_revision: str | None = "0009"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add four tables; what is there stays as it is."""
    op.create_table(
        "exchange_reports",
        Column("id", Id, nullable=False),
        Column("coder_id", Id),
        Column("direction", Text, nullable=False),
        Column("file_name", Text, nullable=False),
        Column("report", Text, nullable=False),
        Column("reported_at", Moment, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_exchange_reports")),
        ForeignKeyConstraint(
            ["coder_id"],
            ["coders.id"],
            name=op.f("fk_exchange_reports_coder_id_coders"),
        ),
    )
    op.create_table(
        "carried_elements",
        Column("part", Text, nullable=False),
        Column("id", Id, nullable=False),
        Column("position", Integer, nullable=False),
        Column("name", Name, nullable=False),
        Column("element", Text, nullable=False),
        Column("xml", LargeBinary, nullable=False),
        Column("files", Text, nullable=False),
        Column("codings", Integer, nullable=False),
        PrimaryKeyConstraint("part", "id", name=op.f("pk_carried_elements")),
    )
    op.create_table(
        "carried_files",
        Column("name", Name, nullable=False),
        Column("content", LargeBinary, nullable=False),
        Column("digest", Text, nullable=False),
        PrimaryKeyConstraint("name", name=op.f("pk_carried_files")),
    )
    op.create_table(
        "foreign_identities",
        Column("kind", Text, nullable=False),
        Column("subject", Name, nullable=False),
        Column("guid", Id, nullable=False),
        Column("details", Text, nullable=False),
        PrimaryKeyConstraint(
            "kind", "subject", "guid", name=op.f("pk_foreign_identities")
        ),
    )
