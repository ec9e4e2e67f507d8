"""Finished marks, and the codebook's revisions that they name.

Revision ID: 0004
"""

import json

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    column,
    insert,
    select,
    table,
)

from qcode.store.columns import Id, Moment

revision = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

_KEYS = (
    ("document_id", "documents.id"),
    ("coder_id", "coders.id"),
    ("codebook_revision", "codebook_revisions.digest"),
)


def upgrade() -> None:
    """Add two tables, and the revision in which file and database last met."""
    op.create_table(
        "codebook_revisions",
        Column("digest", Text, nullable=False),
        Column("code_ids", Text, nullable=False),
        PrimaryKeyConstraint("digest", name=op.f("pk_codebook_revisions")),
    )
    op.create_table(
        "finished_marks",
        Column("id", Id, nullable=False),
        Column("document_id", Id, nullable=False),
        Column("coder_id", Id, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("codebook_revision", Text, nullable=False),
        Column("finished_at", Moment, nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_finished_marks")),
        UniqueConstraint(
            "document_id",
            "coder_id",
            name=op.f("uq_finished_marks_document_id_coder_id"),
        ),
        *(
            ForeignKeyConstraint(
                [name],
                [target],
                name=op.f(f"fk_finished_marks_{name}_{target.partition('.')[0]}"),
            )
            for name, target in _KEYS
        ),
    )
    op.create_index(op.f("ix_finished_marks_coder_id"), "finished_marks", ["coder_id"])
    _keep_the_present_revision()


def _keep_the_present_revision() -> None:
    study = table("study", column("file_digest"), column("base_in_file"))
    revisions = table("codebook_revisions", column("digest"), column("code_ids"))
    row = op.get_bind().execute(select(study)).first()
    if row is not None and row.file_digest:
        ids = json.dumps(sorted(code["id"] for code in json.loads(row.base_in_file)))
        values = {"digest": row.file_digest, "code_ids": ids}
        op.get_bind().execute(insert(revisions).values(values))
