"""The tables of codes, coders, codings and memos."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from qcode.store.columns import Id, Moment, Name
from qcode.store.schema.form import metadata

codes = Table(
    "codes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Name, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("parent_id", ForeignKey("codes.id"), index=True),
    Column("position", Integer, nullable=False),
    Column("definition", Text, nullable=False),
    Column("include", Text, nullable=False),
    Column("exclude", Text, nullable=False),
    Column("example", Text, nullable=False),
    Column("keywords", Text, nullable=False),
    Column("colour", Text, nullable=False),
    Column("memo", Text, nullable=False),
    Column("codable", Boolean, nullable=False),
    Column("shortcut", Text, nullable=False),
)

# Keys are never reused: each key stays with its code, also after the code is gone.
code_keys = Table(
    "code_keys",
    metadata,
    Column("key", Name, primary_key=True),
    Column("code_id", Id, nullable=False, index=True),
    Column("position", Integer, nullable=False),
)

coders = Table(
    "coders",
    metadata,
    Column("id", Id, primary_key=True),
    Column("handle", Name, nullable=False),
)

codings = Table(
    "codings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("code_id", ForeignKey("codes.id"), nullable=False),
    Column("coder_id", ForeignKey("coders.id"), nullable=False),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    Column("segment_digest", LargeBinary(8), nullable=False),
    Column("origin", Text, nullable=False),
    Column("stance", Text),
    Column("created_at", Moment, nullable=False),
    CheckConstraint("start_offset >= 0 AND end_offset > start_offset", name="span"),
    # Sorted as documents are read; counting finds a segment's codings side by side.
    UniqueConstraint(
        "document_id", "start_offset", "end_offset", "coder_id", "code_id"
    ),
    # Counts codes by documents and coders without touching the table.
    Index(None, "code_id", "document_id", "coder_id", "start_offset", "end_offset"),
)

memos = Table(
    "memos",
    metadata,
    Column("id", Id, primary_key=True),
    Column("coder_id", ForeignKey("coders.id"), nullable=False),
    Column("subject", Text, nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("text", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    Index(None, "subject_id", "coder_id"),
)
