"""What accounts held at the end of earlier days, and what transactions moved in between."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.balances import queries
from backend.balances.history import FixedPoint, HeldOn, Moved, held_on
from backend.balances.queries import Balance
from backend.kit.period import last_day, month_of

_NEVER_STATED = "no balance was ever stated"
_SIGN_UNCLEAR = "nobody has said yet whether its balance is owed"


@dataclass(frozen=True, slots=True)
class AccountPast:
    """An account on some days, oldest first, in minor units of its currency; a debt is negative.

    `held` is empty if the balance is unknown, because `why`. On days on which the account was not there yet it is the
    opening balance, after it was closed what was left. `out_minor` is what transactions took out between each day and
    the next. `first_on` is the first day with a transaction or a balance.
    """

    is_there: list[bool]
    held: list[HeldOn]
    out_minor: list[int]
    current: Balance | None
    first_on: date
    has_transactions: bool
    why: str | None = None


def past_balances(
    db: Session, user_id: int, accounts: Sequence[Account], days: Sequence[date]
) -> dict[int, AccountPast]:
    """Return what each account held at the end of `days` (oldest first)."""
    current = queries.current(db, user_id, accounts)
    points = _with_current(queries.fixed_points(db, user_id, [account.id for account in accounts], days), current)
    # A row may lie in the future, and `current` counts it.
    horizon = max((*days, *(balance.on for balance in current.values())))
    moved = _movements(db, user_id, accounts, {*days, horizon}, points)
    first = queries.first_transaction_days(db, user_id)
    return {
        account.id: _past(
            account,
            days,
            current=current.get(account.id),
            points=points.get(account.id, []),
            moved=moved[account.id],
            first_on=first.get(account.id),
            horizon=horizon,
        )
        for account in accounts
    }


def _past(
    account: Account,
    days: Sequence[date],
    *,
    current: Balance | None,
    points: Sequence[FixedPoint],
    moved: Moved,
    first_on: date | None,
    horizon: date,
) -> AccountPast:
    known_days = [on for on in (first_on, points[0].on if points else None) if on]
    begins_on = min(known_days, default=days[-1])
    closed_on = account.closed_on
    is_there = [begins_on <= day and (closed_on is None or day < closed_on) for day in days]
    out_minor = [moved(before, after) for before, after in pairwise(days)]
    has_rows = first_on is not None
    if current is None or current.minor is None or not points:
        why = _SIGN_UNCLEAR if current else _NEVER_STATED
        return AccountPast(is_there, [], out_minor, current, begins_on, has_rows, why)
    # What a person typed on the day on which they stated the balance moves it too; see balances.queries.current.
    typed_later = current.minor - held_on(horizon, stated=points, moved=moved).minor
    held = [held_on(day, stated=points, moved=moved) for day in days]
    moved_on = [
        HeldOn(each.minor + typed_later, each.is_known) if day >= points[-1].on else each
        for day, each in zip(days, held, strict=True)
    ]
    return AccountPast(is_there, moved_on, out_minor, current, begins_on, has_rows)


def _with_current(points: dict[int, list[FixedPoint]], current: Mapping[int, Balance]) -> dict[int, list[FixedPoint]]:
    """Add what a person stated on the account itself, which is no row of the balances."""
    for account_id, balance in current.items():
        if balance.stated.source == "manual":
            stated = FixedPoint(balance.stated.on, balance.stated.minor)
            earlier = [point for point in points.get(account_id, []) if point.on < stated.on]
            points[account_id] = [*earlier, stated]
    return points


def _movements(
    db: Session, user_id: int, accounts: Sequence[Account], days: set[date], points: Mapping[int, Sequence[FixedPoint]]
) -> dict[int, Moved]:
    """Return for each account what went out between two of `days` or of its fixed points: whole months are added up
    from the monthly totals, the rest row by row."""
    wanted = [
        (account, day)
        for account in accounts
        for day in days | {point.on for point in points.get(account.id, ())}
        if not _month_and_end(day)[1]
    ]
    by_month = queries.monthly_out(db, user_id)
    partial = queries.out_since_month_began(db, user_id, wanted)
    pending = queries.pending_out(db, user_id)
    found: dict[int, Moved] = {}
    for account in accounts:
        key = account.id, account.currency
        stated_on = points[account.id][-1].on if points.get(account.id) else date.min
        # No source counts what is pending; after the last stated balance the rows are all there is.
        uncounted = [(on, minor) for on, minor in pending.get(key, ()) if on <= stated_on]
        found[account.id] = _moved(account.id, by_month.get(key, {}), partial, uncounted)
    return found


def _moved(
    account_id: int,
    by_month: Mapping[str, int],
    partial: Mapping[tuple[int, date], int],
    uncounted: Sequence[tuple[date, int]],
) -> Moved:
    months = sorted(by_month)
    sums = [0, *accumulate(by_month[month] for month in months)]

    @cache
    def until(day: date) -> int:
        month, is_last = _month_and_end(day)
        if is_last:
            return sums[bisect_right(months, month)]
        return sums[bisect_left(months, month)] + partial.get((account_id, day), 0)

    def moved(after: date, day: date) -> int:
        return until(day) - until(after) - sum(minor for on, minor in uncounted if after < on <= day)

    return moved


@lru_cache(maxsize=4096)
def _month_and_end(day: date) -> tuple[str, bool]:
    """Return the month of a day, and whether it is its last day."""
    month = month_of(day)
    return month, day == last_day(month)
