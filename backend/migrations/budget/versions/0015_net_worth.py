"""Things and debts that are kept by hand, their values, and the net worth of each day."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, bounded, owned, reference

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "manual_assets",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("ownership_percent", sa.Integer(), nullable=False),
        sa.Column("depreciation", sa.String(length=20), nullable=False),
        sa.Column("depreciation_percent", sa.String(length=50), nullable=True),
        sa.Column("life_months", sa.Integer(), nullable=True),
        sa.Column("residual_minor", sa.BigInteger(), nullable=False),
        sa.Column("rounded_to_minor", sa.BigInteger(), nullable=False),
        sa.Column("loan_account_id", ID, nullable=True),
        sa.Column("disposed_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.String(length=200), nullable=True),
        *owned("manual_assets"),
        sa.CheckConstraint(
            "kind = 'home' OR kind = 'car' OR kind = 'other' OR kind = 'debt'", name=op.f("ck_manual_assets_kind")
        ),
        sa.CheckConstraint(
            "depreciation = 'none' OR depreciation = 'percent' OR depreciation = 'straight_line'",
            name=op.f("ck_manual_assets_depreciation"),
        ),
        sa.CheckConstraint("ownership_percent BETWEEN 1 AND 100", name=op.f("ck_manual_assets_ownership_percent")),
        bounded("manual_assets", "residual_minor"),
        reference("manual_assets", "loan_account_id", "accounts", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_assets")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_manual_assets_user_id", "manual_assets", ["user_id"])
    op.create_table(
        "manual_valuations",
        sa.Column("id", ID, nullable=False),
        sa.Column("asset_id", ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value_minor", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.String(length=100), nullable=True),
        *owned("manual_valuations"),
        bounded("manual_valuations", "value_minor"),
        reference("manual_valuations", "asset_id", "manual_assets", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_valuations")),
        sa.UniqueConstraint("asset_id", "on", name=op.f("uq_manual_valuations_asset_id_on")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "net_worth_snapshots",
        sa.Column("id", ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("assets_minor", sa.BigInteger(), nullable=False),
        sa.Column("liabilities_minor", sa.BigInteger(), nullable=False),
        sa.Column("breakdown", sa.JSON(), nullable=False),
        *owned("net_worth_snapshots"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_net_worth_snapshots")),
        sa.UniqueConstraint("user_id", "on", "currency", name=op.f("uq_net_worth_snapshots_user_id_on_currency")),
    )
