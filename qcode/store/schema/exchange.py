"""The tables of what came from other programs and goes back to them."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table, Text

from qcode.store.columns import Id, Moment, Name
from qcode.store.schema.form import metadata

# The loss report of each import and export, as JSON.
exchange_reports = Table(
    "exchange_reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("coder_id", ForeignKey("coders.id")),
    Column("direction", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("reported_at", Moment, nullable=False),
)

# Elements of REFI-QDA that qcode does not show, as they came. One GUID may be a case's
# and a code's, so that the part of the project belongs to the key.
carried_elements = Table(
    "carried_elements",
    metadata,
    Column("part", Text, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Name, nullable=False),
    Column("element", Text, nullable=False),
    Column("xml", LargeBinary, nullable=False),
    Column("files", Text, nullable=False),
    Column("codings", Integer, nullable=False),
)

carried_files = Table(
    "carried_files",
    metadata,
    Column("name", Name, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False),
)

# What other programs know the study's own objects by, where the ids do not say it;
# `subject` is an object's id or an attribute's name.
foreign_identities = Table(
    "foreign_identities",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("subject", Name, primary_key=True),
    Column("guid", Id, primary_key=True),
    Column("details", Text, nullable=False),
)
