"""Spending by category against usual and last year, by merchant, by month, and as one total of each currency."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backend.categories.models import Category
from backend.infra.database import ReadSession
from backend.insights import figures, queries
from backend.insights.comparison import Comparison, Summed, kind_of, total_of
from backend.insights.figures import FigureScope
from backend.insights.queries import NO_CATEGORY, Range, Spent
from backend.kit.figure import Figure, since
from backend.kit.merchant_title import merchant_title
from backend.kit.period import first_day, last_day, month_of, months_between, shift
from backend.transactions.counted import first_month
from backend.transactions.reports import Flow, flow_of, months_before

Json = dict[str, Any]
Sums = dict[str, dict[int, Spent]]


def shown_currency(found: Sums, *, base_currency: str) -> str:
    """Return the currency that a report shows first: the base currency, unless all that counts is in others."""
    others = [code for code in found if code != base_currency]
    if base_currency in found or not others:
        return base_currency
    return max(others, key=lambda code: (sum(spent.count for spent in found[code].values()), code))


def spending_by_category(
    db: ReadSession,
    user_id: int,
    days: Range,
    *,
    base_currency: str,
    today: date,
    currency: str | None = None,
    account_id: int | None = None,
) -> list[Json]:
    """Return each category's net spending in these days, most first; income and transfers are not spending.

    Money out without a category is a line of its own, with the id 0.
    """
    found = queries.by_currency(db, user_id, days, account_id=account_id)
    currency = currency or shown_currency(found, base_currency=base_currency)
    sums = found.get(currency, {})
    categories = queries.categories(db, user_id)
    before = compare(db, user_id, days, currency=currency, account_id=account_id, today=today, categories=categories)
    lines = []
    for id_, spent in sums.items():
        kind = kind_of(categories, id_)
        flow = flow_of(kind, out_minor=spent.out_minor, in_minor=spent.in_minor)
        count = spent.count
        if kind is None:
            count = queries.uncategorized_out_count(db, user_id, days, currency=currency, account_id=account_id)
        # A refund may lower the spending of a month in which nothing else was bought.
        is_empty = not count and (kind is None or not flow.spent_minor)
        if kind not in (None, "expense") or is_empty:
            continue
        named = _category_json(categories.get(id_), categories)
        parent = family(categories, named["parent_id"])
        lines.append(
            {
                **named,
                "total_minor": flow.spent_minor,
                "out_minor": spent.out_minor,
                "refunds_minor": spent.out_minor - flow.spent_minor,
                "count": count,
                "usual_minor": before.usual([id_]),
                "usual_to_date_minor": before.usual_to_date([id_]),
                "last_year_minor": before.last_year([id_]),
                "parent_usual_minor": before.usual(parent),
                "parent_usual_to_date_minor": before.usual_to_date(parent),
                "parent_last_year_minor": before.last_year(parent),
                "currency": currency,
            }
        )
    return sorted(lines, key=lambda line: -line["total_minor"])


def summary(
    db: ReadSession,
    user_id: int,
    days: Range,
    *,
    base_currency: str,
    today: date,
    currency: str | None = None,
    account_id: int | None = None,
) -> Json:
    """Return what these days add up to: one currency against usual and last year, and the totals of every currency.

    `to_review` and `staged` are the rows of these days that no total counts yet.
    """
    found = queries.by_currency(db, user_id, days, account_id=account_id)
    currency = currency or shown_currency(found, base_currency=base_currency)
    categories = queries.categories(db, user_id)
    before = compare(db, user_id, days, currency=currency, account_id=account_id, today=today, categories=categories)
    totals = {code: total_of(sums, categories) for code, sums in found.items()}
    own = found.get(currency, {})
    flow = total_of(own, categories)
    back = sum(spent.in_minor for id_, spent in own.items() if kind_of(categories, id_) == "expense")

    scope = _scope(db, user_id, days, totals, currency=currency, today=today, account_id=account_id)
    counts = queries.status_counts(db, user_id, days, currency=currency, account_id=account_id)
    return {
        "currency": currency,
        "spent_minor": flow.spent_minor,
        "refunds_minor": back,
        "income_minor": flow.income_minor,
        "spent": _since(figures.spent_figure, own, categories, before, days, scope),
        "income": _since(figures.income_figure, own, categories, before, days, scope),
        "usual_minor": before.usual(),
        "usual_to_date_minor": before.usual_to_date(),
        "last_year_minor": before.last_year(),
        "to_review": counts.get("pending_review", 0),
        "staged": counts.get("pending_save", 0),
        "other_currencies": [
            {"currency": code, "spent_minor": each.spent_minor, "income_minor": each.income_minor}
            for code, each in sorted(totals.items())
            if code != currency and (each.spent_minor or each.income_minor)
        ],
    }


def spent_figure(db: Session, user_id: int, days: Range, *, currency: str, today: date) -> Figure:
    """Return what was spent in these days, as `summary` shows it."""
    found = queries.by_currency(db, user_id, days)
    categories = queries.categories(db, user_id)
    totals = {code: total_of(sums, categories) for code, sums in found.items()}
    scope = _scope(db, user_id, days, totals, currency=currency, today=today)
    return figures.spent_figure(found.get(currency, {}), categories, days, scope)


def _scope(
    db: Session,
    user_id: int,
    days: Range,
    totals: Mapping[str, Flow],
    *,
    currency: str,
    today: date,
    account_id: int | None = None,
) -> FigureScope:
    return FigureScope(
        currency=currency,
        others=sorted(code for code, total in totals.items() if code != currency and any(total)),
        left_out=figures.left_out(db, user_id, days, currency=currency, account_id=account_id),
        today=today,
        account_id=account_id,
    )


def monthly_trend(
    db: ReadSession, user_id: int, *, count: int, currency: str, account_id: int | None, category_id: int | None
) -> list[Json]:
    """Return the last `count` months up to the newest that has rows: net spending and income, oldest first."""
    categories = queries.categories(db, user_id)
    wanted = family(categories, category_id) if category_id is not None else None
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


def compare(
    db: ReadSession,
    user_id: int,
    days: Range,
    *,
    currency: str,
    account_id: int | None,
    today: date,
    categories: dict[int, Category],
) -> Comparison:
    """Return what there was before these days, which are compared if they are whole months."""
    whole = days.whole_months
    if whole is None:
        return Comparison(categories, shown=[], today=today)
    shown = months_between(*whole)
    daily = {}
    if shown == [month_of(today)]:
        earlier = months_before(shown[0])
        reach = Range(first_day(earlier[0]), last_day(earlier[-1]))
        daily = queries.by_day(db, user_id, reach, currency=currency, account_id=account_id)
    return Comparison(
        categories,
        shown=shown,
        today=today,
        first_month=first_month(db, user_id, currency=currency, account_id=account_id),
        months=queries.months(
            db,
            user_id,
            currency=currency,
            first=shift(shown[0], -12),
            last=shift(shown[-1], -1),
            account_id=account_id,
        ),
        days=daily,
    )


def _since(
    make: Callable[[Mapping[int, Summed], Mapping[int, Category], Range, FigureScope], Figure],
    own: Mapping[int, Spent],
    categories: Mapping[int, Category],
    before: Comparison,
    days: Range,
    scope: FigureScope,
) -> Figure:
    """Return the figure that `make` makes of these days, with what changed since the same days before."""
    figure = make(own, categories, days, scope)
    earlier = before.before()
    return since(figure, make(earlier[1], categories, days, scope), earlier[0]) if earlier else figure


def _month_sums(found: dict[int, Spent], categories: dict[int, Category]) -> Json:
    flow = total_of(found, categories)
    spending = [spent for id_, spent in found.items() if kind_of(categories, id_) in (None, "expense")]
    return {
        "total_minor": flow.spent_minor,
        "in_minor": flow.income_minor,
        "count": sum(spent.count for spent in spending),
    }


def _category_json(category: Category | None, categories: dict[int, Category]) -> Json:
    if category is None:
        return {
            "id": NO_CATEGORY,
            "short_desc": "",
            "display_name": "No category",
            "color": None,
            "parent_id": NO_CATEGORY,
            "parent_display_name": "No category",
            "parent_color": None,
            "parent_short_desc": "",
        }
    top = categories.get(category.parent_id or 0) or category
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
