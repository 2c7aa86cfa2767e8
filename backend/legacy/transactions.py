"""Migrate the transactions of the legacy app in batches: rows, texts, ledger."""

from collections.abc import Sequence

from backend.infra.tables import insert_rows
from backend.legacy.context import MigrationContext
from backend.legacy.ledger import LedgerEntry, LedgerWriter
from backend.legacy.legacy_data import as_json
from backend.legacy.transaction_reader import TransactionReader, TransactionRow
from backend.transactions import descriptors
from backend.transactions.models import Transaction

_COLUMNS = ("descriptor_id", *TransactionRow._fields, "updated_at")


def migrate(context: MigrationContext, ledger: LedgerWriter) -> None:
    """Afterwards all readable transactions are here under their own numbers, and the ledger knows them."""
    reader = TransactionReader(context)
    for batch in context.batches("transactions"):
        pairs = [(row, transaction) for row in batch if (transaction := reader.read(row)) is not None]
        _save(context, [transaction for _row, transaction in pairs])
        ledger.write(
            LedgerEntry(
                m.id, m.account_id, m.on, m.description, m.amount_minor, m.provider_transaction_id, as_json(row)
            )
            for row, m in pairs
        )
        context.count_migrated("transactions", len(pairs))
    if reader.suggested:
        context.report.remarks.append(
            f"Rows that wait for review but had a category already keep it as their suggestion: {reader.suggested}."
        )


def _save(context: MigrationContext, rows: Sequence[TransactionRow]) -> None:
    texts = descriptors.ensure(context.db, context.user_id, ((m.description, m.merchant_name or "") for m in rows))
    insert_rows(
        context.db,
        Transaction,
        _COLUMNS,
        ((texts[m.description, m.merchant_name or ""], *m, m.created_at) for m in rows),
        constants={
            "user_id": context.user_id,
            "currency": context.currency,
            "is_internal": False,
            "is_excluded": False,
        },
    )
