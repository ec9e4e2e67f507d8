"""The table of what may be published."""

from sqlalchemy import Column, ForeignKey, Integer, Table

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
