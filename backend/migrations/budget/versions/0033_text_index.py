"""The index of texts holds all that a search counts and sums, so that neither reads the rows themselves."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_COLUMNS = [
    "descriptor_id", "user_id", "on", "id", "category_id", "predicted_category_id", "currency", "status", "is_excluded",
    "is_internal", "has_parts", "account_id", "amount_minor",
]  # fmt: skip


def upgrade() -> None:
    op.drop_index("ix_transactions_descriptor", "transactions")
    op.create_index("ix_transactions_descriptor", "transactions", _COLUMNS)
