"""Rows of the undo log in words: which fields changed, from what to what."""

from collections.abc import Mapping
from typing import Any

from backend.infra.stored_rows import Row
from backend.infra.undo_log import RowChange

Json = dict[str, Any]
_TABLES = {
    "transactions": "Transaction",
    "transaction_splits": "Part of a transaction",
    "transaction_tags": "Tag of a transaction",
    "tags": "Tag",
    "categories": "Category",
    "accounts": "Account",
    "merchant_mappings": "Merchant",
    "amount_rules": "Amount rule",
    "rules": "Rule",
    "payees": "Payee",
    "payee_spellings": "Spelling of a payee",
    "budgets": "Budget",
    "series": "Recurring payment",
    "series_payees": "Payee of a recurring payment",
    "refund_links": "Refund",
    "transfer_pairs": "Transfer",
    "possible_pairs": "Question about a transfer",
    "rejected_pairs": "Answer about a transfer",
    "balance_snapshots": "Balance",
    "exchange_rates": "Exchange rate",
    "documents": "Document",
    "document_links": "Link of a document",
    "deleted_transactions": "Deleted transaction",
}
_NAMES = ("name", "display_name", "merchant_pattern", "description_pattern", "description", "filename", "merchant_key")
_LABELS = {
    "category_id": "Category",
    "predicted_category_id": "Suggestion",
    "status": "Status",
    "notes": "Note",
    "merchant_name": "Payee",
    "is_excluded": "Left out of reports",
    "is_internal": "Transfer",
    "is_flagged": "Flag",
    "account_id": "Account",
    "on": "Day",
    "amount_minor": "Amount",
    "description": "Description",
    "display_name": "Name",
    "name": "Name",
    "search": "When",
    "confidence": "Confirmed",
}
_HIDDEN = frozenset(
    {
        "updated_at", "created_at", "descriptor_id", "locked_fields", "learned_category_id", "overruled_tier",
        "prediction_confidence", "reason", "hits", "last_matched_at", "has_parts", "user_id", "id", "sha256",
        "text", "extracted",
    }
)  # fmt: skip


def title(row: RowChange) -> str:
    """Return what a row is called, by what is stored of it."""
    kind = _TABLES.get(row.table, row.table.replace("_", " ").capitalize())
    states: tuple[Row, ...] = tuple(state for state in (row.after, row.before) if state)
    named = next((str(state[name]) for state in states for name in _NAMES if state.get(name)), None)
    return f"{kind} {named}" if named else kind


def describe(row: RowChange, categories: Mapping[int, str], accounts: Mapping[int, str]) -> list[Json]:
    """Return the fields that differ, each before and after, in words; amounts keep their minor units."""
    if row.before is None or row.after is None:
        return []
    return [
        {
            "name": _LABELS.get(name, name.removesuffix("_id").replace("_", " ").capitalize()),
            "before": _shown(name, row.before[name], categories, accounts),
            "after": _shown(name, value, categories, accounts),
        }
        for name, value in row.after.items()
        if name not in _HIDDEN and name in row.before
    ]


def _shown(name: str, value: Any, categories: Mapping[int, str], accounts: Mapping[int, str]) -> str | None:
    if value is None:
        return None
    if name.endswith("category_id"):
        return categories.get(value, "a deleted category")
    if name == "account_id":
        return accounts.get(value, "a deleted account")
    if name.startswith("is_"):
        return "yes" if value else "no"
    return str(value).replace("_", " ") if name == "status" else str(value)
