"""What a study says of the labels of its speakers.

Revision ID: 0009
"""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from qcode.store.columns import Id, Moment, Name

revision = "0009"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add one table; what is there stays as it is."""
    op.create_table(
        "speakers",
        Column("label", Name, nullable=False),
        Column("part", Text),
        Column("name", Text, nullable=False),
        Column("set_by", Id, nullable=False),
        Column("set_at", Moment, nullable=False),
        PrimaryKeyConstraint("label", name=op.f("pk_speakers")),
        ForeignKeyConstraint(
            ["set_by"], ["coders.id"], name=op.f("fk_speakers_set_by_coders")
        ),
    )
