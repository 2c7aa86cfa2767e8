"""Add, edit and decide transactions; the only module that writes review states and edits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select, update

from backend.accounts.models import Account
from backend.accounts.queries import living_ids
from backend.infra.database import ReadSession, WriteSession
from backend.infra.sql import unindexed
from backend.infra.undo_log import ChangeRecorder
from backend.kit.period import month_of
from backend.transactions import descriptors, queries, soft_delete, splits, totals
from backend.transactions.errors import AmountFixed, NoSuchAccount, NoSuchTransaction
from backend.transactions.models import Descriptor, Transaction
from backend.transactions.review_state import Prediction, ReviewState, WaitingGroup
from backend.transactions.totals import Cell

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
    states: dict[int, ReviewState] = {}
    for start in range(0, len(ids), _CHUNK):
        rows = db.execute(query.where(T.id.in_(ids[start : start + _CHUNK])))
        states.update({row.id: ReviewState(*row) for row in rows})
    return [states[id_] for id_ in dict.fromkeys(ids) if id_ in states]


def save_review_states(
    db: WriteSession, user_id: int, states: Sequence[ReviewState], *, recorder: ChangeRecorder
) -> None:
    """Save these review states; the monthly totals are updated, and the change can be undone."""
    if not states:
        return
    recorder.capture(T, [standing.id for standing in states])
    columns = T.__table__.c
    statement = (
        update(T.__table__)  # type: ignore[arg-type]
        .where(columns.id == bindparam("row_id"), columns.user_id == user_id)
        .values({name: bindparam(f"new_{name}") for name in _REVIEW_COLUMNS})
    )
    db.execute(
        statement,
        [{"row_id": s.id, **{f"new_{name}": getattr(s, name) for name in _REVIEW_COLUMNS}} for s in states],
    )
    totals.refresh(db, user_id, {Cell(s.account_id, month_of(s.on)) for s in states})


def set_predictions(db: WriteSession, user_id: int, changed: Mapping[Prediction, Sequence[int]]) -> None:
    """Save predictions of waiting rows. No total depends on them, and they are not part of any undo."""
    for prediction, ids in changed.items():
        values = dict(zip(_PREDICTION, prediction, strict=True))
        for start in range(0, len(ids), _CHUNK):
            mine = (
                unindexed(T.user_id) == user_id,
                unindexed(T.status) == "pending_review",
                T.id.in_(ids[start : start + _CHUNK]),
            )
            db.execute(update(T).where(*mine).values(values).execution_options(synchronize_session=False))


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
            values = {name: new for name, old, new in zip(_PREDICTION, was, prediction, strict=True) if new != old}
            db.execute(of_these.values(values).execution_options(synchronize_session=False))


def add_manual(
    db: WriteSession,
    user_id: int,
    *,
    account_id: int,
    on: date,
    description: str,
    amount_minor: int,
    category_id: int | None,
    notes: str | None,
    recorder: ChangeRecorder,
) -> int:
    """Add a row a person typed; it is confirmed if it has a category, else it waits for one. Return its id."""
    account = get_account(db, user_id, account_id)
    row = Transaction(
        user_id=user_id,
        account_id=account.id,
        on=on,
        descriptor_id=descriptors.ensure(db, user_id, [(description, "")])[description, ""],
        description=description,
        amount_minor=amount_minor,
        currency=account.currency,
        category_id=category_id,
        status="confirmed" if category_id else "pending_review",
        source="manual",
        categorization_tier="user" if category_id else None,
        notes=notes,
    )
    db.add(row)
    db.flush()
    recorder.record_created(T, row.id)
    totals.refresh(db, user_id, [Cell(account.id, month_of(on))])
    return row.id


def edit(
    db: WriteSession, user_id: int, transaction_id: int, changes: dict[str, Any], *, recorder: ChangeRecorder
) -> None:
    """Change fields of a transaction. Edited fields are locked: no bank sync overwrites them afterwards.

    Raises NoSuchTransaction, and AmountFixed for day or amount of a row that a bank sent.
    """
    row = get_owned(db, user_id, transaction_id)
    if row.source != "manual" and not changes.keys().isdisjoint({"amount_minor", "on"}):
        raise AmountFixed
    recorder.capture(T, [row.id])
    cells = {Cell(row.account_id, month_of(row.on))}
    for name, value in changes.items():
        setattr(row, name, value)
    if not changes.keys().isdisjoint({"description", "merchant_name"}):
        texts = (row.description, row.merchant_name or "")
        row.descriptor_id = descriptors.ensure(db, user_id, [texts])[texts]
    row.locked_fields = sorted({*(row.locked_fields or []), *changes} - {"is_excluded"})
    db.flush()
    totals.refresh(db, user_id, cells | {Cell(row.account_id, month_of(row.on))})


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


def rebuild_totals(db: WriteSession, user_id: int, account_ids: Iterable[int]) -> None:
    """Rebuild the monthly totals of these accounts from their rows."""
    for account_id in account_ids:
        totals.forget(db, user_id, account_id)
        months = {
            month_of(on)
            for on in db.scalars(select(T.on).where(T.user_id == user_id, T.account_id == account_id).distinct())
        }
        totals.refresh(db, user_id, {Cell(account_id, month) for month in months})


def affected_cells(db: ReadSession | WriteSession, user_id: int, ids: Sequence[int]) -> set[Cell]:
    """Return the accounts and months of these rows."""
    cells: set[Cell] = set()
    for start in range(0, len(ids), _CHUNK):
        query = select(T.account_id, T.on).where(T.user_id == user_id, T.id.in_(ids[start : start + _CHUNK]))
        cells |= {Cell(account_id, month_of(on)) for account_id, on in db.execute(query)}
    return cells


def refresh_totals(db: WriteSession, user_id: int, cells: Iterable[Cell]) -> None:
    """Rebuild the monthly totals of these accounts and months from their rows."""
    totals.refresh(db, user_id, cells)
