"""The first form of a study's database.

Revision ID: 0001
"""

from alembic import op
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from qcode.store.columns import Id, Moment, Name

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Make all tables in an empty database."""
    _create_study()
    _create_documents()
    _create_texts()
    _create_codes()
    _create_codings()


def _create_study() -> None:
    op.create_table(
        "study",
        Column("id", Id, nullable=False),
        Column("name", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("base_in_file", Text, nullable=False),
        Column("base_in_database", Text, nullable=False),
        Column("file_digest", Text, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_study")),
    )
    op.create_table(
        "journal",
        Column("number", Integer, nullable=False),
        Column("hash", Text, nullable=False),
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
        PrimaryKeyConstraint("number", name=op.f("pk_journal")),
        UniqueConstraint("hash", name=op.f("uq_journal_hash")),
    )
    op.create_index(
        op.f("ix_journal_coder_id_installation_id_number"),
        "journal",
        ["coder_id", "installation_id", "number"],
    )


def _create_documents() -> None:
    op.create_table(
        "cases",
        Column("id", Id, nullable=False),
        Column("name", Name, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        UniqueConstraint("name", name=op.f("uq_cases_name")),
    )
    op.create_table(
        "attributes",
        Column("case_id", Id, nullable=False),
        Column("name", Name, nullable=False),
        Column("value", Text, nullable=False),
        ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_attributes_case_id_cases")
        ),
        PrimaryKeyConstraint("case_id", "name", name=op.f("pk_attributes")),
    )
    op.create_table(
        "documents",
        Column("id", Id, nullable=False),
        Column("name", Name, nullable=False),
        Column("kind", Text, nullable=False),
        Column("case_id", Id, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("words", Integer, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        UniqueConstraint("name", name=op.f("uq_documents_name")),
        ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_documents_case_id_cases")
        ),
    )
    op.create_index(op.f("ix_documents_case_id"), "documents", ["case_id"])


def _create_texts() -> None:
    op.create_table(
        "revisions",
        Column("document_id", Id, nullable=False),
        Column("number", Integer, nullable=False),
        Column("text", Text, nullable=False),
        Column("text_digest", Text, nullable=False),
        Column("file_name", Text, nullable=False),
        Column("source", LargeBinary, nullable=False),
        Column("source_digest", Text, nullable=False),
        ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_revisions_document_id_documents"),
        ),
        PrimaryKeyConstraint("document_id", "number", name=op.f("pk_revisions")),
    )
    op.create_table(
        "document_digests",
        Column("digest", Text, nullable=False),
        Column("document_id", Id, nullable=False),
        ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_document_digests_document_id_documents"),
        ),
        PrimaryKeyConstraint("digest", "document_id", name=op.f("pk_document_digests")),
    )
    op.create_table(
        "turns",
        Column("document_id", Id, nullable=False),
        Column("start_offset", Integer, nullable=False),
        Column("end_offset", Integer, nullable=False),
        Column("body_offset", Integer, nullable=False),
        Column("speaker", Name, nullable=False),
        CheckConstraint(
            "start_offset >= 0 AND end_offset > start_offset",
            name=op.f("ck_turns_span"),
        ),
        ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_turns_document_id_documents"),
        ),
        PrimaryKeyConstraint("document_id", "start_offset", name=op.f("pk_turns")),
    )


def _create_codes() -> None:
    op.create_table(
        "codes",
        Column("id", Id, nullable=False),
        Column("key", Name, nullable=False),
        Column("name", Text, nullable=False),
        Column("parent_id", Id),
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
        PrimaryKeyConstraint("id", name=op.f("pk_codes")),
        UniqueConstraint("key", name=op.f("uq_codes_key")),
        ForeignKeyConstraint(
            ["parent_id"], ["codes.id"], name=op.f("fk_codes_parent_id_codes")
        ),
    )
    op.create_index(op.f("ix_codes_parent_id"), "codes", ["parent_id"])
    op.create_table(
        "code_keys",
        Column("key", Name, nullable=False),
        Column("code_id", Id, nullable=False),
        Column("position", Integer, nullable=False),
        PrimaryKeyConstraint("key", name=op.f("pk_code_keys")),
    )
    op.create_index(op.f("ix_code_keys_code_id"), "code_keys", ["code_id"])


def _create_codings() -> None:
    op.create_table(
        "coders",
        Column("id", Id, nullable=False),
        Column("handle", Name, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_coders")),
    )
    op.create_table(
        "codings",
        Column("id", Id, nullable=False),
        Column("document_id", Id, nullable=False),
        Column("code_id", Id, nullable=False),
        Column("coder_id", Id, nullable=False),
        Column("start_offset", Integer, nullable=False),
        Column("end_offset", Integer, nullable=False),
        Column("segment_digest", LargeBinary(8), nullable=False),
        Column("origin", Text, nullable=False),
        Column("stance", Text),
        Column("created_at", Moment, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_codings")),
        CheckConstraint(
            "start_offset >= 0 AND end_offset > start_offset",
            name=op.f("ck_codings_span"),
        ),
        UniqueConstraint(
            "document_id",
            "start_offset",
            "end_offset",
            "coder_id",
            "code_id",
            name=op.f(
                "uq_codings_document_id_start_offset_end_offset_coder_id_code_id"
            ),
        ),
        ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_codings_document_id_documents"),
        ),
        ForeignKeyConstraint(
            ["code_id"], ["codes.id"], name=op.f("fk_codings_code_id_codes")
        ),
        ForeignKeyConstraint(
            ["coder_id"], ["coders.id"], name=op.f("fk_codings_coder_id_coders")
        ),
    )
    op.create_index(
        op.f("ix_codings_code_id_document_id_coder_id_start_offset_end_offset"),
        "codings",
        ["code_id", "document_id", "coder_id", "start_offset", "end_offset"],
    )
    op.create_table(
        "memos",
        Column("id", Id, nullable=False),
        Column("coder_id", Id, nullable=False),
        Column("subject", Text, nullable=False),
        Column("subject_id", Id, nullable=False),
        Column("text", Text, nullable=False),
        Column("written_at", Moment, nullable=False),
        ForeignKeyConstraint(
            ["coder_id"], ["coders.id"], name=op.f("fk_memos_coder_id_coders")
        ),
        PrimaryKeyConstraint("id", name=op.f("pk_memos")),
    )
    op.create_index(
        op.f("ix_memos_subject_id_coder_id"), "memos", ["subject_id", "coder_id"]
    )
