"""The register of an account: its transactions with the balance after each, and the stated balances between them.

A running balance starts again from each stated balance, so that a gap spoils no balance after it. Pending transactions
have none: no bank counts them yet.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts.models import Account
from backend.balances import queries as balances
from backend.balances.history import FixedPoint
from backend.infra.sql_functions import is_set, unindexed
from backend.kit.period import month_of
from backend.transactions import queries as transactions
from backend.transactions.models import Transaction

Json = dict[str, Any]
T = Transaction
_CHART_POINTS = 370


class Ledger(NamedTuple):
    """What an account is known by: its stated balances, oldest first, and what went out up to each day."""

    points: Sequence[FixedPoint]
    days: Sequence[date]
    out_to: Sequence[int]

    def out_until(self, day: date) -> int:
        """Return what went out up to and including a day, since the first one."""
        at = bisect_right(self.days, day)
        return self.out_to[at - 1] if at else 0

    def balance(self, day: date, out_minor: int) -> int | None:
        """Return the balance on a day after `out_minor` went out in all; None if no balance was ever stated."""
        if not self.points:
            return None
        at = bisect_left(self.points, day, key=lambda point: point.on)
        point = self.points[max(at - 1, 0)]
        return point.minor - (out_minor - self.out_until(point.on))

    def statements(self) -> list[Json]:
        """Return the stated balances, newest first, each with what the transactions since the one before do not
        explain (null for the first one): the last of each month, and each that does not agree."""
        last_of_month = {month_of(point.on): point.on for point in self.points}
        found: list[Json] = []
        for before, point in zip([None, *self.points], self.points, strict=False):
            said = self.balance(point.on, self.out_until(point.on)) if before else None
            unexplained = None if said is None else point.minor - said
            if unexplained or point.on == last_of_month[month_of(point.on)]:
                found.append({"on": point.on, "balance_minor": point.minor, "unexplained_minor": unexplained})
        return found[::-1]


def register(
    db: Session, user_id: int, account_id: int, *, today: date, limit: int, offset: int, chart_days: int = 180
) -> Json:
    """Return a page of an account's transactions, newest first, with the stated balances of its days, and the balance
    on the last `chart_days` days, every few days if they are many. Raises NoSuchAccount."""
    account = accounts.one(db, user_id, account_id)
    own = (T.user_id == user_id, T.account_id == account_id)
    ids = _newest_ids(db, own, limit=limit, offset=offset)
    rows = {row["id"]: row for row in transactions.by_ids(db, user_id, ids)}
    days = _chart_days(db, user_id, account_id, today, chart_days)
    since = min([days[0], *(row["on"] for row in rows.values())])
    points = _points(db, user_id, account, since)
    # Only the days that are shown are added up, from the last balance that was stated before them.
    first = min([since, *(point.on for point in points)])
    ledger, out_after = _ledger(db, user_id, account, points, first)
    return {
        "rows": [
            {
                "transaction": rows[id_],
                "balance_minor": ledger.balance(rows[id_]["on"], out_after[id_]) if id_ in out_after else None,
            }
            for id_ in ids
        ],
        "total": db.scalar(select(func.count()).select_from(T).where(*own)) or 0,
        "statements": [each for each in ledger.statements() if each["on"] >= since],
        "days": [
            {"on": day, "balance_minor": ledger.balance(day + timedelta(days=1), ledger.out_until(day))} for day in days
        ],
    }


def _newest_ids(db: Session, own: Sequence[ColumnElement[bool]], *, limit: int, offset: int) -> list[int]:
    """Return the ids of a page, pending transactions first: two queries, each in the order of an index."""
    # Not in the order of the account's index, or SQLite would read it whole instead of the few pending ones.
    waiting = select(T.id).where(*own, is_set(T.is_pending)).order_by(unindexed(T.on).desc(), T.id.desc())
    pending = list(db.scalars(waiting))
    ids = pending[offset : offset + limit]
    if len(ids) < limit:
        posted = select(T.id).where(*own, T.is_pending.is_(False)).order_by(T.on.desc(), T.id.desc())
        ids += db.scalars(posted.limit(limit - len(ids)).offset(max(offset - len(pending), 0)))
    return ids


def _chart_days(db: Session, user_id: int, account_id: int, today: date, wanted: int) -> list[date]:
    """Return days up to today, oldest first, from the first known one on at the earliest."""
    known = balances.first_day(db, user_id, account_id)
    days = max(min(wanted, (today - min(known or today, today)).days), 30)
    step = -(-days // _CHART_POINTS)
    return [today - timedelta(days=back) for back in range(days // step * step, -1, -step)]


def _points(db: Session, user_id: int, account: Account, since: date) -> list[FixedPoint]:
    """Return the balances that were stated since a day, and the last one before it, oldest first."""
    points = balances.stated_since(db, user_id, account.id, since)
    stated = balances.last_stated(db, user_id, [account]).get(account.id)
    if stated and not stated.is_sign_unclear and stated.on not in {point.on for point in points}:
        points = sorted([*points, FixedPoint(stated.on, stated.minor)])
    return points


def _ledger(
    db: Session, user_id: int, account: Account, points: Sequence[FixedPoint], first: date
) -> tuple[Ledger, dict[int, int]]:
    """Return the ledger from a day on, and by transaction what had gone out after it since that day."""
    posted = db.execute(
        select(T.id, T.on, T.amount_minor)
        .where(
            T.user_id == user_id,
            T.account_id == account.id,
            T.currency == account.currency,
            T.on >= first,
            T.is_pending.is_(False),
        )
        .order_by(T.on, T.id)
    ).all()
    sums = list(accumulate(row.amount_minor for row in posted))
    by_day = {row.on: out for row, out in zip(posted, sums, strict=True)}
    out_after = {row.id: out for row, out in zip(posted, sums, strict=True)}
    return Ledger(points, list(by_day), list(by_day.values())), out_after
