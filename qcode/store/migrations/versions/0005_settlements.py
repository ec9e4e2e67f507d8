"""What was decided about differences between coders.

Revision ID: 0005
"""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from qcode.store.columns import Id, Moment

revision = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

_KEYS = (
    ("document_id", "documents"),
    ("code_id", "codes"),
    ("coder_id", "coders"),
    ("first_id", "coders"),
    ("second_id", "coders"),
)


def upgrade() -> None:
    """Add one table; what is there stays as it is."""
    op.create_table(
        "settlements",
        Column("id", Id, nullable=False),
        Column("difference_id", Id, nullable=False),
        *(Column(name, Id, nullable=False) for name, _ in _KEYS),
        Column("ruling", Text, nullable=False),
        Column("why", Text, nullable=False),
        Column("compared", Text, nullable=False),
        Column("taken", Text, nullable=False),
        Column("settled_at", Moment, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_settlements")),
        *(
            ForeignKeyConstraint(
                [name], [f"{target}.id"], name=op.f(f"fk_settlements_{name}_{target}")
            )
            for name, target in _KEYS
        ),
    )
