"""Alembic's way in to the schema `access`: the runner hands over its open connection."""

from alembic import context

from backend.migrations.models import ACCESS_METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=ACCESS_METADATA,
    transactional_ddl=False,  # The runner has begun the transaction already and commits it.
)
context.run_migrations()
