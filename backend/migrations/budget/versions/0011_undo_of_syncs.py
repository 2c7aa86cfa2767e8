"""Syncs can be undone: the change in the undo log that each one made, and when it was undone."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("sync_log", sa.Column("change_id", _ID, nullable=True))
    op.add_column("sync_log", sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
