"""Alembic's way in, for both stores. Run through foundation.migrations, which gives a connection
inside a transaction; `drafting` is given by tools/draft_migration.py only."""

from alembic import context

given = context.config.attributes
context.configure(connection=given["connection"], **given.get("drafting", {}))
with context.begin_transaction():
    context.run_migrations()
