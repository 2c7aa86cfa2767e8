"""Debts and loans in the calculators."""

from datetime import date
from decimal import Decimal

from backend.calculators.debts import TypedDebt, compare_strategies, loan_years

TODAY = date(2026, 1, 1)


def test_a_single_debt_takes_as_long_as_the_manual_says() -> None:
    """Source: numpy-financial manual, `nper(0.07/12, -150, 8000)`: 64.07 payments of 150, so the 65th is the last."""
    debt = TypedDebt("Loan", 800_000, Decimal(7), 15_000, is_daily=False)
    courses = {each.strategy: each for each in compare_strategies([debt], extra_minor=0, today=TODAY)}
    assert {each.months for each in courses.values()} == {65}


def test_avalanche_costs_least_and_snowball_ends_the_smallest_debt_first() -> None:
    debts = [
        TypedDebt("Large at 24 %", 500_000, Decimal(24), 12_500, is_daily=False),
        TypedDebt("Small at 6 %", 100_000, Decimal(6), 2_500, is_daily=False),
    ]
    courses = {each.strategy: each for each in compare_strategies(debts, extra_minor=20_000, today=TODAY)}
    avalanche, snowball = courses["avalanche"], courses["snowball"]
    assert snowball.order[0] == "Small at 6 %"
    assert (avalanche.interest_minor or 0) < (snowball.interest_minor or 0) < (courses["minimum"].interest_minor or 0)


def test_a_loan_has_the_payment_of_the_manual_and_ends_at_zero() -> None:
    """Source: numpy-financial manual, `pmt(0.075/12, 12*15, 200000)`: -1,854.02."""
    payment, years = loan_years(principal_minor=20_000_000, rate_percent=Decimal("7.5"), months=180, today=TODAY)
    assert payment == 185_402
    assert (len(years), years[-1].balance_minor) == (15, 0)
    assert sum(each.paid_minor - each.interest_minor for each in years) == 20_000_000
