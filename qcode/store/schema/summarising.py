"""The table of what the team writes of cases under categories."""

from sqlalchemy import Column, ForeignKey, Table, Text, UniqueConstraint

from qcode.store.columns import Id, Moment
from qcode.store.schema.form import metadata

# No key to the codes: a code that is merged into another takes no summary along.
summaries = Table(
    "summaries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("code_id", Id, nullable=False),
    Column("coder_id", ForeignKey("coders.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    UniqueConstraint("case_id", "code_id"),
)
