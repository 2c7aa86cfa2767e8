"""Which terms of cards and loans came from the bank, and whether a loan is overdue."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("card_terms", sa.Column("bank_fields", sa.JSON(), nullable=True))
    op.add_column("loan_terms", sa.Column("is_from_bank", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("loan_terms", sa.Column("is_overdue", sa.Boolean(), nullable=True))
