"""Every SELECT over transfers, and the search for transactions that may be two sides of one."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from backend.accounts.models import Account
from backend.accounts.queries import living_ids
from backend.categories.models import Category
from backend.infra.sql import in_days, in_list
from backend.infra.sql_functions import unindexed
from backend.transactions.models import Descriptor, Transaction
from backend.transfers.matching import MAX_DAYS, AccountName, Leg
from backend.transfers.models import PossiblePair, RejectedPair, TransferPair

T = Transaction
_kind = Category.kind == "transfer"


def account_names(db: Session, user_id: int) -> dict[int, AccountName]:
    """Return what texts may call the accounts that are here."""
    query = select(Account.id, Account.name, Account.mask).where(
        Account.user_id == user_id, Account.deleted_at.is_(None)
    )
    return {id_: AccountName(name, mask) for id_, name, mask in db.execute(query)}


def legs(db: Session, user_id: int, ids: Sequence[int]) -> list[Leg]:
    """Return those of these transactions that are free to be linked."""
    query = _legs(user_id).where(T.id.in_(in_list(ids)), *_free(user_id, T))
    return [Leg._make(row) for row in db.connection().execute(query)]


def legs_around(db: Session, user_id: int, days: Collection[date]) -> list[Leg]:
    """Return the transactions that are free to be linked, at most 4 days before or after one of these."""
    reach = range(-MAX_DAYS, MAX_DAYS + 1)
    # Each day by itself, so that the index by day answers each; a range would make SQLite read all rows.
    around = sorted({day + timedelta(days=offset) for day in set(days) for offset in reach})
    living = unindexed(T.account_id).in_(living_ids(user_id))
    query = _legs(user_id).where(T.user_id == user_id, T.on.in_(in_days(around)), *_free_marks(T), living)
    return [Leg._make(row) for row in db.connection().execute(query)]


def leg(db: Session, user_id: int, transaction_id: int) -> Leg | None:
    """Return one transaction as a side of a transfer, None if it is not here."""
    query = _legs(user_id).where(T.user_id == user_id, T.id == transaction_id, T.account_id.in_(living_ids(user_id)))
    found = db.execute(query).first()
    return Leg._make(found) if found else None


def pair_of(db: Session, user_id: int, transaction_id: int) -> TransferPair | None:
    """Return the transfer that a transaction is a side of."""
    return db.scalar(select(TransferPair).where(TransferPair.user_id == user_id, _has(TransferPair, [transaction_id])))


def pairs_of(db: Session, user_id: int, ids: Sequence[int]) -> Sequence[TransferPair]:
    """Return the transfers of which one side is among `ids`."""
    return db.scalars(select(TransferPair).where(TransferPair.user_id == user_id, _has(TransferPair, ids))).all()


def broken_pairs(db: Session, user_id: int) -> Sequence[TransferPair]:
    """Return the transfers of which a side was deleted."""
    pair = TransferPair
    gone = [
        and_(column.is_not(None), ~select(T.id).where(T.id == column).exists())
        for column in (pair.out_transaction_id, pair.in_transaction_id)
    ]
    return db.scalars(select(pair).where(pair.user_id == user_id, or_(*gone))).all()


def without_account(db: Session, user_id: int) -> Sequence[Row[int, int, str, str]]:
    """Return (transaction, other transaction, name of its deleted account, reason) of the transfers to ask about,
    newest first: the account of the other side was deleted, and nobody said that it still is a transfer."""
    pair, here, gone = TransferPair, aliased(T), aliased(T)
    sides = or_(
        and_(here.id == pair.out_transaction_id, gone.id == pair.in_transaction_id),
        and_(here.id == pair.in_transaction_id, gone.id == pair.out_transaction_id),
    )
    query = (
        select(here.id, gone.id, Account.name, pair.reason)
        .select_from(pair)
        .join(here, here.id.in_([pair.out_transaction_id, pair.in_transaction_id]))
        .join(gone, sides)
        .join(Account, Account.id == gone.account_id)
        .where(
            pair.user_id == user_id,
            pair.is_kept_without_account.is_(False),
            Account.deleted_at.is_not(None),
            here.account_id.in_(living_ids(user_id)),
        )
        .order_by(here.on.desc(), here.id.desc())
    )
    return db.execute(query).all()


def possible(db: Session, user_id: int) -> Sequence[PossiblePair]:
    """Return the pairs to ask about, newest first; those of which a side is no longer free are left out."""
    pair = PossiblePair
    sides = [aliased(T), aliased(T)]
    query = select(pair).where(pair.user_id == user_id)
    for side, column in zip(sides, (pair.out_transaction_id, pair.in_transaction_id), strict=True):
        query = query.join(side, side.id == column).where(*_free(user_id, side))
    return db.scalars(query.order_by(sides[0].on.desc(), pair.id)).all()


def suggested_for(db: Session, user_id: int, transaction_id: int) -> list[int]:
    """Return the other sides of the possible pairs of a transaction."""
    pair = PossiblePair
    query = select(pair.out_transaction_id, pair.in_transaction_id).where(
        pair.user_id == user_id, _has(pair, [transaction_id])
    )
    return [into if out == transaction_id else out for out, into in db.execute(query)]


def rejected(db: Session, user_id: int, ids: Sequence[int]) -> set[tuple[int, int]]:
    """Return the rejected pairs of which one side is among `ids`."""
    pair = RejectedPair
    query = select(pair.out_transaction_id, pair.in_transaction_id).where(pair.user_id == user_id, _has(pair, ids))
    return {(out, into) for out, into in db.execute(query)}


def _has(pair: Any, ids: Sequence[int]) -> ColumnElement[bool]:
    return or_(pair.out_transaction_id.in_(in_list(ids)), pair.in_transaction_id.in_(in_list(ids)))


def _free(user_id: int, row: Any) -> list[ColumnElement[bool]]:
    return [*_free_marks(row), row.account_id.in_(living_ids(user_id))]


def _free_marks(row: Any) -> list[ColumnElement[bool]]:
    return [
        row.is_internal.is_(False),
        row.is_excluded.is_(False),
        row.is_pending.is_(False),
        row.has_parts.is_(False),
    ]


def _legs(user_id: int) -> Select[*tuple[Any, ...]]:
    transfers: Select[Any] = select(Category.id).where(Category.user_id == user_id, _kind)
    is_transfer = func.coalesce(T.category_id, T.predicted_category_id, 0).in_(transfers)
    is_other = and_(T.categorization_tier == "user", T.category_id.is_not(None), T.category_id.not_in(transfers))
    text = (Descriptor.folded, Descriptor.merchant_key)
    columns = (T.id, T.account_id, T.on, T.amount_minor, T.currency, *text, is_transfer, func.coalesce(is_other, False))
    return select(*columns).join(Descriptor, Descriptor.id == T.descriptor_id)
