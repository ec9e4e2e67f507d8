"""The tables of what may be published."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table, Text

from qcode.store.columns import Id, Moment
from qcode.store.schema.form import metadata

# A document without a row here is private.
releases = Table(
    "releases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("coder_id", ForeignKey("coders.id"), nullable=False),
    Column("released_at", Moment, nullable=False),
)

# Passages that somebody looked at and let through, by the digest of their wording.
vouches = Table(
    "vouches",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("start_offset", Integer, primary_key=True),
    Column("end_offset", Integer, primary_key=True),
    Column("segment_digest", LargeBinary(8), nullable=False),
    Column("words", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("coder_id", ForeignKey("coders.id"), nullable=False),
    Column("vouched_at", Moment, nullable=False),
)
