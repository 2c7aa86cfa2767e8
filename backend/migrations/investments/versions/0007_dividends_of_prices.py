"""What one unit of a security paid on the day of a price."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("prices", sa.Column("dividend", sa.String(length=50), nullable=True))
