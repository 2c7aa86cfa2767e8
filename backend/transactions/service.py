"""Add, edit and decide transactions; the only module that writes review states and edits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select, update

from backend.accounts.models import Account
from backend.accounts.queries import living_ids
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.sql import in_list
from backend.infra.sql_functions import unindexed
from backend.infra.undo_log import ChangeRecorder
from backend.kit.money import allocate
from backend.kit.period import month_of
from backend.transactions import descriptors, queries, recount, soft_delete, splits, tags, totals
from backend.transactions.errors import (
    NoSuchAccount,
    NoSuchTransaction,
    OtherCurrency,
    SameRowTwice,
    ShareTooLarge,
    SplitsDoNotAddUp,
)
from backend.transactions.models import Descriptor, Transaction, TransactionSplit
from backend.transactions.recount import Cell
from backend.transactions.review_state import Prediction, ReviewState, WaitingGroup

T = Transaction
_CHUNK = 500
_REVIEW_COLUMNS = (
    "status",
    "category_id",
    "predicted_category_id",
    "categorization_tier",
    "prediction_confidence",
    "reason",
    "learned_category_id",
    "overruled_tier",
)
_STORED_REVIEW = select(T.id, *(getattr(T, name) for name in _REVIEW_COLUMNS))
_PREDICTION = ("predicted_category_id", "categorization_tier", "prediction_confidence", "reason")


def load_review_states(db: ReadSession | WriteSession, user_id: int, ids: Sequence[int]) -> list[ReviewState]:
    """Return the review states of these rows in the order of `ids`, without those that do not exist or whose account
    is deleted."""
    columns = (Descriptor.merchant_key if name == "merchant_key" else getattr(T, name) for name in ReviewState._fields)
    query = (
        select(*columns)
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .where(T.user_id == user_id, T.account_id.in_(living_ids(user_id)))
    )
    rows = db.execute(query.where(T.id.in_(in_list(list(ids)))))
    states = {row[0]: ReviewState(*row) for row in rows}
    return [states[id_] for id_ in dict.fromkeys(ids) if id_ in states]


def save_review_states(
    db: WriteSession, user_id: int, states: Sequence[ReviewState], *, recorder: ChangeRecorder
) -> None:
    """Save these review states; the monthly totals are updated, and the change can be undone."""
    totals.refresh(db, user_id, write_review_states(db, user_id, states, recorder=recorder))


def write_review_states(
    db: WriteSession, user_id: int, states: Sequence[ReviewState], *, recorder: ChangeRecorder
) -> set[Cell]:
    """Save these review states, and return the cells whose totals the caller has to refresh."""
    ids = [state.id for state in states]
    recorder.capture_columns(T, ids, (*_REVIEW_COLUMNS, "updated_at"))
    stored = {row[0]: row[1:] for row in db.execute(_STORED_REVIEW.where(T.id.in_(in_list(ids))))}
    # By the columns that differ and their new values: many rows are mostly decided alike, and SQLite writes the
    # indexes of each column that is set, also to the value that it has.
    alike: dict[tuple[tuple[str, Any], ...], list[int]] = {}
    for state in states:
        after = state[-len(_REVIEW_COLUMNS) :]
        differing = tuple(
            (name, new) for name, old, new in zip(_REVIEW_COLUMNS, stored[state.id], after, strict=True) if new != old
        )
        alike.setdefault(differing, []).append(state.id)
    now = clock.now()
    for differing, some in alike.items():
        if differing:
            these = update(T).where(T.user_id == user_id, T.id.in_(in_list(some)))
            values = {**dict(differing), "updated_at": now}
            db.execute(these.values(values).execution_options(synchronize_session=False))
    return {Cell(state.account_id, month_of(state.on)) for state in states}


def set_predictions(db: WriteSession, user_id: int, changed: Mapping[Prediction, Sequence[int]]) -> None:
    """Save predictions of waiting rows. No total depends on them, and they are not part of any undo; they do not count
    as a change of the row either."""
    for prediction, ids in changed.items():
        values = dict(zip(_PREDICTION, prediction, strict=True))
        for start in range(0, len(ids), _CHUNK):
            mine = (
                unindexed(T.user_id) == user_id,
                unindexed(T.status) == "pending_review",
                T.id.in_(ids[start : start + _CHUNK]),
            )
            unstamped = {**values, "updated_at": T.updated_at}
            db.execute(update(T).where(*mine).values(unstamped).execution_options(synchronize_session=False))


def set_predictions_of_groups(
    db: WriteSession, user_id: int, changed: Mapping[Prediction, Sequence[WaitingGroup]]
) -> None:
    """Save predictions of all rows of these groups, as `set_predictions` does."""
    for prediction, groups in changed.items():
        alike: dict[tuple[object, ...], list[WaitingGroup]] = {}
        for group in groups:
            alike.setdefault((group.currency, group.is_money_in, group.prediction), []).append(group)
        for some in alike.values():
            of_these = update(T).where(*queries.in_groups(user_id, some))
            # SQLite writes the indexes of a column that is set, also to the value that it has.
            was = some[0].prediction
            values: dict[str, Any] = {
                name: new for name, old, new in zip(_PREDICTION, was, prediction, strict=True) if new != old
            }
            values |= {"updated_at": T.updated_at}
            db.execute(of_these.values(values).execution_options(synchronize_session=False))


class Typed(NamedTuple):
    """A transaction as a person typed it."""

    account_id: int
    on: date
    description: str
    amount_minor: int
    category_id: int | None = None
    merchant_name: str | None = None
    notes: str | None = None
    tags: Sequence[str] = ()


def add_manual(db: WriteSession, user_id: int, typed: Typed, *, recorder: ChangeRecorder) -> int:
    """Add a row a person typed; it is confirmed if it has a category, else it waits for one. Return its id."""
    account = get_account(db, user_id, typed.account_id)
    texts = (typed.description, typed.merchant_name or "")
    row = Transaction(
        user_id=user_id,
        account_id=account.id,
        on=typed.on,
        descriptor_id=descriptors.ensure(db, user_id, [texts])[texts],
        description=typed.description,
        merchant_name=typed.merchant_name,
        amount_minor=typed.amount_minor,
        currency=account.currency,
        category_id=typed.category_id,
        status="confirmed" if typed.category_id else "pending_review",
        source="manual",
        categorization_tier="user" if typed.category_id else None,
        notes=typed.notes,
    )
    db.add(row)
    db.flush()
    recorder.record_created(T, row.id)
    tags.set_tags(db, user_id, row.id, typed.tags, recorder=recorder)
    totals.refresh(db, user_id, [Cell(account.id, month_of(typed.on))])
    return row.id


def duplicate(db: WriteSession, user_id: int, transaction_id: int, *, recorder: ChangeRecorder) -> int:
    """Add a row like this one as if it had been typed, with its splits, tags and share. Return its id."""
    row = get_owned(db, user_id, transaction_id)
    names = tags.tags_of(db, user_id, [row.id]).get(row.id, [])
    typed = Typed(
        row.account_id, row.on, row.description, row.amount_minor, row.category_id, row.merchant_name, row.notes, names
    )
    new_id = add_manual(db, user_id, typed, recorder=recorder)
    copy = get_owned(db, user_id, new_id)
    copy.currency, copy.own_minor, copy.shared_with = row.currency, row.own_minor, row.shared_with
    splits.copy(db, user_id, from_id=row.id, to_id=new_id, recorder=recorder)
    totals.refresh(db, user_id, [Cell(row.account_id, month_of(row.on))], recounted=[new_id])
    return new_id


# Nobody but the person writes these, so there is nothing to lock them against.
NEVER_LOCKED = frozenset({"is_excluded", "is_flagged", "own_minor", "shared_with"})


def edit(
    db: WriteSession, user_id: int, transaction_id: int, changes: dict[str, Any], *, recorder: ChangeRecorder
) -> None:
    """Change columns of a transaction, as `edit_many` does. Raises NoSuchTransaction too."""
    get_owned(db, user_id, transaction_id)
    edit_many(db, user_id, {transaction_id: changes}, recorder=recorder)


def edit_many(
    db: WriteSession, user_id: int, changes: Mapping[int, dict[str, Any]], *, recorder: ChangeRecorder
) -> None:
    """Change columns of transactions, by id. Edited ones are locked: nothing automatic overwrites them afterwards.

    A split row whose amount changes keeps its splits; the last one takes the difference. A share of it keeps its
    proportion. Ids that do not exist are skipped. Raises NoSuchAccount, OtherCurrency, SameRowTwice, ShareTooLarge.
    """
    ids = list(changes)
    # By the ids alone: SQLite would read an index of all rows of the person.
    own = (unindexed(T.user_id) == user_id, unindexed(T.account_id).in_(living_ids(user_id)))
    query = select(T).where(T.id.in_(in_list(ids)), *own)
    rows = db.scalars(query).all()
    recorder.capture(T, [row.id for row in rows])
    cells: set[Cell] = set()
    for row in rows:
        cells.add(Cell(row.account_id, month_of(row.on)))
        _edit_columns(db, user_id, row, changes[row.id], recorder)
        cells.add(Cell(row.account_id, month_of(row.on)))
    db.flush()
    totals.refresh(db, user_id, cells, recounted=[row.id for row in rows])


def _edit_columns(
    db: WriteSession, user_id: int, row: Transaction, changes: dict[str, Any], recorder: ChangeRecorder
) -> None:
    if "account_id" in changes:
        _check_move(db, user_id, row, changes["account_id"])
    amount = changes.get("amount_minor", row.amount_minor)
    if amount != row.amount_minor:
        recorder.capture(TransactionSplit, splits.ids_of(db, user_id, [row.id]))
        splits.add_to_last(db, user_id, row.id, amount - row.amount_minor)
        if row.own_minor is not None and "own_minor" not in changes:
            row.own_minor = allocate(amount, [row.own_minor, row.amount_minor - row.own_minor])[0]
    own = changes.get("own_minor")
    if own is not None and not (0 <= own <= amount or amount <= own <= 0):
        raise ShareTooLarge
    for name, value in changes.items():
        setattr(row, name, value)
    if not changes.keys().isdisjoint({"description", "merchant_name"}):
        texts = (row.description, row.merchant_name or "")
        row.descriptor_id = descriptors.ensure(db, user_id, [texts])[texts]
    row.locked_fields = sorted({*(row.locked_fields or []), *changes} - NEVER_LOCKED)


def _check_move(db: WriteSession, user_id: int, row: Transaction, account_id: int) -> None:
    account = get_account(db, user_id, account_id)
    if account.currency != row.currency:
        raise OtherCurrency(account.name, account.currency)
    same = (T.account_id == account_id, T.provider_transaction_id == row.provider_transaction_id, T.id != row.id)
    if row.provider_transaction_id is not None and db.scalar(select(T.id).where(*same)) is not None:
        raise SameRowTwice(account.name)


def set_splits(
    db: WriteSession,
    user_id: int,
    transaction_id: int,
    parts: Sequence[splits.SplitEdit],
    *,
    recorder: ChangeRecorder,
) -> None:
    """Let a transaction have exactly these splits; an empty list makes it whole again. Raises SplitsDoNotAddUp."""
    row = get_owned(db, user_id, transaction_id)
    off = row.amount_minor - sum(part.amount_minor for part in parts)
    if parts and off:
        raise SplitsDoNotAddUp(off if row.amount_minor > 0 else -off, row.currency)
    recorder.capture(T, [row.id])
    splits.replace_all(db, user_id, row.id, parts, recorder=recorder)
    row.updated_at = clock.now()
    totals.refresh(db, user_id, [Cell(row.account_id, month_of(row.on))], recounted=[row.id])


def get_owned(db: WriteSession, user_id: int, transaction_id: int) -> Transaction:
    """Return the row. Raises NoSuchTransaction if it does not exist, is somebody else's, or its account is deleted."""
    query = select(T).where(T.id == transaction_id, T.user_id == user_id, T.account_id.in_(living_ids(user_id)))
    row = db.scalar(query)
    if row is None:
        raise NoSuchTransaction
    return row


