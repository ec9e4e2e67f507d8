"""The tables of what was done, and of the form that this database has."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from qcode.store.columns import Id, Moment
from qcode.store.schema.form import metadata

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
