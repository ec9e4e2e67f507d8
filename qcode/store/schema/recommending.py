"""The tables of what the team recommends, and of its key quotations."""

from sqlalchemy import Column, Float, ForeignKey, Integer, LargeBinary, Table, Text

from qcode.store.columns import Id, Moment
from qcode.store.schema.form import metadata

recommendations = Table(
    "recommendations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("status", Text, nullable=False),
)

# No keys to the codes and codings: they may be taken away later, which is told.
recommendation_codes = Table(
    "recommendation_codes",
    metadata,
    Column("recommendation_id", ForeignKey("recommendations.id"), primary_key=True),
    Column("code_id", Id, primary_key=True),
    Column("position", Integer, nullable=False),
)

# The coding as it was when it was chosen, its segment by its digest only.
key_quotations = Table(
    "key_quotations",
    metadata,
    Column("recommendation_id", ForeignKey("recommendations.id"), primary_key=True),
    Column("coding_id", Id, primary_key=True),
    Column("document_id", Id, nullable=False),
    Column("code_id", Id, nullable=False),
    Column("coder_id", Id, nullable=False),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    Column("segment_digest", LargeBinary(8), nullable=False),
    Column("alpha", Float),
    Column("chosen_by", ForeignKey("coders.id"), nullable=False),
    Column("chosen_at", Moment, nullable=False),
    Column("note", Text, nullable=False),
)
