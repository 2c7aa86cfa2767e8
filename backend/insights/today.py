"""The first page: what is new, what is left to spend, and how this month goes against the usual."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from backend.account_overview import queries as account_overview
from backend.budgets.envelope import percent
from backend.budgets.overview import current_alerts, line_json
from backend.budgets.periods import Days
from backend.budgets.plan_lines import LineState, PlanState, plan_state
from backend.infra.database import ReadSession
from backend.insights import queries
from backend.insights.comparison import total_of
from backend.insights.digest import new_since_last_look
from backend.insights.queries import Range
from backend.insights.service import compare, monthly_trend, spending_by_category, summary
from backend.kit.figure import Figure, Period, Term, Value, since, sum_of, total
from backend.kit.period import first_day, last_day, month_of
from backend.transactions import pages
from backend.transactions import queries as transactions
from backend.transactions.counted import latest_month
from backend.transactions.filters import Filter
from backend.transactions.reports import report_month

Json = dict[str, Any]
_SHOWN_LINES = 6
_SHOWN_ROWS = 8
_SHOWN_WAITING = 6
_STALE_DAYS = 35
_ACCOUNT_FIELDS = (
    "id",
    "name",
    "account_type",
    "currency",
    "balance_current_minor",
    "balance_on",
    "balance_stated_on",
    "balance_source",
)


def today_overview(db: ReadSession, user_id: int, *, today: date, now: datetime, base_currency: str) -> Json:
    """Return everything the first page shows, as of `today`, about the month that reports open with.

    All figures but `other_currencies` are in one currency: the base currency, unless all of the month is in others.
    """
    month = report_month(month_of(today), latest_month(db, user_id, until=month_of(today)))
    days = Range(first_day(month), last_day(month))
    counts = transactions.status_counts(db, user_id)
    summed = summary(db, user_id, days, base_currency=base_currency, today=today)
    currency = summed["currency"]
    spending = spending_by_category(db, user_id, days, base_currency=base_currency, today=today, currency=currency)
    budget = plan_state(db, user_id, None, Days(days.start, days.end), today=today, with_side_by_side=False)
    free = _free(budget, spent=summed["spent"], income=summed["income"], currency=currency, today=today)
    return {
        "as_of": today,
        "month": month,
        "currency": currency,
        "new_rows": counts.get("pending_review", 0) + counts.get("pending_save", 0),
        "news": new_since_last_look(db, user_id, now=now, currency=currency),
        "waiting": pages.page(db, user_id, Filter(status=("pending_review",)), limit=_SHOWN_WAITING).items,
        "to_review": counts.get("pending_review", 0),
        "staged": counts.get("pending_save", 0),
        "spent_minor": summed["spent_minor"],
        "usual_to_date_minor": summed["usual_to_date_minor"],
        "income_minor": summed["income_minor"],
        "other_currencies": summed["other_currencies"],
        "spent": summed["spent"],
        "income": summed["income"],
        "budget": _budget(db, user_id, budget, currency, today),
        "free": free,
        "free_to_spend_minor": free.value,
        "free_terms": [{"label": term.label, "amount_minor": term.value} for term in free.terms],
        "top_categories": _by_parent(spending)[:_SHOWN_LINES],
        "accounts": [
            _account(account, today)
            for account in account_overview.listed(db, user_id)
            if not account["is_hidden"] and account["closed_on"] is None
        ],
        "account_totals": account_overview.total_figures(db, user_id, today=today),
        "recent": pages.page(db, user_id, Filter(), limit=_SHOWN_ROWS).items,
        "months": monthly_trend(db, user_id, count=12, currency=currency, account_id=None, category_id=None),
        "cumulative": _curve(db, user_id, days, today, currency),
    }


def _free(budget: PlanState, *, spent: Figure, income: Figure, currency: str, today: date) -> Figure:
    """With budgets: what they leave. Without: what came in less what went out.

    When more was refunded than spent, the second term is added and says so.
    """
    days = budget.days
    lines = budget.top_lines(currency)
    terms: tuple[tuple[str, Value], tuple[str, Value]]
    if lines:
        used = sum(each.shown.spent_minor for each in lines)
        budgeted = sum(each.shown.left_minor for each in lines) + used
        second = "Spent from budgets" if used >= 0 else "Refunded to budgets"
        terms = (("Budgeted this month", budgeted), (second, -used))
    else:
        terms = _kept(spent.value or 0, income.value or 0)
    query = f"start_date={days.start}&end_date={days.end}"
    figure = total(
        id="today.free",
        label="Left to spend",
        unit=currency,
        as_of=today,
        period=Period(days.start, days.end),
        terms=[Term(label, amount, query=query) for label, amount in terms],
    )
    if lines or spent.before is None or income.before is None:
        return figure
    before = _kept(spent.before.value, income.before.value)
    return since(
        figure,
        replace(
            figure,
            value=sum_of(minor for _, minor in before),
            terms=tuple(Term(label, minor) for label, minor in before),
        ),
        spent.before.as_of,
    )


def _kept(spent: Value, income: Value) -> tuple[tuple[str, Value], tuple[str, Value]]:
    return ("Income this month", income), ("Spent this month" if spent >= 0 else "Refunded this month", -spent)


def _budget(db: ReadSession, user_id: int, state: PlanState, currency: str, today: date) -> Json:
    lines = [each for each in state.lines if each.line.currency == currency]
    top = state.top_lines(currency)
    named = queries.categories(db, user_id)
    shown = sorted(lines, key=lambda each: -_percent_used(each))[:_SHOWN_LINES]
    return {
        "budgeted_minor": sum(each.shown.left_minor + each.shown.spent_minor for each in top),
        "spent_minor": sum(each.shown.spent_minor for each in top),
        "remaining_minor": sum(each.shown.left_minor for each in top),
        "lines": [
            {
                "category_id": each.line.category.id,
                "category_name": each.line.category.display_name,
                "color": line_json(each, named, today)["color"],
                "budgeted_minor": each.shown.budgeted_minor + each.shown.moved_minor,
                "spent_minor": each.shown.spent_minor,
                "remaining_minor": each.shown.left_minor,
                "percent_used": _percent_used(each),
            }
            for each in shown
        ],
        "alerts": current_alerts(db, user_id, state, None, today=today),
    }


def _percent_used(state: LineState) -> float:
    return percent(state.shown.spent_minor, state.shown.left_minor + state.shown.spent_minor)


def _curve(db: ReadSession, user_id: int, days: Range, today: date, currency: str) -> list[Json]:
    """Return for each day of the month what was spent up to it, and what is usual by then."""
    categories = queries.categories(db, user_id)
    before = compare(db, user_id, days, currency=currency, account_id=None, today=today, categories=categories)
    sums = queries.by_day(db, user_id, days, currency=currency)
    spent = {on: total_of(each, categories).spent_minor for on, each in sums.items()}
    reached = min(today, days.end).day
    return [
        {
            "day": day,
            "this_minor": sum(amount for on, amount in spent.items() if on.day <= day) if day <= reached else None,
            "usual_minor": before.usual_by(day),
        }
        for day in range(1, days.end.day + 1)
    ]


def _by_parent(spending: list[Json]) -> list[Json]:
    found: dict[int, Json] = {}
    for line in spending:
        parent = found.setdefault(
            line["parent_id"],
            {
                "category_id": line["parent_id"],
                "display_name": line["parent_display_name"],
                "color": line["parent_color"],
                "total_minor": 0,
                "usual_minor": line["parent_usual_minor"],
            },
        )
        parent["total_minor"] += line["total_minor"]
    return sorted(found.values(), key=lambda parent: -parent["total_minor"])


def _account(account: Json, today: date) -> Json:
    latest = account["latest_transaction"]
    needs = None
    # A balance without any transaction is kept by hand: nothing is to be imported.
    if latest is None and account["balance_current_minor"] is None:
        needs = "No transactions yet: import a file"
    elif latest is not None and (today - latest).days > _STALE_DAYS:
        needs = f"Last transaction {latest}: import a newer file"
    return {
        **{name: account[name] for name in _ACCOUNT_FIELDS},
        "latest_transaction": latest,
        "needs": needs,
    }
