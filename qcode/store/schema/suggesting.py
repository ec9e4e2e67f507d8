"""The tables of suggestions and of what coders made of them."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
)

from qcode.store.columns import Id, Moment
from qcode.store.schema.form import metadata

# What coders made of suggestions. No key to the coding: it may be taken away later.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("code_id", ForeignKey("codes.id"), nullable=False),
    Column("coder_id", ForeignKey("coders.id"), nullable=False),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("engine", Text, nullable=False),
    Column("coding_id", Id, index=True),
    Column("decided_at", Moment, nullable=False),
    CheckConstraint("start_offset >= 0 AND end_offset > start_offset", name="span"),
    Index(None, "coder_id", "document_id"),
)

# The suggestions below are a cache: `state` says from what they were computed.
suggestion_runs = Table(
    "suggestion_runs",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("coder_id", ForeignKey("coders.id"), primary_key=True),
    Column("state", Text, nullable=False),
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("code_id", ForeignKey("codes.id"), nullable=False),
    Column("coder_id", ForeignKey("coders.id"), nullable=False),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("engine", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    CheckConstraint("start_offset >= 0 AND end_offset > start_offset", name="span"),
    Index(None, "coder_id", "document_id"),
)

# What came into a coder's view, and when first; no action, so not in the journal.
shown_suggestions = Table(
    "shown_suggestions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("code_id", ForeignKey("codes.id"), nullable=False),
    Column("coder_id", ForeignKey("coders.id"), nullable=False),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("engine", Text, nullable=False),
    Column("shown_at", Moment, nullable=False),
    CheckConstraint("start_offset >= 0 AND end_offset > start_offset", name="span"),
    Index(None, "coder_id", "document_id"),
)
