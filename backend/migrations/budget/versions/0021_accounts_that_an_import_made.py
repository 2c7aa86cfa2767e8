"""Which accounts the import of a book made, so that its undo can remove them."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("imports", sa.Column("made_accounts", sa.JSON(), nullable=True))
