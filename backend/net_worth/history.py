"""Net worth at the end of each month, known or computed backwards."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from backend.kit.period import last_day, month_of, months_between
from backend.net_worth import queries
from backend.net_worth.drivers import DEBTS
from backend.net_worth.models import NetWorthSnapshot
from backend.net_worth.series import DataFiles, Only, Rates, Series, first_day, load_series

Json = dict[str, Any]
_MOST_MONTHS = 120
_QUARTER_ENDS = ("03", "06", "09", "12")


def history(
    data: DataFiles, user_id: int, *, since: date | None, today: date, home: str, only: Only | None = None
) -> Json:
    """Return net worth at the end of each month (beyond ten years of each quarter) from a day on, and today.

    Without `since` it begins with the first day that anything is known of.
    A point is known if each item had a stated balance or an entered value by then; earlier ones are computed backwards.
    Where a part is unknown the snapshot of that day counts, if there is one.
    """
    first = first_day(data, user_id)
    begin = max(since or first, first) if first else today
    months = months_between(month_of(begin), month_of(today))
    if len(months) > _MOST_MONTHS:
        months = [month for month in months if month[5:] in _QUARTER_ENDS]
    days = [day for day in map(last_day, months) if begin <= day < today]
    days = [*([begin] if since is None and begin < today and begin not in days else []), *days, today]
    series, rates = load_series(data, user_id, days, home=home, only=only)
    # A snapshot is of everything.
    snapshots = queries.snapshots(data.budget, user_id, home, days) if only is None else {}
    points = [_point(series, rates, at, snapshots.get(day)) for at, day in enumerate(days)]
    return {
        "currency": home,
        "first_on": first,
        "known_since": _known_since(points),
        "points": points if series else [],
    }


def _point(series: Sequence[Series], rates: Rates, at: int, snapshot: NetWorthSnapshot | None) -> Json:
    there = [(each.item.group in DEBTS, each.days[at]) for each in series if each.days[at].is_there]
    assets = sum(day.counted_minor for is_debt, day in there if not is_debt)
    debts = sum(day.counted_minor for is_debt, day in there if is_debt)
    is_complete = all(day.home_minor is not None for _, day in there)
    if not is_complete and snapshot is not None and None not in snapshot.breakdown.values():
        assets, debts, is_complete = snapshot.assets_minor, snapshot.liabilities_minor, True
    return {
        "on": rates.days[at],
        "value_minor": assets + debts if is_complete else None,
        "known_minor": assets + debts,
        "assets_minor": assets,
        "debts_minor": debts,
        "is_known": all(day.is_known for _, day in there if day.home_minor is not None),
        "unexplained_minor": _unexplained(series, rates, at) if at else 0,
    }


def _unexplained(series: Sequence[Series], rates: Rates, at: int) -> int:
    """Return what came since the point before without a transaction, where a transaction should have been."""
    found = 0
    for each in series:
        before, after = each.days[at - 1], each.days[at]
        if each.item.group in ("investments", "owned") or each.item.is_without_rows:
            continue
        if before.own_minor is None or after.own_minor is None or after.home_minor is None:
            continue
        missing = after.own_minor - before.own_minor - each.moved_minor[at - 1]
        found += rates.at(missing, each.item.currency, at) if missing else 0
    return found


def _known_since(points: Sequence[Json]) -> date | None:
    """Return the first day from which on every point is known."""
    known_since = None
    for point in reversed(points):
        if not point["is_known"]:
            break
        known_since = point["on"]
    return known_since
