"""The table of the queries that people keep under a name."""

from sqlalchemy import Column, ForeignKey, Table, Text

from qcode.store.columns import Moment, Name
from qcode.store.schema.form import metadata

saved_queries = Table(
    "saved_queries",
    metadata,
    Column("name", Name, primary_key=True),
    Column("query", Text, nullable=False),
    Column("coder_id", ForeignKey("coders.id"), nullable=False),
    Column("saved_at", Moment, nullable=False),
)
