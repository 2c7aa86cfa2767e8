"""Addresses of pages under names."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, owned

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("path", sa.String(length=2000), nullable=False),
        sa.Column("is_pinned", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        *owned("saved_views"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sqlite_autoincrement=True,
    )
