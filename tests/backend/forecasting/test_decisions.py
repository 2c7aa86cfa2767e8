"""Budgets take the place of the usual pace of their categories; accepted plans put money aside for goals."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.forecasting.decisions import BudgetLine, GoalPlan, budget_pace, goal_streams
from backend.forecasting.projection import History, project
from backend.forecasting.streams import Item, Movement, Stream
from backend.recurring.schedule import Schedule

AS_OF = date(2026, 11, 20)
GROCERIES, RENT = 7, 8


def groceries(left: int = 10_000, monthly: int = 31_000, **fields: object) -> BudgetLine:
    return BudgetLine(GROCERIES, frozenset({GROCERIES}), (1, 2), left, monthly, **fields)  # type: ignore[arg-type]


def test_what_is_left_of_a_month_is_spread_over_its_last_days_and_later_months_have_their_whole_budget() -> None:
    pace = budget_pace([groceries()], [], [], AS_OF, 41)
    assert pace == {1: [1_000] * 10 + [1_000] * 31, 2: [0] * 41}


def test_a_month_with_a_budget_of_its_own_has_that_one() -> None:
    pace = budget_pace([groceries(by_month={"2026-12": 62_000})], [], [], AS_OF, 41)
    assert pace[1][-1] == 2_000


def test_a_budget_that_is_used_up_takes_nothing_more_this_month() -> None:
    assert budget_pace([groceries(left=-500)], [], [], AS_OF, 10)[1] == [0] * 10


def test_what_recurs_in_a_category_is_paid_from_its_budget() -> None:
    box = Item(date(2026, 11, 25), 1, 4_000, "Vegetable box", "series", category_id=GROCERIES)
    assert sum(budget_pace([groceries()], [], [box], AS_OF, 10)[1]) == 6_000


def test_the_accounts_that_paid_lately_share_the_budget() -> None:
    paid = [Movement(AS_OF - timedelta(days=5), minor, id_, "shop", category_id=GROCERIES)
            for id_, minor in ((1, 300), (2, 100))]  # fmt: skip
    pace = budget_pace([groceries()], paid, [], AS_OF, 10)
    assert (sum(pace[1]), sum(pace[2])) == (7_500, 2_500)


@pytest.mark.parametrize(("budgets", "expected"), [((), 3_000), ((groceries(left=500, monthly=0),), 500)])
def test_the_usual_pace_of_a_budgeted_category_is_not_counted_beside_its_budget(
    budgets: tuple[BudgetLine, ...], expected: int
) -> None:
    shop = [Movement(AS_OF - timedelta(days=at), 300, 1, f"shop {at}", category_id=GROCERIES) for at in range(90)]
    projection = project(
        History(AS_OF, {1: 100_000, 2: 0}, shop[::-1], first_on={1: AS_OF - timedelta(days=89)}, budgets=budgets), 10
    )
    assert 100_000 - projection.balances[1][-1] == pytest.approx(expected, rel=0.05)


def test_a_goal_gets_what_recurring_transfers_to_its_account_do_not_bring_until_it_is_reached() -> None:
    transfer = Stream("To savings", 1, 10_000, Schedule(AS_OF), AS_OF + timedelta(days=3), to_account_id=2)
    goal = GoalPlan(5, "New bicycle", account_id=2, from_account_id=1, monthly_minor=25_000, missing_minor=50_000)
    [stream] = goal_streams([goal], [transfer], AS_OF)
    assert (stream.amount_minor, stream.source, stream.source_id) == (15_000, "goal", 5)
    assert stream.due(AS_OF, date(2027, 11, 1)) == [date(2026, 12, 1), date(2027, 1, 1)]
    assert goal_streams([replace(goal, monthly_minor=10_000)], [transfer], AS_OF) == []
