"""Keep counted_parts as parts.py says: for transactions that are split, shared or linked refunds."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from backend.accounts.models import Account
from backend.accounts.queries import living_ids
from backend.infra.database import WriteSession
from backend.infra.sql import in_list
from backend.infra.sql_functions import is_set, unindexed
from backend.infra.tables import insert_rows
from backend.kit.period import first_day, last_day, month_of
from backend.transactions.models import CountedPart, RefundLink, Transaction, TransactionSplit
from backend.transactions.parts import Counting, PaidBack, Part, SplitAmount, count_parts

P = CountedPart
R = RefundLink
S = TransactionSplit
T = Transaction
_CHUNK = 5000
# Where ids are given, unindexed(T.user_id) keeps SQLite from reading an index of all rows of the person.
_FLAGGED = is_set(T.has_parts)


class Cell(NamedTuple):
    """The rows of one account in one month."""

    account_id: int
    month: str


def recount_in(db: WriteSession, user_id: int, cells: Collection[Cell]) -> set[Cell]:
    """Rebuild the parts that depend on the rows of these cells; return all cells whose sums may have changed."""
    if not _has_parts(db, user_id):
        return set(cells)
    months: dict[int, list[str]] = defaultdict(list)
    for cell in cells:
        months[cell.account_id].append(cell.month)
    ids: set[int] = set()
    for account_id, named in months.items():
        days = (first_day(min(named)), last_day(max(named)))
        ids |= _depending(db, user_id, account_id, days)
    return recount(db, user_id, sorted(ids)) | set(cells)


def recount(db: WriteSession, user_id: int, ids: Sequence[int]) -> set[Cell]:
    """Rebuild the parts of these transactions; return the cells in which they counted before or count now."""
    cells: set[Cell] = set()
    for start in range(0, len(ids), _CHUNK):
        some = in_list(list(ids[start : start + _CHUNK]))
        cells |= _cells(db, some)
        parts = dict(_parts_of(db, user_id, some))
        db.execute(delete(P).where(P.transaction_id.in_(some)))
        with_parts = [id_ for id_, each in parts.items() if each]
        _set_flags(db, user_id, ids[start : start + _CHUNK], with_parts)
        columns = ("transaction_id", "position", *Part._fields)
        rows = ((id_, position, *part) for id_, each in parts.items() for position, part in enumerate(each))
        insert_rows(db, P, columns, rows, constants={"user_id": user_id})
        cells |= _cells(db, some)
        places = select(T.account_id, T.on).where(unindexed(T.user_id) == user_id, T.id.in_(some))
        cells |= {Cell(account_id, month_of(on)) for account_id, on in db.execute(places)}
    return cells


def counting_by_parts(db: Session, user_id: int, account_id: int) -> Sequence[int]:
    """Return the transactions of an account that should have parts, whether they have them or not."""
    of_account = (T.user_id == user_id, T.account_id == account_id)
    reasons = or_(
        T.own_minor.is_not(None),
        Account.ownership_percent != 100,
        T.id.in_(select(S.transaction_id).where(S.user_id == user_id)),
        T.id.in_(select(R.refund_id).where(R.user_id == user_id, R.refund_id.is_not(None))),
    )
    return db.scalars(select(T.id).join(Account, Account.id == T.account_id).where(*of_account, reasons)).all()


def linked_to_account(db: Session, user_id: int, account_id: int) -> Sequence[int]:
    """Return the refunds that are in this account, or pay back a purchase in it."""
    in_account = select(T.id).where(T.user_id == user_id, T.account_id == account_id)
    query = select(R.refund_id).where(
        R.user_id == user_id, R.refund_id.is_not(None), R.refund_id.in_(in_account) | R.purchase_id.in_(in_account)
    )
    return [id_ for id_ in db.scalars(query) if id_ is not None]


def differences(db: Session, user_id: int) -> int:
    """Return how many transactions of living accounts have other parts than they should (0 when all is well)."""
    every = select(T.id).where(T.user_id == user_id, T.account_id.in_(living_ids(user_id)))
    wanted = {id_: parts for id_, parts in _parts_of(db, user_id, every) if parts}
    stored: dict[int, list[Part]] = defaultdict(list)
    columns = [getattr(P, name) for name in Part._fields]
    query = select(P.transaction_id, *columns).where(P.transaction_id.in_(every))
    query = query.order_by(P.transaction_id, P.position)
    for id_, *values in db.execute(query):
        stored[id_].append(Part(*values))
    flagged = set(db.scalars(every.where(T.has_parts.is_(True))))
    wrong = {id_ for id_ in wanted.keys() | stored.keys() if wanted.get(id_) != stored.get(id_)}
    return len(wrong | (flagged ^ wanted.keys()))


def _has_parts(db: Session, user_id: int) -> bool:
    flagged = select(T.id).where(T.user_id == user_id, _FLAGGED).limit(1)
    linked = select(R.id).where(R.user_id == user_id).limit(1)
    shared = select(Account.id).where(Account.user_id == user_id, Account.ownership_percent != 100).limit(1)
    return any(db.scalar(query) is not None for query in (flagged, linked, shared))


def _depending(db: Session, user_id: int, account_id: int, days: tuple[date, date]) -> set[int]:
    """Return the transactions with parts of this account and time, and the refunds that count by a purchase there."""
    own = (T.user_id == user_id, T.account_id == account_id, T.on >= days[0], T.on <= days[1])
    counted = select(P.transaction_id).where(
        P.user_id == user_id, P.account_id == account_id, P.on >= days[0], P.on <= days[1]
    )
    purchase = select(T.id).where(T.id == R.purchase_id)
    # A link whose purchase is deleted does not count; whether it is cannot be seen by account and month.
    linked = select(R.refund_id).where(
        R.user_id == user_id, R.refund_id.is_not(None), or_(purchase.where(*own).exists(), ~purchase.exists())
    )
    ids = set(db.scalars(select(T.id).where(*own, _FLAGGED)))
    shared = select(Account.id).where(Account.id == account_id, Account.ownership_percent != 100)
    if db.scalar(shared) is not None:
        ids |= set(db.scalars(select(T.id).where(*own)))
    return ids | set(db.scalars(counted)) | {id_ for id_ in db.scalars(linked) if id_ is not None}


def _cells(db: Session, ids: Any) -> set[Cell]:
    query = select(P.account_id, P.on).where(P.transaction_id.in_(ids)).distinct()
    return {Cell(account_id, month_of(on)) for account_id, on in db.execute(query)}


def _parts_of(db: Session, user_id: int, ids: Any) -> Iterator[tuple[int, list[Part]]]:
    """Yield each of these transactions with its parts; without any if it counts whole, in its own category."""
    splits: dict[int, list[SplitAmount]] = defaultdict(list)
    columns = (S.transaction_id, S.amount_minor, func.coalesce(S.category_id, 0))
    query = select(*columns).where(S.user_id == user_id, S.transaction_id.in_(ids)).order_by(S.position)
    for id_, amount, category_id in db.execute(query):
        splits[id_].append(SplitAmount(amount, category_id))
    links = _links_of(db, user_id, ids)
    rows = (
        select(
            T.id, T.on, T.account_id, func.coalesce(T.category_id, 0), T.amount_minor, T.own_minor,
            Account.ownership_percent,
        )
        .join(Account, Account.id == T.account_id)
        .where(unindexed(T.user_id) == user_id, T.id.in_(ids))
    )  # fmt: skip
    for id_, on, account_id, category_id, amount, own, percent in db.execute(rows):
        row = Counting(on, account_id, category_id, amount, own, percent)
        paid_back = [
            link._replace(counts=(*link.counts[:2], row.category_id)) if link.counts and link.counts[2] < 0 else link
            for link in links.get(id_, [])
        ]
        counts_whole = row.own_minor is None and row.ownership_percent == 100
        if counts_whole and id_ not in splits and not paid_back:
            yield id_, []
        else:
            yield id_, count_parts(row, splits[id_], paid_back)


def _links_of(db: Session, user_id: int, ids: Any) -> dict[int, list[PaidBack]]:
    """Return what each of these refunds pays back. A purchase that is split has the category -1: the refund's own."""
    refund, purchase = aliased(T), aliased(T)
    is_split = select(S.id).where(S.transaction_id == purchase.id).exists()
    in_refund: ColumnElement[bool] = R.counts_in == "refund"
    query = (
        select(
            R.refund_id, R.amount_minor, R.kind, in_refund, refund.on, refund.account_id, purchase.on,
            purchase.account_id, func.coalesce(purchase.category_id, 0), is_split,
        )
        .join(refund, refund.id == R.refund_id)
        .join(purchase, and_(purchase.id == R.purchase_id, purchase.account_id.in_(living_ids(user_id))))
        .where(R.user_id == user_id, R.refund_id.in_(ids))
        .order_by(R.id)
    )  # fmt: skip
    links: dict[int, list[PaidBack]] = defaultdict(list)
    for refund_id, amount, kind, is_in_refund, on, account_id, bought_on, bought_in, category_id, split in db.execute(
        query
    ):
        counts = None
        if kind == "refund":
            day, account = (on, account_id) if is_in_refund else (bought_on, bought_in)
            counts = (day, account, -1 if split else category_id)
        links[refund_id or 0].append(PaidBack(amount, counts))
    return links


def _set_flags(db: WriteSession, user_id: int, ids: Sequence[int], with_parts: Sequence[int]) -> None:
    has_parts = T.id.in_(in_list(with_parts))
    changed = update(T).where(unindexed(T.user_id) == user_id, T.id.in_(in_list(ids)), T.has_parts != has_parts)
    # The moment of the last change is the person's, not this one.
    values = {"has_parts": has_parts, "updated_at": T.updated_at}
    db.execute(changed.values(values).execution_options(synchronize_session=False))
