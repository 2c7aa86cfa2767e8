"""Insert new transactions in batches, from files and from bank connections."""

from collections.abc import Sequence
from typing import NamedTuple

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.tables import insert_rows, reserve_ids
from backend.transactions import descriptors
from backend.transactions.draft import Draft
from backend.transactions.models import Transaction
from backend.transactions.states import CONNECTIONS, Source


class CategorizedDraft(NamedTuple):
    """A draft with what the categoriser made of it. A sure category is decided; an unsure one is a prediction."""

    draft: Draft
    status: str
    category_id: int | None
    predicted_category_id: int | None
    tier: str | None
    confidence: float | None
    reason: str | None


_COLUMNS = (
    "id",
    "on",
    "authorized_on",
    "descriptor_id",
    "description",
    "merchant_name",
    "amount_minor",
    "currency",
    "balance_minor",
    "original_amount_minor",
    "original_currency",
    "category_id",
    "predicted_category_id",
    "status",
    "categorization_tier",
    "prediction_confidence",
    "reason",
    "notes",
    "is_pending",
    "provider_transaction_id",
)


def insert_drafts(
    db: WriteSession,
    user_id: int,
    categorized: Sequence[CategorizedDraft],
    *,
    account_id: int,
    import_id: int | None,
    source: Source,
) -> Sequence[int]:
    """Insert the rows and return their ids, in order. The caller updates the monthly totals."""
    # A file's row numbers are no bank's identity, only a connection's are (see the ledger).
    is_connection = source in CONNECTIONS
    texts = descriptors.ensure(
        db, user_id, ((row.draft.description, row.draft.merchant_name or "") for row in categorized)
    )
    ids = reserve_ids(db, Transaction, len(categorized))
    now = clock.now()
    insert_rows(
        db,
        Transaction,
        _COLUMNS,
        (
            (
                id_,
                draft.on,
                draft.authorized_on,
                texts[draft.description, draft.merchant_name or ""],
                draft.description,
                draft.merchant_name,
                draft.amount_minor,
                draft.currency,
                draft.balance_minor,
                draft.original_amount_minor,
                draft.original_currency,
                row.category_id,
                row.predicted_category_id,
                row.status,
                row.tier,
                row.confidence,
                row.reason,
                draft.notes,
                draft.is_pending,
                draft.provider_id if is_connection else None,
            )
            for id_, row in zip(ids, categorized, strict=True)
            for draft in (row.draft,)
        ),
        constants={
            "user_id": user_id,
            "account_id": account_id,
            "import_id": import_id,
            "source": source,
            "is_internal": False,
            "is_excluded": False,
            "created_at": now,
            "updated_at": now,
        },
    )
    return ids
