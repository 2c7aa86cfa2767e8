"""Tags of the parts of a split transaction."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("transaction_splits", sa.Column("tags", sa.JSON(), nullable=True))
