"""The tables of what several coders do together."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from qcode.store.columns import Id, Moment, Name
from qcode.store.schema.form import metadata

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
