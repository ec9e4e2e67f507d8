"""Which suggestions came into a coder's view, and when each first did.

Revision ID: 0003
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

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

_TABLE = "shown_suggestions"
_IS_SPAN = "start_offset >= 0 AND end_offset > start_offset"
_ABOUT = (("document_id", "documents"), ("code_id", "codes"), ("coder_id", "coders"))


def upgrade() -> None:
    """Add a table; what is there stays as it is."""
    op.create_table(
        _TABLE,
        Column("id", Id, nullable=False),
        *(Column(name, Id, nullable=False) for name, _ in _ABOUT),
        Column("start_offset", Integer, nullable=False),
        Column("end_offset", Integer, nullable=False),
        Column("score", Float, nullable=False),
        Column("engine", Text, nullable=False),
        Column("shown_at", Moment, nullable=False),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{_TABLE}")),
        CheckConstraint(_IS_SPAN, name=op.f(f"ck_{_TABLE}_span")),
        *(
            ForeignKeyConstraint(
                [name], [f"{target}.id"], name=op.f(f"fk_{_TABLE}_{name}_{target}")
            )
            for name, target in _ABOUT
        ),
    )
    op.create_index(
        op.f(f"ix_{_TABLE}_coder_id_document_id"), _TABLE, ["coder_id", "document_id"]
    )
