"""Every SELECT over stated balances, and what accounts hold now: the last stated balance moved on by later rows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.balances.models import BalanceSnapshot
from backend.infra import clock
from backend.kit.period import last_day, month_of
from backend.transactions.models import MonthlyTotal, Transaction

B = BalanceSnapshot
M = MonthlyTotal
T = Transaction


class Stated(NamedTuple):
    """A balance at the end of a day as a source stated it, at the moment `stated_at`. A debt is negative."""

    on: date
    minor: int
    source: str
    stated_at: datetime


class Balance(NamedTuple):
    """What an account holds after all its transactions: `stated`, moved on by the ones after it. A debt is negative."""

    minor: int
    stated: Stated
    on: date


class Between(NamedTuple):
    """Two stated balances that follow each other, and what the rows between them say should have become of the first.

    `missing_minor` is what the later one has beyond that: 0 if all rows are there.
    """

    from_on: date
    to_on: date
    stated_minor: int
    missing_minor: int


def gaps(db: Session, user_id: int) -> dict[int, list[Between]]:
    """Return by account each pair of neighbouring stated balances with what is missing between them."""

    def before(column: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.lag(column).over(partition_by=B.account_id, order_by=B.on)

    pairs = (
        select(
            B.account_id,
            B.on,
            B.balance_minor,
            before(B.on.expression).label("from_on"),
            before(B.balance_minor.expression).label("from_minor"),
        )
        .where(B.user_id == user_id)
        .subquery()
    )
    moved = select(func.coalesce(func.sum(T.amount_minor), 0)).where(
        T.user_id == user_id,
        T.account_id == pairs.c.account_id,
        T.on > pairs.c.from_on,
        T.on <= pairs.c.on,
    )
    query = select(pairs, moved.scalar_subquery()).where(pairs.c.from_on.is_not(None))
    found: dict[int, list[Between]] = {}
    for account_id, on, minor, from_on, from_minor, out in db.execute(query.order_by(pairs.c.account_id, pairs.c.on)):
        found.setdefault(account_id, []).append(Between(from_on, on, minor, minor - (from_minor - out)))
    return found


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
    newest = select(B.account_id, func.max(B.on).label("on")).where(B.user_id == user_id).group_by(B.account_id)
    last = newest.subquery()
    query = select(B).join(last, (last.c.account_id == B.account_id) & (last.c.on == B.on)).where(B.user_id == user_id)
    snapshots = {found.account_id: found for found in db.scalars(query)}
    stated: dict[int, Stated] = {}
    for account in accounts:
        candidates = []
        if account.id in snapshots:
            found = snapshots[account.id]
            candidates.append(Stated(found.on, found.balance_minor, found.source, found.updated_at))
        if account.balance_current_minor is not None:
            moment = account.balance_updated_at or account.updated_at
            candidates.append(Stated(clock.day_of(moment), account.balance_current_minor, "manual", moment))
        if candidates:
            stated[account.id] = max(candidates, key=lambda each: (each.on, each.stated_at))
    return stated


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
    later = select(func.coalesce(func.sum(M.out_minor - M.in_minor), 0)).where(
        M.user_id == user_id, M.account_id == account.id, M.currency == account.currency, M.month > month
    )
    out_minor = (db.scalar(rest) or 0) + (db.scalar(later) or 0)
    newest = db.scalar(select(func.max(T.on)).where(*own[:2]))
    return Balance(stated.minor - out_minor, stated, max(stated.on, newest or stated.on))
