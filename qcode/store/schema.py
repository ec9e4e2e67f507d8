"""The tables, with everything the database itself can hold to be true."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from qcode.store.columns import Id, Moment, Name

VERSION = "0006"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

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

# The codes that there were in each revision of the codebook that anyone worked with.
codebook_revisions = Table(
    "codebook_revisions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("code_ids", Text, nullable=False),
)

finished_marks = Table(
    "finished_marks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("coder_id", ForeignKey("coders.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column(
        "codebook_revision", ForeignKey("codebook_revisions.digest"), nullable=False
    ),
    Column("finished_at", Moment, nullable=False),
    UniqueConstraint("document_id", "coder_id"),
)

# No keys to the codings: they may be taken away later.
settlements = Table(
    "settlements",
    metadata,
    Column("id", Id, primary_key=True),
    Column("difference_id", Id, nullable=False),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("code_id", ForeignKey("codes.id"), nullable=False),
    Column("coder_id", ForeignKey("coders.id"), nullable=False),
    Column("first_id", ForeignKey("coders.id"), nullable=False),
    Column("second_id", ForeignKey("coders.id"), nullable=False),
    Column("ruling", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("compared", Text, nullable=False),
    Column("taken", Text, nullable=False),
    Column("settled_at", Moment, nullable=False),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Name, nullable=False, unique=True),
    Column("opened_by", ForeignKey("coders.id"), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_by", ForeignKey("coders.id")),
    Column("closed_at", Moment),
)

round_coders = Table(
    "round_coders",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("coder_id", ForeignKey("coders.id"), primary_key=True),
)

round_documents = Table(
    "round_documents",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
)

# The hash covers everything but number and imported; payload and salt can be purged.
journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("parents", Text, nullable=False),
    Column("installation_id", Id, nullable=False),
    Column("coder_id", Id),
    Column("at", Moment, nullable=False),
    Column("verb", Text, nullable=False),
    Column("reverses", Text),
    Column("salt", LargeBinary(16)),
    Column("payload", Text),
    Column("payload_hash", Text, nullable=False),
    Column("imported", Boolean, nullable=False),
    Index(None, "coder_id", "installation_id", "number"),
)

# As Alembic makes it, which keeps it from the first migration on.
schema_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
