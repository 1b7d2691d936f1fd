"""Alembic comes in here, with a connection and a transaction that survey.store.migrate holds."""

from __future__ import annotations

from alembic import context

from survey.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    transactional_ddl=True,  # SQLite can take back a CREATE TABLE too
)
with context.begin_transaction():
    context.run_migrations()
