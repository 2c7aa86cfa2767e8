"""Alembic's way in to budget.db: the runner hands over its open connection."""

from alembic import context

from backend.migrations.models import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA["budget"],
    render_as_batch=True,
    transactional_ddl=False,  # The runner has begun the transaction already and commits it.
)
context.run_migrations()
