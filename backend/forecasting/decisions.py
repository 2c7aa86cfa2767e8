"""What a person decided and a forecast follows: budgets in place of the usual pace, and money for goals. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

from backend.forecasting.streams import Item, Movement, Stream
from backend.kit.money import allocate
from backend.kit.period import first_day, last_day, month_of, shift
from backend.recurring.schedule import Schedule, add_months, per_year

# The accounts that paid for a category in so many days share its budget.
_SHARE_DAYS = 90


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """The monthly budget of a category and those below it; `left_minor` is for the rest of the current month.

    A month that is not in `by_month` has `monthly_minor`. `account_ids` are the accounts of its currency; the first
    one pays if none of them did lately.
    """

    category_id: int
    category_ids: frozenset[int]
    account_ids: Sequence[int]
    left_minor: int
    monthly_minor: int
    by_month: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoalPlan:
    """What an accepted plan moves to the account of a goal each month, until `missing_minor` is reached."""

    goal_id: int
    name: str
    account_id: int
    from_account_id: int
    monthly_minor: int
    missing_minor: int


def budget_pace(
    budgets: Sequence[BudgetLine], movements: Sequence[Movement], expected: Iterable[Item], as_of: date, days: int
) -> dict[int, list[int]]:
    """Return what is left of budgets by account, spread evenly over the days of each month after `as_of`.

    Args:
        movements: of the past, oldest first; the accounts that paid lately share a budget.
        expected: items up to the end of the last month; they are paid from the budget of their category.
    """
    paid: dict[tuple[int, int], int] = defaultdict(int)
    for movement in movements:
        if movement.on > as_of - timedelta(days=_SHARE_DAYS):
            paid[movement.category_id, movement.account_id] += movement.amount_minor
    due: dict[tuple[int, str], int] = defaultdict(int)
    for item in expected:
        due[item.category_id, month_of(item.on)] += item.amount_minor
    until, this_month = as_of + timedelta(days=days), month_of(as_of)
    amounts: dict[tuple[int, str], int] = defaultdict(int)
    for budget in budgets:
        weights = [max(0, sum(paid[each, id_] for each in budget.category_ids)) for id_ in budget.account_ids]
        month = this_month
        while first_day(month) <= until:
            minor = budget.left_minor if month == this_month else budget.by_month.get(month, budget.monthly_minor)
            minor = max(0, minor - sum(due[each, month] for each in budget.category_ids))
            for id_, part in zip(budget.account_ids, allocate(minor, weights), strict=True):
                amounts[id_, month] += part
            month = shift(month, 1)
    pace: dict[int, list[int]] = {}
    for (id_, month), minor in amounts.items():
        begins = max(first_day(month), as_of + timedelta(days=1))
        parts = allocate(minor, [1] * ((last_day(month) - begins).days + 1)) if begins <= last_day(month) else []
        path = pace.setdefault(id_, [0] * days)
        at = (begins - as_of).days - 1
        path[at : at + len(parts)] = parts[: days - at]
    return pace


def goal_streams(goals: Iterable[GoalPlan], streams: Sequence[Stream], as_of: date) -> list[Stream]:
    """Return what goals are still to get on the first of each month, beyond recurring transfers to their accounts."""
    covered: dict[int, float] = defaultdict(float)
    for stream in streams:
        if stream.to_account_id is not None:
            yearly = per_year(stream.schedule.unit, stream.schedule.interval)
            covered[stream.to_account_id] += stream.amount_minor * yearly / 12
    found = []
    anchor = first_day(shift(month_of(as_of), 1))
    for goal in goals:
        taken = min(goal.monthly_minor, round(covered[goal.account_id]))
        covered[goal.account_id] -= taken
        gap = goal.monthly_minor - taken
        if gap > 0 and goal.missing_minor > 0:
            ends_on = add_months(anchor, ceil(goal.missing_minor / goal.monthly_minor) - 1)
            found.append(
                Stream(goal.name, goal.from_account_id, gap, Schedule(anchor, "month", 1, ends_on), anchor, "goal",
                       to_account_id=goal.account_id, source_id=goal.goal_id)
            )  # fmt: skip
    return found
