"""Every SELECT over stated balances, and what accounts hold now: the last stated balance moved on by later rows."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from backend.accounts.models import Account
from backend.balances.history import FixedPoint
from backend.balances.models import BalanceSnapshot
from backend.infra import clock
from backend.infra.sql import in_list, row_list
from backend.kit.period import last_day, month_of
from backend.transactions.models import MonthlyTotal, Transaction

B = BalanceSnapshot
M = MonthlyTotal
T = Transaction


class Stated(NamedTuple):
    """A balance at the end of a day as a source stated it, at the moment `stated_at`. A debt is negative.

    `is_sign_unclear`: it is positive, of a card or loan, and nobody has said yet whether that is owed.
    """

    on: date
    minor: int
    source: str
    stated_at: datetime
    is_sign_unclear: bool = False


class Balance(NamedTuple):
    """What an account holds after all its transactions: `stated`, moved on by the ones after it. A debt is negative.

    `minor` is None while the sign of the stated balance is unclear.
    """

    minor: int | None
    stated: Stated
    on: date


class Between(NamedTuple):
    """Two stated balances that follow each other; `missing_minor` is the part of their difference that the transactions
    between them do not explain (0 if all are there)."""

    from_on: date
    to_on: date
    stated_minor: int
    missing_minor: int


def gaps(
    db: Session, user_id: int, *, account_id: int | None = None, since: date | None = None
) -> dict[int, list[Between]]:
    """Return by account each pair of neighbouring stated balances with what is missing between them.

    `account_id` limits it to one account, `since` to the pairs that end on that day or later.
    """
    last = _last_of_each_day(user_id, account_id, since)

    def before(column: ColumnElement[Any]) -> ColumnElement[Any]:
        # Without its type SQLite's answer stays a text.
        return func.lag(column, type_=column.type).over(partition_by=last.c.account_id, order_by=last.c.on)

    pairs = (
        select(
            last.c.account_id,
            last.c.on,
            last.c.balance_minor,
            before(last.c.on).label("from_on"),
            before(last.c.balance_minor).label("from_minor"),
        )
        .where(~last.c.is_sign_unclear)
        .subquery()
    )
    moved = select(func.coalesce(func.sum(T.amount_minor), 0)).where(
        T.user_id == user_id,
        T.account_id == pairs.c.account_id,
        T.on > pairs.c.from_on,
        T.on <= pairs.c.on,
        # No source counts what is pending.
        T.is_pending.is_(False),
    )
    query = select(pairs, moved.scalar_subquery()).where(pairs.c.from_on.is_not(None))
    by_account: dict[int, list[Between]] = {}
    for account_id, on, minor, from_on, from_minor, out in db.execute(query.order_by(pairs.c.account_id, pairs.c.on)):
        by_account.setdefault(account_id, []).append(Between(from_on, on, minor, minor - (from_minor - out)))
    return by_account


def current(db: Session, user_id: int, accounts: Sequence[Account]) -> dict[int, Balance]:
    """Return the balance of each of `accounts` for which one was ever stated; the others are left out.

    Every transaction after the stated day moves the balance, whatever its status: also one that waits for review, is
    pending or is excluded from reports. `on` is the day of the last of them, or the stated day.
    """
    stated = last_stated(db, user_id, accounts)
    return {
        account.id: _moved_on(db, user_id, account, stated[account.id]) for account in accounts if account.id in stated
    }


def last_stated(db: Session, user_id: int, accounts: Sequence[Account]) -> dict[int, Stated]:
    """Return the balance of the latest day that was stated for each account, by a statement or by a person."""
    newest = _newest().where(B.account_id == Account.id).correlate(Account).scalar_subquery()
    of_accounts = select(newest).where(Account.user_id == user_id, Account.id.in_(in_list([a.id for a in accounts])))
    columns = (B.account_id, B.on, B.balance_minor, B.source, B.updated_at, B.is_sign_unclear)
    snapshots = {row.account_id: row for row in db.execute(select(*columns).where(B.id.in_(of_accounts)))}
    stated: dict[int, Stated] = {}
    for account in accounts:
        candidates = []
        if account.id in snapshots:
            row = snapshots[account.id]
            candidates.append(Stated(row.on, row.balance_minor, row.source, row.updated_at, row.is_sign_unclear))
        if account.balance_current_minor is not None:
            moment = account.balance_updated_at or account.updated_at
            candidates.append(Stated(clock.day_of(moment), account.balance_current_minor, "manual", moment))
        if candidates:
            stated[account.id] = max(candidates, key=lambda each: (each.on, each.stated_at))
    return stated


def fixed_points(
    db: Session, user_id: int, account_ids: Sequence[int], days: Sequence[date]
) -> dict[int, list[FixedPoint]]:
    """Return by account, oldest first, the balances that were stated last before each of `days`, and the first of all.

    One whose sign is unclear is none.
    """
    listed = row_list(product(account_ids, days), {"account": int, "day": date})
    is_clear = (B.account_id == listed.c.account, ~B.is_sign_unclear)
    before = _newest().where(*is_clear, B.on <= listed.c.day).correlate(listed).scalar_subquery()
    of_account = (B.account_id == Account.id, ~B.is_sign_unclear)
    oldest = select(func.min(B.on)).where(*of_account).correlate(Account).scalar_subquery()
    first = _newest().where(*of_account, B.on == oldest).correlate(Account).scalar_subquery()
    firsts = select(first).where(Account.user_id == user_id, Account.id.in_(in_list(account_ids)))
    query = (
        select(B.account_id, B.on, B.balance_minor)
        .where(B.user_id == user_id, B.id.in_(union(select(before).select_from(listed), firsts)))
        .order_by(B.on)
    )
    points: dict[int, list[FixedPoint]] = {}
    for account_id, on, minor in db.execute(query):
        points.setdefault(account_id, []).append(FixedPoint(on, minor))
    return points


def stated_since(db: Session, user_id: int, account_id: int, since: date) -> list[FixedPoint]:
    """Return the balances of an account that were stated since a day, and the last one before it, oldest first.

    One whose sign is unclear is none.
    """
    last = _last_of_each_day(user_id, account_id, since)
    query = select(last.c.on, last.c.balance_minor).where(~last.c.is_sign_unclear).order_by(last.c.on)
    return [FixedPoint(on, minor) for on, minor in db.execute(query)]


def first_day(db: Session, user_id: int, account_id: int) -> date | None:
    """Return the first day of an account with a transaction or a stated balance."""
    transaction = db.scalar(select(func.min(T.on)).where(T.user_id == user_id, T.account_id == account_id))
    stated = db.scalar(select(func.min(B.on)).where(B.user_id == user_id, B.account_id == account_id))
    return min([day for day in (transaction, stated) if day], default=None)


def monthly_out(db: Session, user_id: int) -> dict[tuple[int, str], dict[str, int]]:
    """Return what went out of each account in each month, by account and currency, pending rows among it."""
    query = (
        select(M.account_id, M.currency, M.month, func.sum(M.moved_minor))
        .where(M.user_id == user_id)
        .group_by(M.account_id, M.currency, M.month)
    )
    sums: dict[tuple[int, str], dict[str, int]] = {}
    for account_id, currency, month, out_minor in db.execute(query):
        sums.setdefault((account_id, currency), {})[month] = out_minor
    return sums


def out_since_month_began(
    db: Session, user_id: int, days: Sequence[tuple[Account, date]]
) -> dict[tuple[int, date], int]:
    """Return by account and day what went out from the first day of its month to the day, pending rows among it."""
    cells = [(account.id, day, day.replace(day=1), account.currency) for account, day in days]
    listed = row_list(cells, {"account": int, "day": date, "start": date, "currency": str})
    out = select(func.coalesce(func.sum(T.amount_minor), 0)).where(
        T.user_id == user_id,
        T.account_id == listed.c.account,
        T.on >= listed.c.start,
        T.on <= listed.c.day,
        T.currency == listed.c.currency,
    )
    query = select(listed.c.account, listed.c.day, out.correlate(listed).scalar_subquery())
    return {(account_id, day): minor for account_id, day, minor in db.execute(query)}


def pending_out(db: Session, user_id: int) -> dict[tuple[int, str], list[tuple[date, int]]]:
    """Return the days and amounts of pending rows, by account and currency."""
    query = select(T.account_id, T.currency, T.on, T.amount_minor).where(T.user_id == user_id, T.is_pending)
    rows: dict[tuple[int, str], list[tuple[date, int]]] = {}
    for account_id, currency, on, minor in db.execute(query):
        rows.setdefault((account_id, currency), []).append((on, minor))
    return rows


def first_transaction_days(db: Session, user_id: int) -> dict[int, date]:
    """Return the day of the first transaction of each account that has one."""
    first = select(func.min(T.on)).where(T.user_id == user_id, T.account_id == Account.id).correlate(Account)
    day = first.scalar_subquery()
    query = select(Account.id, day).where(Account.user_id == user_id, day.is_not(None))
    return dict(db.execute(query).all())


def first_days(db: Session, user_id: int) -> list[date]:
    """Return the first day of each account that has one: of its first transaction or its first stated balance."""
    first = select(func.min(B.on)).where(B.account_id == Account.id).correlate(Account).scalar_subquery()
    stated = select(first).where(Account.user_id == user_id, Account.deleted_at.is_(None), first.is_not(None))
    living = select(Account.id).where(Account.user_id == user_id, Account.deleted_at.is_(None))
    transactions = first_transaction_days(db, user_id)
    return [*(transactions[id_] for id_ in db.scalars(living) if id_ in transactions), *db.scalars(stated)]


def _newest() -> Select[int]:
    """Return the query for the newest balance of an account: of several of its day the one that was stated last."""
    return select(B.id).order_by(B.on.desc(), B.updated_at.desc(), B.id.desc()).limit(1)


def _last_of_each_day(user_id: int, account_id: int | None, since: date | None) -> Subquery:
    """Return of each account and day the balance that was stated last: several imports may state one.

    With `since` also the newest one before that day, from which the first pair begins.
    """
    wanted = [B.user_id == user_id]
    if account_id is not None:
        wanted.append(B.account_id == account_id)
    if since is not None:
        earlier = aliased(B)
        before = select(func.max(earlier.on)).where(
            earlier.account_id == B.account_id, earlier.on < since, ~earlier.is_sign_unclear
        )
        wanted.append(B.on >= func.coalesce(before.correlate(B).scalar_subquery(), since))
    rank = func.row_number().over(partition_by=(B.account_id, B.on), order_by=(B.updated_at.desc(), B.id.desc()))
    columns = (B.account_id, B.on, B.balance_minor, B.source, B.updated_at, B.is_sign_unclear)
    ranked = select(*columns, rank.label("rank")).where(*wanted).subquery()
    return select(*(ranked.c[column.key] for column in columns)).where(ranked.c.rank == 1).subquery()


def posted_out(db: Session, user_id: int, account: Account, *, since: date) -> int:
    """Return what went out of an account from this day on, in minor units of its currency, without pending rows."""
    query = select(func.coalesce(func.sum(T.amount_minor), 0)).where(
        T.user_id == user_id,
        T.account_id == account.id,
        T.currency == account.currency,
        T.on >= since,
        T.is_pending.is_(False),
    )
    return db.scalar(query) or 0


def _moved_on(db: Session, user_id: int, account: Account, stated: Stated) -> Balance:
    """Add the rest of the stated month up row by row, and the months after it from the monthly totals."""
    after = T.on > stated.on
    if stated.source == "manual":
        # Cash spent on the day on which a person counted it, and typed afterwards, is not in what was counted.
        typed_later = (T.on == stated.on) & (T.source == "manual") & (T.created_at > stated.stated_at)
        after = or_(after, typed_later)
    month = month_of(stated.on)
    own = (T.user_id == user_id, T.account_id == account.id, T.currency == account.currency)
    rest = select(func.coalesce(func.sum(T.amount_minor), 0)).where(
        *own, T.on >= stated.on, T.on <= last_day(month), after
    )
    later = select(func.coalesce(func.sum(M.moved_minor), 0)).where(
        M.user_id == user_id, M.account_id == account.id, M.currency == account.currency, M.month > month
    )
    out_minor = (db.scalar(rest) or 0) + (db.scalar(later) or 0)
    newest = db.scalar(select(func.max(T.on)).where(*own[:2]))
    minor = None if stated.is_sign_unclear else stated.minor - out_minor
    return Balance(minor, stated, max(stated.on, newest or stated.on))
