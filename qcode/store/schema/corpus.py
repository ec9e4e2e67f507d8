"""The tables of the study, its documents, and the cases they speak of."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from qcode.store.columns import Id, Moment, Name
from qcode.store.schema.form import metadata

# One row. The bases are the codes as file and database held them when they last met.
study = Table(
    "study",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("base_in_file", Text, nullable=False),
    Column("base_in_database", Text, nullable=False),
    Column("file_digest", Text, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Name, nullable=False, unique=True),
)

attributes = Table(
    "attributes",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("name", Name, primary_key=True),
    Column("value", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Name, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("words", Integer, nullable=False),
)

# The text of each revision, and the file it was taken from, byte for byte.
revisions = Table(
    "revisions",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("text_digest", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("source", LargeBinary, nullable=False),
    Column("source_digest", Text, nullable=False),
)

# Every digest a document was ever known by, of its texts and of its files.
document_digests = Table(
    "document_digests",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
)

turns = Table(
    "turns",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("start_offset", Integer, primary_key=True),
    Column("end_offset", Integer, nullable=False),
    Column("body_offset", Integer, nullable=False),
    Column("speaker", Name, nullable=False),
    CheckConstraint("start_offset >= 0 AND end_offset > start_offset", name="span"),
)

# What was said of the labels of speakers, in the spelling that it was said of first.
speakers = Table(
    "speakers",
    metadata,
    Column("label", Name, primary_key=True),
    Column("part", Text),
    Column("name", Text, nullable=False),
    Column("set_by", ForeignKey("coders.id"), nullable=False),
    Column("set_at", Moment, nullable=False),
)
