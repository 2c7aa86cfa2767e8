"""What a category usually takes in a period: the median of the last ones."""

from datetime import date, timedelta
from statistics import median
from typing import Any

from sqlalchemy.orm import Session

from backend.budgets import queries
from backend.budgets.pay_days import pay_days
from backend.budgets.periods import Days, PeriodKind, period_of
from backend.budgets.spending import SpendingByDay
from backend.categories import queries as categories
from backend.kit.period import first_day, month_of
from backend.transactions.counted import first_month

Json = dict[str, Any]


def period_suggestions(
    db: Session, user_id: int, *, kind: PeriodKind, count: int, currency: str, today: date
) -> list[Json]:
    """Return the median spending of each category in the last `count` periods that are over, the largest first.

    Only periods that the history covers count; a period without spending counts as 0.
    """
    began = first_month(db, user_id, currency=currency)
    if began is None:
        return []
    periods = _last_periods(db, user_id, kind, count, today, since=first_day(began))
    if not periods:
        return []
    span = Days(periods[0].start, periods[-1].end)
    read = queries.sums_by_month if all(each.whole_months for each in periods) else queries.sums_by_day
    sums = [each for each in read(db, user_id, span) if each.currency == currency]
    spending = SpendingByDay(sums, queries.spending_categories(db, user_id))
    every = categories.every(db, user_id)
    colors = {each.id: each.color for each in every}
    lined = {each.category_id for each in queries.lines(db, user_id, None, Days(today, today))}
    lined |= {each.category_id for each in queries.of_month(db, user_id, month_of(today))}
    found = []
    for category in every:
        amounts = [spending.spent(category.id, each) for each in periods]
        usual = round(median(amounts))
        if category.kind != "expense" or category.is_archived or usual <= 0:
            continue
        found.append(
            {
                "category_id": category.id,
                "category_short_desc": category.short_desc,
                "category_name": category.display_name,
                "color": category.color or colors.get(category.parent_id or 0),
                "median_minor": usual,
                "periods_minor": amounts,
                "has_line": category.id in lined,
            }
        )
    return sorted(found, key=lambda each: (-each["median_minor"], each["category_name"].casefold()))


def _last_periods(db: Session, user_id: int, kind: PeriodKind, count: int, today: date, *, since: date) -> list[Days]:
    known = pay_days(db, user_id, since, today).days
    periods: list[Days] = []
    end = period_of(kind, today, pay_days=known).start - timedelta(days=1)
    while len(periods) < count:
        period = period_of(kind, end, pay_days=known)
        if period.start < since:
            break
        periods.insert(0, period)
        end = period.start - timedelta(days=1)
    return periods
