"""Transactions of the older app, in batches: rows, texts, ledger."""

from collections.abc import Sequence

from backend.adoption.filling import Filling
from backend.adoption.ledger import Known, Ledger
from backend.adoption.movements import Movement, Reader
from backend.adoption.older_data import as_json
from backend.infra.tables import insert_rows
from backend.transactions import descriptors
from backend.transactions.models import Transaction

_COLUMNS = ("descriptor_id", *Movement._fields, "updated_at")


def take(filling: Filling, ledger: Ledger) -> None:
    """Afterwards all readable transactions are here under their own numbers, and the ledger knows them."""
    reader = Reader(filling)
    for batch in filling.batches("transactions"):
        pairs = [(row, found) for row in batch if (found := reader.read(row)) is not None]
        _save(filling, [found for _row, found in pairs])
        ledger.write(
            Known(m.id, m.account_id, m.on, m.description, m.amount_minor, m.provider_transaction_id, as_json(row))
            for row, m in pairs
        )
        filling.taken("transactions", len(pairs))
    if reader.suggested:
        filling.report.remarks.append(
            f"Rows that wait for review but had a category already keep it as their suggestion: {reader.suggested}."
        )


def _save(filling: Filling, movements: Sequence[Movement]) -> None:
    texts = descriptors.ensure(filling.db, filling.user_id, ((m.description, m.merchant_name or "") for m in movements))
    insert_rows(
        filling.db,
        Transaction,
        _COLUMNS,
        ((texts[m.description, m.merchant_name or ""], *m, m.created_at) for m in movements),
        same={"user_id": filling.user_id, "currency": filling.currency, "is_internal": False, "is_excluded": False},
    )
