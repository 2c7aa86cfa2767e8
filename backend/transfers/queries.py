"""Every SELECT over transfers, and the search for transactions that may be two sides of one."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from backend.accounts.models import Account
from backend.accounts.queries import living_ids
from backend.categories.models import Category
from backend.infra.sql import days_between, in_list
from backend.transactions.models import Transaction
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


def candidates(db: Session, user_id: int, ids: Sequence[int]) -> Iterator[tuple[Leg, Leg]]:
    """Yield money out with money in of nearly the same days, of which one is among `ids` and both are free."""
    new, other = aliased(T), aliased(T)
    query = (
        select(*_leg(user_id, new), *_leg(user_id, other))
        .join(
            other,
            and_(
                other.amount_minor == -new.amount_minor,
                other.user_id == user_id,
                other.account_id != new.account_id,
                func.abs(days_between(other.on, new.on)) <= MAX_DAYS,
            ),
        )
        .where(new.user_id == user_id, new.id.in_(in_list(ids)), *_free(user_id, new), *_free(user_id, other))
    )
    size = len(Leg._fields)
    seen: set[tuple[int, int]] = set()
    for row in db.execute(query):
        first, second = Leg(*row[:size]), Leg(*row[size:])
        out, into = (first, second) if first.amount_minor > 0 else (second, first)
        if (out.id, into.id) not in seen:
            seen.add((out.id, into.id))
            yield out, into


def near(db: Session, user_id: int, transaction_id: int) -> list[Leg]:
    """Return the rows of other accounts in the other direction, at most 4 days before or after this one."""
    row = db.get_one(T, transaction_id)
    other = aliased(T)
    direction = other.amount_minor < 0 if row.amount_minor > 0 else other.amount_minor > 0
    query = select(*_leg(user_id, other)).where(
        other.user_id == user_id,
        other.account_id != row.account_id,
        func.abs(days_between(other.on, row.on)) <= MAX_DAYS,
        direction,
        *_free(user_id, other),
    )
    return [Leg(*values) for values in db.execute(query)]


def leg(db: Session, user_id: int, transaction_id: int) -> Leg | None:
    """Return one transaction as a side of a transfer, None if it is not here."""
    row = aliased(T)
    query = select(*_leg(user_id, row)).where(
        row.user_id == user_id, row.id == transaction_id, row.account_id.in_(living_ids(user_id))
    )
    found = db.execute(query).first()
    return Leg(*found) if found else None


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
    return [
        row.is_internal.is_(False),
        row.is_excluded.is_(False),
        row.is_pending.is_(False),
        row.has_parts.is_(False),
        row.account_id.in_(living_ids(user_id)),
    ]


def _leg(user_id: int, row: Any) -> tuple[Any, ...]:
    transfers: Select[Any] = select(Category.id).where(Category.user_id == user_id, _kind)
    is_transfer = func.coalesce(row.category_id, row.predicted_category_id, 0).in_(transfers)
    is_other = and_(row.categorization_tier == "user", row.category_id.is_not(None), row.category_id.not_in(transfers))
    columns = (row.id, row.account_id, row.on, row.amount_minor, row.currency, row.description)
    return *columns, is_transfer, func.coalesce(is_other, False)
