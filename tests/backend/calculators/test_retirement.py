"""Retirement: simulated courses."""

from decimal import Decimal

from backend.calculators.retirement import RetirementPlan, simulate

PLAN = RetirementPlan(
    start_minor=10_000,
    monthly_minor=10_000,
    years_to_retirement=10,
    monthly_spending_minor=10_000,
    years_in_retirement=10,
    return_percent=Decimal(5),
    volatility_percent=Decimal(0),
)


def test_without_volatility_every_course_is_the_future_value_of_the_manual() -> None:
    """Source: numpy-financial manual, `fv(0.05/12, 10*12, -100, -100)`: 15,692.93."""
    found = simulate(PLAN, courses=3)
    assert found.at_retirement == (10, 1_569_293, 1_569_293, 1_569_293)
    assert found.success_share == 1


def test_the_largest_payment_that_lasts_is_the_annuity_of_the_same_rate() -> None:
    """166.45 a month pays 15,692.93 out over ten years at 5 %: a cent more a month is not quite covered."""
    lasting = simulate(PLAN._replace(monthly_spending_minor=16_644), courses=1)
    short = simulate(PLAN._replace(monthly_spending_minor=16_646), courses=1)
    assert lasting.success_share == 1
    assert short.success_share == 0


def test_volatility_widens_the_range_and_the_same_plan_has_the_same_answer() -> None:
    plan = PLAN._replace(volatility_percent=Decimal(15))
    found = simulate(plan)
    assert found == simulate(plan)
    low, median, high = found.at_retirement[1:]
    assert low < median < high
    assert 0 < found.success_share <= 1
