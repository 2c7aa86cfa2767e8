"""Room for rows of an older app that have no place of their own yet, and for the report about taking them over."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, owned

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "legacy_rows",
        sa.Column("id", ID, nullable=False),
        sa.Column("table_name", sa.String(length=100), nullable=False),
        sa.Column("row_id", ID, nullable=True),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        *owned("legacy_rows"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legacy_rows")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_legacy_rows_user_id_table_name"), "legacy_rows", ["user_id", "table_name"])
    op.create_table(
        "adoptions",
        sa.Column("id", ID, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        *owned("adoptions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoptions")),
    )
