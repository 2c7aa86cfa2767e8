"""The starter list suggests: its entries count what the person confirmed, and waiting predictions have an index."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# What the starter list held until now, which nobody had confirmed.
_OLD_COUNT = 10
_STARTER_RULES = {
    "hbo": 1589,
    "netflix": 1059,
    "apple_tv": 529,
    "hulu": 699,
    "spotify": 1199,
    "youtube_premium": 1399,
    "disney_plus": 799,
}


def upgrade() -> None:
    op.add_column("amount_rules", sa.Column("is_seeded", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_transactions_waiting",
        "transactions",
        ["user_id", "prediction_confidence", "account_id", "status", "predicted_category_id"],
        sqlite_where=sa.text("status = 'pending_review' AND predicted_category_id IS NOT NULL"),
    )
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "UPDATE amount_rules SET is_seeded = 1 WHERE lower(description_pattern) IN ('apple com bill', "
            "'apple.com/bill') AND currency = 'USD' AND tolerance_minor = 50 AND amount_minor = :amount "
            "AND category_id IN (SELECT id FROM categories WHERE short_desc = :category)"
        ),
        [{"amount": amount, "category": category} for category, amount in _STARTER_RULES.items()],
    )
    connection.execute(
        sa.text(
            "UPDATE transactions SET reason = 'Starter list' || substr(reason, length('Merchant') + 1, "
            "length(reason) - length('Merchant') - length(', confirmed 10 times')) "
            "WHERE categorization_tier = 'merchant_map' AND reason IN (SELECT 'Merchant “' || merchant_pattern || "
            "'”, confirmed 10 times' FROM merchant_mappings WHERE is_seeded = 1)"
        )
    )
    connection.execute(
        sa.text("UPDATE merchant_mappings SET confidence = max(confidence - :old, 0) WHERE is_seeded = 1"),
        {"old": _OLD_COUNT},
    )
