"""Whether a transfer still counts as one after the account of its other side was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "transfer_pairs",
        sa.Column("is_kept_without_account", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
