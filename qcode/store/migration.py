"""Bringing an older database up to date. The only module that imports Alembic."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Take the database to the newest form within the given transaction."""
    config = Config()
    config.set_main_option("script_location", "qcode:store/migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
