"""Recurring series and their payees."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, bounded, owned, reference

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def one_of(table: str, column: str, *values: str) -> sa.CheckConstraint:
    listed = " OR ".join(f"{column} = '{value}'" for value in values)
    return sa.CheckConstraint(listed, name=op.f(f"ck_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("is_money_in", sa.Boolean(), nullable=False),
        sa.Column("expected_minor", sa.BigInteger(), nullable=True),
        sa.Column("is_variable", sa.Boolean(), nullable=False),
        sa.Column("anchor_on", sa.Date(), nullable=False),
        sa.Column("unit", sa.String(length=5), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("shift", sa.String(length=6), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("category_id", ID, nullable=True),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("trial_ends_on", sa.Date(), nullable=True),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("notes", sa.String(length=500), nullable=True),
        *owned("series"),
        one_of("series", "kind", "bill", "loan", "subscription", "income"),
        one_of("series", "status", "active", "ignored", "ended"),
        one_of("series", "unit", "day", "week", "month", "year"),
        one_of("series", "shift", "none", "before", "after"),
        bounded("series", "expected_minor"),
        sa.CheckConstraint("interval >= 1", name=op.f("ck_series_interval_positive")),
        sa.CheckConstraint("notice_days >= 0", name=op.f("ck_series_notice_days_positive")),
        reference("series", "category_id", "categories", "SET NULL"),
        reference("series", "account_id", "accounts", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_series_user_id_status"), "series", ["user_id", "status"])
    op.create_table(
        "series_payees",
        sa.Column("id", ID, nullable=False),
        sa.Column("series_id", ID, nullable=False),
        sa.Column("merchant_key", sa.String(length=200), nullable=False),
        sa.Column("lowest_minor", sa.BigInteger(), nullable=True),
        sa.Column("highest_minor", sa.BigInteger(), nullable=True),
        *owned("series_payees"),
        bounded("series_payees", "lowest_minor"),
        bounded("series_payees", "highest_minor"),
        reference("series_payees", "series_id", "series", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_payees")),
        sa.UniqueConstraint(
            "series_id",
            "merchant_key",
            "lowest_minor",
            name=op.f("uq_series_payees_series_id_merchant_key_lowest_minor"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_series_payees_user_id_merchant_key"), "series_payees", ["user_id", "merchant_key"])
