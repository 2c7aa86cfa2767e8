"""Which categories an archive made, so that its undo can take them along."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("imports", sa.Column("made_categories", sa.JSON(), nullable=True))
