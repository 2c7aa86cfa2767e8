"""Exchange rates by day."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, owned

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exchange_rates",
        sa.Column("id", ID, nullable=False),
        sa.Column("base_currency", sa.String(length=3), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("rate", sa.String(length=50), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        *owned("exchange_rates"),
        sa.CheckConstraint(
            "source = 'manual' OR source = 'file' OR source = 'ecb'", name=op.f("ck_exchange_rates_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rates")),
        sa.UniqueConstraint(
            "user_id",
            "currency",
            "base_currency",
            "on",
            "source",
            name=op.f("uq_exchange_rates_user_id_currency_base_currency_on_source"),
        ),
    )
