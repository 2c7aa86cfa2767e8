"""A month at a glance: budgeted, spent, left, earned, and where the month stands."""

from datetime import date

from sqlalchemy.orm import Session

from backend.budgets import queries
from backend.budgets.budget_lines import budget_lines, top_level_lines
from backend.budgets.envelope import pace
from backend.budgets.schemas import BudgetSummary, OtherCurrency
from backend.kit.period import last_day, month_of


def summary(db: Session, user_id: int, month: str, *, currency: str, today: date) -> BudgetSummary:
    """Return the month at a glance, in one currency; other currencies beside it."""
    budgets = [line for line in top_level_lines(budget_lines(db, user_id, month)) if line.currency == currency]
    spending = queries.spending(db, user_id, currency=currency, first=month, last=month)
    spent = sum(line.spent_minor for line in budgets)
    budgeted = sum(line.budgeted_minor + line.moved_minor for line in budgets)
    rolled = sum(line.rolled_minor for line in budgets)
    days = last_day(month).day
    day = days if month < month_of(today) else today.day if month == month_of(today) else 0
    others = [OtherCurrency(code, amount) for (_, code), amount in sorted(spending.other_currencies.items())]
    return BudgetSummary(
        month=month,
        currency=currency,
        budgeted_minor=budgeted,
        rolled_minor=rolled,
        spent_minor=spent,
        remaining_minor=sum(line.remaining_minor for line in budgets),
        pace_minor=pace(budgeted + rolled, day=day, days_in_month=days),
        income_minor=spending.income.get(month, 0),
        unbudgeted_spent_minor=spending.spent.get(month, 0) - spent,
        days_in_month=days,
        day=day,
        other_currencies=others,
    )
