"""The older app's log of deleted rows: each can come back as far as the log knew it, and none comes back by itself."""

from collections.abc import Iterator
from typing import Any, TypeGuard

from sqlalchemy import func, insert, select
from sqlalchemy import text as sql
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from backend.legacy.context import MigrationContext
from backend.legacy.ledger import LedgerEntry, LedgerWriter
from backend.legacy.legacy_data import Row, as_json
from backend.legacy.transaction_reader import SOURCE_OF
from backend.legacy.values import UnreadableLegacyValue, parse_amount, parse_day, parse_moment, to_text
from backend.transactions import descriptors
from backend.transactions.models import DeletedTransaction, Transaction
from backend.transactions.states import STATUSES

_TABLE = "deleted_transactions"
_DIALECT = SQLiteDialect(paramstyle="qmark")
_SHOWN = ("account_id", "on", "description", "merchant_name", "amount_minor", "currency", "status", "source")
_LONGEST_NAME = 200
_MAX_ID = 2**53


def migrate(context: MigrationContext, ledger: LedgerWriter) -> None:
    """Afterwards the log is here, its rows have numbers of their own, and the ledger knows them as deleted."""
    ids = _TransactionIds(context)
    categories = {name: id_ for id_, name in reversed(context.categories.items())}
    for batch in context.batches(_TABLE):
        pairs = [(row, entry) for row in batch if (entry := _read(context, row, ids, categories)) is not None]
        texts = descriptors.ensure(
            context.db, context.user_id, ((entry["description"], entry["merchant_name"] or "") for _row, entry in pairs)
        )
        for _row, entry in pairs:
            entry["descriptor_id"] = texts[entry["description"], entry["merchant_name"] or ""]
        if pairs:
            context.db.execute(insert(DeletedTransaction), [_deleted_row(context, row, entry) for row, entry in pairs])
        ledger.write(_ledger_entries(context, pairs))
        context.count_migrated(_TABLE, len(pairs))
    ids.reserve()


class _TransactionIds:
    """Numbers for rows that may come back: their old ones, unless another row has them now."""

    def __init__(self, context: MigrationContext) -> None:
        self._db = context.db
        self._taken = set(context.db.scalars(select(Transaction.id)))
        self._taken |= context.set_aside_ids.get("transactions", set())
        deleted = [row.get("original_id") for row in context.legacy_data.rows(_TABLE)]
        self._last = max([0, *self._taken, *filter(_is_valid_id, deleted)])

    def assign(self, preferred: object) -> int:
        id_ = preferred if _is_valid_id(preferred) and preferred not in self._taken else None
        if id_ is None:
            self._last += 1
            id_ = self._last
        self._taken.add(id_)
        return id_

    def reserve(self) -> None:
        """Let new transactions get numbers that none of these rows has or had."""
        table = Transaction.__tablename__
        last = max(self._last, self._db.scalar(select(func.max(Transaction.id))) or 0)
        self._db.execute(sql("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
        self._db.execute(sql("INSERT INTO sqlite_sequence VALUES (:name, :last)"), {"name": table, "last": last})


def _is_valid_id(value: object) -> TypeGuard[int]:
    """Say whether a row may have this number; behind a larger one there would soon be none left to give."""
    return isinstance(value, int) and 1 <= value <= _MAX_ID


def _read(
    context: MigrationContext, row: Row, ids: _TransactionIds, categories: dict[str, int]
) -> dict[str, Any] | None:
    """Return the transaction as it would come back, None if it had to be set aside."""
    try:
        on, amount = parse_day(row.get("date")), parse_amount(row.get("amount"), context.currency)
    except UnreadableLegacyValue as error:
        context.set_aside(_TABLE, row, str(error))
        return None
    if not isinstance(row.get("account_id"), int):
        context.set_aside(_TABLE, row, "Its account is not known.")
        return None
    if amount.is_rounded:
        context.record_changed_value(_TABLE, row, "amount", amount.minor, "Rounded to whole minor units.")
    status = to_text(row.get("status"))
    if status not in STATUSES:
        context.record_changed_value(_TABLE, row, "status", "pending_review", "There is no such status.")
        status = "pending_review"
    number = ids.assign(row.get("original_id"))
    if number != row.get("original_id"):
        context.record_changed_value(_TABLE, row, "original_id", number, "Another transaction has this number.")
    category_id = categories.get(to_text(row.get("category_name")))
    empty = dict.fromkeys(column.name for column in Transaction.__table__.columns)
    return empty | {
        "id": number,
        "user_id": context.user_id,
        "account_id": row["account_id"],
        "on": on,
        "description": to_text(row.get("description")),
        "merchant_name": to_text(row.get("merchant_name"))[:_LONGEST_NAME] or None,
        "amount_minor": amount.minor,
        "currency": context.currency,
        "category_id": None if status == "pending_review" else category_id,
        "predicted_category_id": category_id if status == "pending_review" else None,
        "status": status,
        "source": SOURCE_OF.get(to_text(row.get("source")), "csv_import"),
        "is_pending": False,
        "is_internal": False,
        "is_excluded": False,
        "is_flagged": False,
        "has_parts": False,
        "created_at": context.created_at(row),
        "updated_at": context.created_at(row),
    }


def _deleted_row(context: MigrationContext, row: Row, transaction: dict[str, Any]) -> dict[str, Any]:
    deleted_at = parse_moment(row.get("deleted_at")) or context.now
    account_name = to_text(row.get("account_name")) or context.accounts.get(transaction["account_id"], "?")
    return {name: transaction[name] for name in _SHOWN} | {
        "id": row["id"],
        "user_id": context.user_id,
        "original_id": transaction["id"],
        "account_name": account_name[:100],
        "category_name": to_text(row.get("category_name"))[:100] or None,
        "row": {name: _stored[name](value) if value is not None else None for name, value in transaction.items()},
        "deleted_at": deleted_at,
        "created_at": deleted_at,
        "updated_at": deleted_at,
    }


def _ledger_entries(context: MigrationContext, pairs: list[tuple[Row, dict[str, Any]]]) -> Iterator[LedgerEntry]:
    for row, entry in pairs:
        if entry["account_id"] in context.accounts:
            yield LedgerEntry(
                entry["id"],
                entry["account_id"],
                entry["on"],
                entry["description"],
                entry["amount_minor"],
                None,
                as_json(row),
                "It was in the log of deleted transactions",
            )


def _identity(value: Any) -> Any:
    return value


_stored = {
    column.name: column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT) or _identity
    for column in Transaction.__table__.columns
}
