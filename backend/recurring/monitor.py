"""The month grid of the older app: categories that a person marked as recurring, by month of a year."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from backend.categories.models import Category
from backend.transactions.counted import counted_totals
from backend.transactions.models import MonthlyTotal

M = MonthlyTotal
Json = dict[str, Any]
_CARD_PAYMENT = "credit_card_payment"


def recurring_monitor(db: Session, user_id: int, *, year: int, currency: str) -> Json:
    """Return {year, currency, active_months, rows, totals}: signed sums in minor units, None without a row."""
    parent = aliased(Category)
    months = [f"{year:04}-{month:02}" for month in range(1, 13)]
    in_year = (M.user_id == user_id, M.currency == currency, M.month >= months[0], M.month <= months[-1])
    query = (
        select(Category, parent, M.month, func.sum(M.out_minor - M.in_minor))
        .join(Category, Category.id == M.category_id)
        .outerjoin(parent, parent.id == Category.parent_id)
        .where(*in_year, counted_totals(), Category.is_recurring.is_(True), Category.short_desc != _CARD_PAYMENT)
        .group_by(Category.id, parent.id, M.month)
        .order_by(parent.display_name, Category.display_name)
    )
    rows: dict[int, Json] = {}
    for category, above, month, minor in db.execute(query):
        row = rows.setdefault(category.id, _row(category, above))
        row["monthly"][int(month[5:]) - 1] = minor
    active = db.scalars(select(M.month).where(*in_year, counted_totals()).distinct())
    filled = [row["monthly"] for row in rows.values()]
    return {
        "year": year,
        "currency": currency,
        "active_months": sorted(int(month[5:]) for month in active),
        "rows": list(rows.values()),
        "totals": [sum(monthly[index] or 0 for monthly in filled) for index in range(12)],
    }


def _row(category: Category, parent: Category | None) -> Json:
    return {
        "category_id": category.id,
        "short_desc": category.short_desc,
        "display_name": category.display_name,
        "parent_id": parent.id if parent else None,
        "parent_name": parent.display_name if parent else None,
        "parent_color": parent.color if parent else category.color,
        "parent_short_desc": parent.short_desc if parent else None,
        "monthly": [None] * 12,
    }
