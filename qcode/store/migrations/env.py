"""Alembic's entry: runs on the connection that `qcode.store.migration` hands in."""

from alembic import context

from qcode.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
