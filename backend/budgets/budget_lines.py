"""Budgets of one month as lines: each with what was spent, what is left, and what is usual."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from backend.budgets import queries
from backend.budgets.envelope import Envelope, PeriodSums, carry_of, roll_over
from backend.budgets.models import Budget
from backend.budgets.moves import moved_to
from backend.budgets.periods import Days
from backend.budgets.schemas import BudgetLine, BudgetSuggestion
from backend.budgets.spending import Spending
from backend.categories import queries as categories
from backend.categories.models import Category
from backend.kit.period import first_day, last_day, shift
from backend.transactions.reports import months_before


def budget_lines(db: Session, user_id: int, month: str) -> list[BudgetLine]:
    """Return the budgets of a month, those used most first."""
    history = _chains(queries.up_to(db, user_id, month), month)
    named = {category.id: category for category in categories.every(db, user_id)}
    families = categories.families(named.values())
    spendings: dict[str, Spending] = {}
    moves = queries.moves(db, user_id, None, until=last_day(month))
    lines = []
    first = min([months_before(month)[0], *(chain[0].month for chain in history)])
    for chain in history:
        budget = chain[-1]
        if budget.currency not in spendings:
            spendings[budget.currency] = queries.spending(
                db, user_id, currency=budget.currency, first=first, last=month
            )
        spending = spendings[budget.currency]
        envelope = roll_over(
            [
                PeriodSums(
                    b.amount_minor,
                    carry_of(b.rollover, b.carries_debt),
                    spending.of(b.category_id, b.month),
                    moved_to(moves, families[b.category_id], Days(first_day(b.month), last_day(b.month))),
                )
                for b in chain
            ]
        )
        lines.append(_line(budget, envelope, spending, named))
    return sorted(lines, key=lambda line: (-line.percent_used, line.category_name.casefold(), line.id))


def top_level_lines(lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """Return the lines that are not inside another: a main category's budget holds those below it."""
    budgeted = {(line.category_id, line.currency) for line in lines}
    return [line for line in lines if (line.parent_category_id, line.currency) not in budgeted]


def suggestions(db: Session, user_id: int, month: str, *, currency: str) -> list[BudgetSuggestion]:
    """Return what each category of spending without a budget usually takes, the largest first."""
    before = months_before(month)
    spending = queries.spending(db, user_id, currency=currency, first=before[0], last=before[-1])
    taken = {budget.category_id for budget in queries.of_month(db, user_id, month)}
    every = categories.every(db, user_id)
    named = {category.id: category for category in every}
    suggested = []
    for category in every:
        usual = spending.suggested(category.id, month)
        if category.kind == "expense" and not category.is_archived and category.id not in taken and (usual or 0) > 0:
            parent = named.get(category.parent_id or 0)
            last_month, seen = spending.of(category.id, before[-1]), spending.months_seen(category.id, before)
            suggested.append(BudgetSuggestion(*_category_fields(category, parent), usual or 0, last_month, seen))
    return sorted(suggested, key=lambda s: (-s.usual_minor, s.category_name.casefold()))


def _line(budget: Budget, envelope: Envelope, spending: Spending, named: dict[int, Category]) -> BudgetLine:
    category = named[budget.category_id]
    key, short_desc, name, color, parent_id, parent_name = _category_fields(
        category, named.get(category.parent_id or 0)
    )
    return BudgetLine(
        id=budget.id,
        category_id=key,
        category_short_desc=short_desc,
        category_name=name,
        color=color,
        parent_category_id=parent_id,
        parent_category_name=parent_name,
        month=budget.month,
        currency=budget.currency,
        budgeted_minor=envelope.budgeted_minor,
        spent_minor=envelope.spent_minor,
        remaining_minor=envelope.remaining_minor,
        percent_used=envelope.percent_used,
        rollover=budget.rollover,
        carries_debt=budget.carries_debt,
        moved_minor=envelope.moved_minor,
        rolled_minor=envelope.rolled_minor,
        last_month_spent_minor=spending.of(budget.category_id, shift(budget.month, -1)),
        usual_minor=spending.usual(budget.category_id, budget.month),
    )


def _category_fields(
    category: Category, parent: Category | None
) -> tuple[int, str, str, str | None, int | None, str | None]:
    color = category.color or (parent.color if parent else None)
    parent_name = parent.display_name if parent else None
    return category.id, category.short_desc, category.display_name, color, category.parent_id, parent_name


def _chains(budgets: Sequence[Budget], month: str) -> list[list[Budget]]:
    """Return, for each budget of `month`, the unbroken run of months that ends with it and rolls over into it."""
    by_place = {(budget.category_id, budget.month): budget for budget in budgets}
    chains = []
    for budget in (b for b in budgets if b.month == month):
        chain = [budget]
        while chain[0].rollover:
            earlier = by_place.get((budget.category_id, shift(chain[0].month, -1)))
            if earlier is None or earlier.currency != budget.currency:
                break
            chain.insert(0, earlier)
        chains.append(chain)
    return chains
