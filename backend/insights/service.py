"""Spending, told: by category against usual and last year, by merchant, by month."""

from datetime import date
from typing import Any

from backend.categories.models import Category
from backend.infra.database import ReadSession
from backend.insights import queries
from backend.insights.queries import Range
from backend.insights.spending import Spent, mean, usual
from backend.kit.period import shift
from backend.kit.text import merchant_title

Json = dict[str, Any]
_NOTHING = Spent(0, 0, 0)


def spending_by_category(
    db: ReadSession, user_id: int, days: Range, *, currency: str, account_id: int | None
) -> list[Json]:
    """Return each category's net spending in these days, most first; income and transfers are not spending."""
    found = queries.by_category(db, user_id, days, currency=currency, account_id=account_id)
    categories = queries.categories(db, user_id)
    before = _compared(db, user_id, days, currency=currency, account_id=account_id)
    ids = [id_ for id_ in found if id_ in categories and categories[id_].kind == "expense"]
    lines = [
        {
            **_category_json(categories[id_], categories),
            "total_minor": found[id_].net_minor,
            "out_minor": found[id_].out_minor,
            "refunds_minor": found[id_].in_minor,
            "count": found[id_].count,
            "usual_minor": before.usual(id_),
            "last_year_minor": before.last_year(id_),
            "currency": currency,
        }
        for id_ in ids
    ]
    return sorted(lines, key=lambda line: -line["total_minor"])


def monthly_trend(
    db: ReadSession, user_id: int, *, count: int, currency: str, account_id: int | None, category_id: int | None
) -> list[Json]:
    """Return the last `count` months up to the newest that has rows: net spending and income, oldest first."""
    categories = queries.categories(db, user_id)
    wanted = family(categories, category_id) if category_id else None
    found = queries.months(db, user_id, currency=currency, account_id=account_id, category_ids=wanted)
    if not found:
        return []
    newest = max(found)
    names = [shift(newest, -back) for back in range(count - 1, -1, -1)]
    return [
        {"month": month, **_month_sums(found.get(month, {}), categories), "currency": currency}
        for month in names
        if month >= min(found)
    ]


def family(categories: dict[int, Category], category_id: int) -> list[int]:
    """Return a category with its children."""
    return [category_id, *(id_ for id_, category in categories.items() if category.parent_id == category_id)]


def spending_by_merchant(
    db: ReadSession, user_id: int, days: Range, *, currency: str, category_id: int, account_id: int | None, limit: int
) -> list[Json]:
    """Return the merchants of a category (children included) with their net spending, most first."""
    ids = family(queries.categories(db, user_id), category_id)
    found = queries.by_merchant(
        db, user_id, days, currency=currency, category_ids=ids, account_id=account_id, limit=limit
    )
    return [
        {
            "merchant": row["name"] or merchant_title(row["description"]) or row["merchant_key"],
            **{name: row[name] for name in ("merchant_key", "total_minor", "count", "last_on")},
            "currency": currency,
        }
        for row in found
    ]


def expense_ids(categories: dict[int, Category]) -> list[int]:
    """Return the categories whose rows are spending."""
    return [id_ for id_, category in categories.items() if category.kind == "expense"]


def _month_sums(found: dict[int, Spent], categories: dict[int, Category]) -> Json:
    spent = [s for id_, s in found.items() if id_ not in categories or categories[id_].kind == "expense"]
    earned = [s for id_, s in found.items() if id_ in categories and categories[id_].kind == "income"]
    return {
        "total_minor": sum(s.net_minor for s in spent),
        "in_minor": -sum(s.net_minor for s in earned),
        "count": sum(s.count for s in spent),
    }


class _Before:
    """What the same categories had before: usual months, and the same months a year ago."""

    def __init__(self, past: dict[str, dict[int, Spent]], names: list[str], first_month: str | None) -> None:
        self._past = past
        self._names = names
        self._first = first_month

    def usual(self, category_id: int) -> int | None:
        """Return the usual amount for as many months as are shown; only a single month has one."""
        if len(self._names) != 1:
            return None
        before = {month: sums.get(category_id, _NOTHING).net_minor for month, sums in self._past.items()}
        return usual(before, self._names[0], self._first)

    def last_year(self, category_id: int) -> int | None:
        """Return the sum of the same months a year ago, None if the history does not reach back that far."""
        if not self._names or self._first is None or self._first > shift(self._names[0], -12):
            return None
        return sum(self._past.get(shift(name, -12), {}).get(category_id, _NOTHING).net_minor for name in self._names)


def _compared(db: ReadSession, user_id: int, days: Range, *, currency: str, account_id: int | None) -> _Before:
    whole = days.whole_months
    if whole is None:
        return _Before({}, [], None)
    names = []
    month = whole[0]
    while month <= whole[1]:
        names.append(month)
        month = shift(month, 1)
    past = queries.months(
        db, user_id, currency=currency, first=shift(whole[0], -12), last=shift(whole[1], -1), account_id=account_id
    )
    first = queries.first_month(db, user_id, currency=currency, account_id=account_id)
    return _Before(past, names, first)


def _category_json(category: Category, categories: dict[int, Category]) -> Json:
    parent = categories.get(category.parent_id or 0)
    top = parent or category
    return {
        "id": category.id,
        "short_desc": category.short_desc,
        "display_name": category.display_name,
        "color": category.color or top.color,
        "parent_id": top.id,
        "parent_display_name": top.display_name,
        "parent_color": top.color,
        "parent_short_desc": top.short_desc,
    }


def usual_to_date(days_before: list[dict[date, int]], day: int) -> int | None:
    """Return the mean of what earlier months had spent up to this day of the month; None without months."""
    if not days_before:
        return None
    return mean([sum(amount for on, amount in month.items() if on.day <= day) for month in days_before])