def get_account(db: ReadSession | WriteSession, user_id: int, account_id: int) -> Account:
    """Return the account. Raises NoSuchAccount if it does not exist, is deleted or somebody else's."""
    account = db.get(Account, account_id)
    if account is None or account.user_id != user_id or account.deleted_at is not None:
        raise NoSuchAccount
    return account


def move_category(
    db: WriteSession, user_id: int, *, source_id: int, target_id: int, recorder: ChangeRecorder
) -> tuple[int, int, int]:
    """Give all rows of one category to another, also those of deleted accounts and in the log of deleted rows.

    Return how many rows of other accounts, parts of rows, and predictions of such rows moved.
    """
    moved = []
    cells: set[Cell] = set()
    living = set(db.scalars(living_ids(user_id)))
    for column in (T.category_id, T.predicted_category_id, T.learned_category_id):
        rows = db.execute(select(T.id, T.account_id, T.on).where(T.user_id == user_id, column == source_id)).all()
        recorder.capture(T, [row.id for row in rows])
        db.execute(update(T).where(T.user_id == user_id, column == source_id).values({column: target_id}))
        cells |= {Cell(row.account_id, month_of(row.on)) for row in rows}
        moved.append(sum(row.account_id in living for row in rows))
    soft_delete.move_category(db, user_id, source_id=source_id, target_id=target_id, recorder=recorder)
    parts = splits.move_category(db, user_id, source_id=source_id, target_id=target_id, recorder=recorder)
    totals.refresh(db, user_id, cells)
    return moved[0], parts, moved[1]


