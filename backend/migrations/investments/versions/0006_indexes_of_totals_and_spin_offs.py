"""Indexes for the totals of all accounts by day and for what was spun off."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_account_values_user_id_on", table_name="account_values")
    op.create_index(
        "ix_account_values_totals",
        "account_values",
        [
            "user_id",
            "on",
            "currency",
            "account_id",
            "value_change_minor",
            "cost_change_minor",
            "paid_in_minor",
            "paid_out_minor",
        ],
    )
    op.create_index(
        "ix_investment_transactions_related_security_id",
        "investment_transactions",
        ["related_security_id"],
        sqlite_where=sa.text("related_security_id IS NOT NULL"),
    )
