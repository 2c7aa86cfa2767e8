"""Apply a bank's changes to existing transactions: settled rows, corrected days and amounts. Decisions stay."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.sql import in_list
from backend.infra.sql_functions import unindexed
from backend.infra.undo_log import ChangeRecorder
from backend.kit.period import month_of
from backend.transactions import descriptors, splits, totals
from backend.transactions.draft import Draft
from backend.transactions.models import Transaction, TransactionSplit
from backend.transactions.recount import Cell

T = Transaction
_TEXTS = ("description", "merchant_name")
_UPDATED = ("on", "amount_minor", "authorized_on", "is_pending", *_TEXTS)
_COLUMNS = ("descriptor_id", "provider_transaction_id", *_UPDATED)


class ProviderUpdate(NamedTuple):
    """What a bank says of a row now. With `is_id_only` the row came another way and only learns the bank's id; with
    `keeps_id` it keeps the id that it has, since the draft comes from a file."""

    transaction_id: int
    draft: Draft
    is_id_only: bool = False
    keeps_id: bool = False


class Changed(NamedTuple):
    """A row that is another one now. `is_visible` is false if only its id at the bank changed."""

    is_settled: bool
    is_visible: bool


def apply(
    db: WriteSession, user_id: int, updates: Sequence[ProviderUpdate], *, recorder: ChangeRecorder | None = None
) -> dict[int, Changed]:
    """Bring rows up to date and return those that changed, by id. Afterwards the monthly totals agree.

    Day and amount follow the bank; texts only until the row is staged or confirmed; a locked field never; the category
    never.
    """
    wanted = {update.transaction_id: update for update in updates}
    query = select(T.id, T.account_id, T.status, T.locked_fields, *(getattr(T, name) for name in _COLUMNS)).where(
        unindexed(T.user_id) == user_id, T.id.in_(in_list(list(wanted)))
    )
    stored = {row.id: row for row in db.execute(query)}
    values = {id_: _values(row, wanted[id_]) for id_, row in stored.items()}
    values = {id_: new for id_, new in values.items() if any(getattr(stored[id_], name) != new[name] for name in new)}
    texts = descriptors.ensure(
        db, user_id, ((new["description"], new["merchant_name"] or "") for new in values.values())
    )
    shown = [id_ for id_, new in values.items() if _is_visible(stored[id_], new)]
    if recorder and shown:
        recorder.capture(T, shown)
        recorder.capture(TransactionSplit, splits.ids_of(db, user_id, shown))
    cells = set()
    for id_, new in values.items():
        row = stored[id_]
        new["descriptor_id"] = texts[new["description"], new["merchant_name"] or ""]
        cells |= {Cell(row.account_id, month_of(row.on)), Cell(row.account_id, month_of(new["on"]))}
        if new["amount_minor"] != row.amount_minor:
            splits.add_to_last(db, user_id, id_, new["amount_minor"] - row.amount_minor)
    _write(db, user_id, values)
    totals.refresh(db, user_id, cells)
    return {
        id_: Changed(stored[id_].is_pending and not new["is_pending"], _is_visible(stored[id_], new))
        for id_, new in values.items()
    }


def undecided(db: ReadSession | WriteSession, user_id: int, ids: Sequence[int]) -> Sequence[Any]:
    """Return id, texts, amount, currency, day and account of those rows that nobody decided yet."""
    query = select(T.id, T.description, T.merchant_name, T.amount_minor, T.currency, T.on, T.account_id).where(
        unindexed(T.user_id) == user_id,
        T.id.in_(in_list(list(ids))),
        T.status == "pending_review",
        T.category_id.is_(None),
    )
    return db.execute(query).all()


def decide(db: WriteSession, user_id: int, decided: Mapping[int, Mapping[str, Any]]) -> None:
    """Give rows the category that the categoriser is sure of."""
    for id_, values in decided.items():
        db.execute(update(T).where(T.user_id == user_id, T.id == id_).values(**values))
    rows = db.execute(select(T.account_id, T.on).where(T.user_id == user_id, T.id.in_(in_list(list(decided)))))
    totals.refresh(db, user_id, {Cell(account_id, month_of(on)) for account_id, on in rows})


def _is_visible(stored: Any, new: Mapping[str, Any]) -> bool:
    return any(getattr(stored, name) != new[name] for name in _UPDATED)


def _values(row: Any, change: ProviderUpdate) -> dict[str, Any]:
    new = {name: getattr(row, name) for name in _UPDATED}
    new["provider_transaction_id"] = row.provider_transaction_id if change.keeps_id else change.draft.provider_id
    if not change.is_id_only:
        locked = set(row.locked_fields or ())
        if row.status in ("confirmed", "pending_save"):
            locked |= set(_TEXTS)
        new |= {name: getattr(change.draft, name) for name in _UPDATED if name not in locked}
    return new


def _write(db: WriteSession, user_id: int, values: Mapping[int, Mapping[str, Any]]) -> None:
    if not values:
        return
    columns = T.__table__.c
    statement = (
        update(T.__table__)  # type: ignore[arg-type]
        .where(columns.id == bindparam("row_id"), columns.user_id == user_id)
        .values({name: bindparam(f"new_{name}") for name in _COLUMNS} | {"updated_at": clock.now()})
    )
    db.execute(statement, [{"row_id": id_, **{f"new_{n}": new[n] for n in _COLUMNS}} for id_, new in values.items()])
