"""Forecasts that were made, to compare with what happened."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, bounded, owned, reference

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forecasts",
        sa.Column("id", ID, nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("held_minor", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("scale", sa.Double(), nullable=True),
        sa.Column("growth", sa.Double(), nullable=True),
        sa.Column("tests", sa.JSON(), nullable=False),
        *owned("forecasts"),
        reference("forecasts", "account_id", "accounts", "CASCADE"),
        bounded("forecasts", "held_minor"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecasts")),
        sa.UniqueConstraint(
            "user_id", "made_on", "account_id", "currency",
            name=op.f("uq_forecasts_user_id_made_on_account_id_currency"),
        ),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index(op.f("ix_forecasts_account_id"), "forecasts", ["account_id"])