def forget_lessons(db: WriteSession, user_id: int, category_id: int, *, recorder: ChangeRecorder) -> None:
    """Afterwards no row remembers having taught this category, so that it can be removed."""
    taught = (T.user_id == user_id, T.learned_category_id == category_id)
    recorder.capture(T, db.scalars(select(T.id).where(*taught)).all())
    db.execute(update(T).where(*taught).values(learned_category_id=None))


def forget_totals(db: WriteSession, user_id: int, account_id: int) -> None:
    """Remove an account's rows from all totals; the rows themselves stay."""
    totals.forget(db, user_id, account_id)
    totals.refresh(db, user_id, (), recounted=recount.linked_to_account(db, user_id, account_id))


def rebuild_totals(db: WriteSession, user_id: int, account_ids: Iterable[int]) -> None:
    """Rebuild the monthly totals of these accounts from their rows."""
    for account_id in account_ids:
        totals.forget(db, user_id, account_id)
        months = {
            month_of(on)
            for on in db.scalars(select(T.on).where(T.user_id == user_id, T.account_id == account_id).distinct())
        }
        ids = [
            *recount.counting_by_parts(db, user_id, account_id),
            *recount.linked_to_account(db, user_id, account_id),
        ]
        totals.refresh(db, user_id, {Cell(account_id, month) for month in months}, recounted=ids)


def recount_account(db: WriteSession, user_id: int, account_id: int) -> None:
    """Count all rows of an account anew, after the person's share of it changed."""
    ids = db.scalars(select(T.id).where(T.user_id == user_id, T.account_id == account_id)).all()
    totals.refresh(db, user_id, (), recounted=ids)


def affected_cells(db: ReadSession | WriteSession, user_id: int, ids: Sequence[int]) -> set[Cell]:
    """Return the accounts and months of these rows."""
    query = select(T.account_id, T.on).distinct().where(T.user_id == user_id, T.id.in_(in_list(list(ids))))
    return {Cell(account_id, month_of(on)) for account_id, on in db.execute(query)}


def refresh_totals(db: WriteSession, user_id: int, cells: Iterable[Cell], *, recounted: Sequence[int] = ()) -> None:
    """Rebuild the monthly totals of these accounts and months, and the parts of the transactions `recounted`."""
    totals.refresh(db, user_id, cells, recounted=recounted)
