"""Notices about what deserves a look."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, bounded, owned

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_KINDS = (
    "duplicate_charge", "unusual_charge", "low_balance", "price_rise", "bill_missed", "trial_ending",
    "new_subscription", "large_refund", "budget_over",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "inbox_items",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("because", sa.String(length=300), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("figure", sa.JSON(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("dismissed_minor", sa.BigInteger(), nullable=True),
        *owned("inbox_items"),
        bounded("inbox_items", "amount_minor"),
        bounded("inbox_items", "dismissed_minor"),
        sa.CheckConstraint(" OR ".join(f"kind = '{each}'" for each in _KINDS), name=op.f("ck_inbox_items_kind")),
        sa.CheckConstraint(
            "status = 'open' OR status = 'dismissed' OR status = 'gone'", name=op.f("ck_inbox_items_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_items")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_inbox_items_user_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_inbox_items_user_id_status"), "inbox_items", ["user_id", "status"])
