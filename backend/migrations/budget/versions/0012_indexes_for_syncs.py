"""Indexes for what each sync asks: pending transactions, and the entry of a deleted one by its number."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_transactions_pending", "transactions", ["user_id", "account_id"], sqlite_where=sa.text("is_pending = 1")
    )
    op.create_index(op.f("ix_deleted_transactions_original_id"), "deleted_transactions", ["original_id"])
