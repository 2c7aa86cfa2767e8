"""Each import keeps the balances that it stated; repairs of what earlier versions took over from an older app."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, bounded, owned, reference

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_COPIED = 'id, account_id, "on", balance_minor, source, import_id, user_id, created_at, updated_at'
# What the older app filled in at its next start for rows that it had imported.
_CONFIDENCE_OF = {"amount_rule": 1.0, "merchant_map": 0.8, "ai": 0.7}
_STARTER_COUNT = 10
_MINOR_DIGITS = (0, 2, 3)


def upgrade() -> None:
    connection = op.get_bind()
    op.add_column("accounts", sa.Column("positive_balance_means", sa.String(length=10), nullable=True))
    op.add_column("imports", sa.Column("sums", sa.JSON(), nullable=True))
    op.add_column("imports", sa.Column("correction_change_id", ID, nullable=True))
    _rebuild_balances(connection)
    _fill_sums(connection)
    if connection.scalar(sa.text("SELECT count(*) FROM adoptions")):
        _turn_debts(connection)
        _fill_confidences(connection)
        _demote_starters(connection)


def _rebuild_balances(connection: sa.Connection) -> None:
    """Allow several balances of one day, one for each import that states it."""
    op.drop_index("ix_balance_snapshots_import_id", "balance_snapshots")
    op.rename_table("balance_snapshots", "old_balance_snapshots")
    op.create_table(
        "balance_snapshots",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("import_id", ID, nullable=True),
        sa.Column("is_sign_unclear", sa.Boolean(), nullable=False, server_default=sa.false()),
        *owned("balance_snapshots"),
        bounded("balance_snapshots", "balance_minor"),
        sa.CheckConstraint(
            "source = 'sync' OR source = 'statement' OR source = 'manual' OR source = 'computed'",
            name=op.f("ck_balance_snapshots_source"),
        ),
        reference("balance_snapshots", "account_id", "accounts", "CASCADE"),
        reference("balance_snapshots", "import_id", "imports", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_balance_snapshots")),
        sa.UniqueConstraint("account_id", "on", "import_id", name=op.f("uq_balance_snapshots_account_id_on_import_id")),
    )
    copied = f"INSERT INTO balance_snapshots ({_COPIED}) SELECT {_COPIED} FROM old_balance_snapshots"  # noqa: S608
    connection.execute(sa.text(copied))
    op.drop_table("old_balance_snapshots")
    op.create_index("ix_balance_snapshots_import_id", "balance_snapshots", ["import_id"])


def _fill_sums(connection: sa.Connection) -> None:
    """Give finished imports their amounts by currency, as far as their transactions tell."""
    query = (
        "SELECT import_id, currency, sum(max(amount_minor, 0)), sum(max(-amount_minor, 0)) FROM transactions "
        "WHERE import_id IN (SELECT import_id FROM transactions WHERE import_id IS NOT NULL GROUP BY import_id "
        "HAVING count(DISTINCT currency) > 1) GROUP BY import_id, currency ORDER BY import_id, currency"
    )
    sums: dict[int, dict[str, list[int]]] = {}
    for import_id, currency, out_minor, in_minor in connection.execute(sa.text(query)):
        sums.setdefault(import_id, {})[currency] = [out_minor, in_minor]
    for import_id, parts in sums.items():
        connection.execute(
            sa.text("UPDATE imports SET sums = :sums WHERE id = :id"), {"id": import_id, "sums": json.dumps(parts)}
        )


def _turn_debts(connection: sa.Connection) -> None:
    """Make the debts negative that earlier versions took over as positive balances.

    The older app kept what the bank sends, which of a card or loan is what is owed. Where its row was kept and says
    the same amount, the debt is certain. Where only the balance is there, and nobody has set it since, its sign is
    asked for on the account. Versions that turned debts already left a positive balance only where money was paid in
    excess.
    """
    taken_over_at = connection.scalar(sa.text("SELECT min(created_at) FROM adoptions"))
    kept = {
        row_id: json.loads(row)
        for row_id, row in connection.execute(
            sa.text("SELECT row_id, row FROM legacy_rows WHERE table_name = 'accounts'")
        )
    }
    positive = connection.execute(
        sa.text(
            "SELECT id, user_id, balance_current_minor, balance_updated_at, created_at FROM accounts "
            "WHERE account_type IN ('credit', 'loan', 'liability') AND balance_current_minor > 0 "
            "AND created_at <= :at AND (balance_updated_at IS NULL OR balance_updated_at <= :at)"
        ),
        {"at": taken_over_at},
    ).all()
    for account_id, user_id, minor, updated_at, created_at in positive:
        if account_id in kept:
            if _is_amount(kept[account_id].get("balance_current"), minor):
                connection.execute(
                    sa.text("UPDATE accounts SET balance_current_minor = -balance_current_minor WHERE id = :id"),
                    {"id": account_id},
                )
            continue
        stated_at = updated_at or created_at
        connection.execute(
            sa.text(
                'INSERT INTO balance_snapshots (account_id, "on", balance_minor, source, is_sign_unclear, user_id, '
                "created_at, updated_at) VALUES (:id, :on, :minor, 'statement', 1, :user_id, :at, :at)"
            ),
            {"id": account_id, "on": stated_at[:10], "minor": minor, "user_id": user_id, "at": stated_at},
        )
        connection.execute(
            sa.text("UPDATE accounts SET balance_current_minor = NULL, balance_updated_at = NULL WHERE id = :id"),
            {"id": account_id},
        )


def _is_amount(value: Any, minor: int) -> bool:
    """Say whether the older app's number is these minor units, in a currency of any number of digits."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return False
    return any(abs(number * 10**digits - minor) < 1 for digits in _MINOR_DIGITS)


def _fill_confidences(connection: sa.Connection) -> None:
    connection.execute(
        sa.text(
            "UPDATE transactions SET prediction_confidence = :confidence "
            "WHERE categorization_tier = :tier AND prediction_confidence IS NULL"
        ),
        [{"tier": tier, "confidence": confidence} for tier, confidence in _CONFIDENCE_OF.items()],
    )


def _demote_starters(connection: sa.Connection) -> None:
    """The older app counted its own starter list as ten confirmations; without a confirmed row nobody made them.

    Earlier versions took such entries over as learned words, which skip the review. Now they only suggest.
    """
    connection.execute(
        sa.text(
            "UPDATE merchant_mappings SET is_seeded = 1, confidence = 0 "
            "WHERE match = 'word' AND confidence = :count AND is_seeded = 0 AND NOT EXISTS ("
            "SELECT 1 FROM transactions JOIN descriptors ON descriptors.id = transactions.descriptor_id "
            "WHERE transactions.user_id = merchant_mappings.user_id AND transactions.status = 'confirmed' "
            "AND transactions.category_id = merchant_mappings.category_id "
            "AND instr(' ' || descriptors.merchant_key || ' ', ' ' || merchant_mappings.merchant_pattern || ' '))"
        ),
        {"count": _STARTER_COUNT},
    )
    connection.execute(
        sa.text(
            "UPDATE transactions SET reason = 'Starter list' || substr(reason, length('Merchant') + 1, "
            "length(reason) - length('Merchant') - length(', confirmed 10 times')) "
            "WHERE categorization_tier = 'merchant_map' AND status = 'pending_review' "
            "AND reason IN (SELECT 'Merchant “' || merchant_pattern || '”, confirmed 10 times' "
            "FROM merchant_mappings WHERE is_seeded = 1 AND confidence = 0)"
        )
    )
