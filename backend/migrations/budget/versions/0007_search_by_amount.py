"""An index for searches by amount."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_transactions_amount", "transactions", ["amount_minor", "user_id"])
