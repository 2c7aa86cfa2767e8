"""The older app's log of deleted rows: each can come back as far as the log knew it, and none comes back by itself."""

from collections.abc import Iterator
from typing import Any, TypeGuard

from sqlalchemy import func, insert, select
from sqlalchemy import text as sql
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from backend.adoption.filling import Filling
from backend.adoption.ledger import Known, Ledger
from backend.adoption.movements import SOURCE_OF
from backend.adoption.older_data import Row, as_json
from backend.adoption.values import Unreadable, day, exact, moment, text
from backend.transactions import descriptors
from backend.transactions.models import DeletedTransaction, Transaction
from backend.transactions.states import STATUSES

_TABLE = "deleted_transactions"
_DIALECT = SQLiteDialect(paramstyle="qmark")
_SHOWN = ("account_id", "on", "description", "merchant_name", "amount_minor", "currency", "status", "source")
_LONGEST_NAME = 200
_LARGEST_NUMBER = 2**53


def take(filling: Filling, ledger: Ledger) -> None:
    """Afterwards the log is here, its rows have numbers of their own, and the ledger knows them as deleted."""
    numbers = _Numbers(filling)
    categories = {name: id_ for id_, name in reversed(filling.categories.items())}
    for batch in filling.batches(_TABLE):
        pairs = [(row, found) for row in batch if (found := _read(filling, row, numbers, categories)) is not None]
        texts = descriptors.ensure(
            filling.db, filling.user_id, ((found["description"], found["merchant_name"] or "") for _row, found in pairs)
        )
        for _row, found in pairs:
            found["descriptor_id"] = texts[found["description"], found["merchant_name"] or ""]
        if pairs:
            filling.db.execute(insert(DeletedTransaction), [_logged(filling, row, found) for row, found in pairs])
        ledger.write(_known(filling, pairs))
        filling.taken(_TABLE, len(pairs))
    numbers.never_again()


class _Numbers:
    """Numbers for rows that may come back: their old ones, unless another row has them now."""

    def __init__(self, filling: Filling) -> None:
        self._db = filling.db
        self._taken = set(filling.db.scalars(select(Transaction.id)))
        self._taken |= filling.set_aside_ids.get("transactions", set())
        deleted = [row.get("original_id") for row in filling.older.rows(_TABLE)]
        self._last = max([0, *self._taken, *filter(_is_number, deleted)])

    def give(self, wanted: object) -> int:
        number = wanted if _is_number(wanted) and wanted not in self._taken else None
        if number is None:
            self._last += 1
            number = self._last
        self._taken.add(number)
        return number

    def never_again(self) -> None:
        """Let new transactions get numbers that none of these rows has or had."""
        table = Transaction.__tablename__
        last = max(self._last, self._db.scalar(select(func.max(Transaction.id))) or 0)
        self._db.execute(sql("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
        self._db.execute(sql("INSERT INTO sqlite_sequence VALUES (:name, :last)"), {"name": table, "last": last})


def _is_number(value: object) -> TypeGuard[int]:
    """Say whether a row may have this number; behind a larger one there would soon be none left to give."""
    return isinstance(value, int) and 1 <= value <= _LARGEST_NUMBER


def _read(filling: Filling, row: Row, numbers: _Numbers, categories: dict[str, int]) -> dict[str, Any] | None:
    """Return the transaction as it would come back, None if it had to be set aside."""
    try:
        on, amount = day(row.get("date")), exact(row.get("amount"), filling.currency)
    except Unreadable as error:
        filling.set_aside(_TABLE, row, str(error))
        return None
    if not isinstance(row.get("account_id"), int):
        filling.set_aside(_TABLE, row, "Its account is not known.")
        return None
    if amount.is_rounded:
        filling.changed(_TABLE, row, "amount", amount.minor, "Rounded to whole minor units.")
    status = text(row.get("status"))
    if status not in STATUSES:
        filling.changed(_TABLE, row, "status", "pending_review", "There is no such status.")
        status = "pending_review"
    number = numbers.give(row.get("original_id"))
    if number != row.get("original_id"):
        filling.changed(_TABLE, row, "original_id", number, "Another transaction has this number.")
    category_id = categories.get(text(row.get("category_name")))
    made = dict.fromkeys(column.name for column in Transaction.__table__.columns)
    return made | {
        "id": number,
        "user_id": filling.user_id,
        "account_id": row["account_id"],
        "on": on,
        "description": text(row.get("description")),
        "merchant_name": text(row.get("merchant_name"))[:_LONGEST_NAME] or None,
        "amount_minor": amount.minor,
        "currency": filling.currency,
        "category_id": None if status == "pending_review" else category_id,
        "predicted_category_id": category_id if status == "pending_review" else None,
        "status": status,
        "source": SOURCE_OF.get(text(row.get("source")), "csv_import"),
        "is_pending": False,
        "is_internal": False,
        "is_excluded": False,
        "created_at": filling.made_at(row),
        "updated_at": filling.made_at(row),
    }


def _logged(filling: Filling, row: Row, found: dict[str, Any]) -> dict[str, Any]:
    deleted_at = moment(row.get("deleted_at")) or filling.now
    account_name = text(row.get("account_name")) or filling.accounts.get(found["account_id"], "?")
    return {name: found[name] for name in _SHOWN} | {
        "id": row["id"],
        "user_id": filling.user_id,
        "original_id": found["id"],
        "account_name": account_name[:100],
        "category_name": text(row.get("category_name"))[:100] or None,
        "row": {name: _stored[name](value) if value is not None else None for name, value in found.items()},
        "deleted_at": deleted_at,
        "created_at": deleted_at,
        "updated_at": deleted_at,
    }


def _known(filling: Filling, pairs: list[tuple[Row, dict[str, Any]]]) -> Iterator[Known]:
    for row, found in pairs:
        if found["account_id"] in filling.accounts:
            yield Known(
                found["id"],
                found["account_id"],
                found["on"],
                found["description"],
                found["amount_minor"],
                None,
                as_json(row),
                "It was in the log of deleted transactions",
            )


def _itself(value: Any) -> Any:
    return value


_stored = {
    column.name: column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT) or _itself
    for column in Transaction.__table__.columns
}
