"""Emergency fund and regular saving."""

from decimal import Decimal

from backend.calculators.saving import emergency_fund, savings


def test_ten_thousand_at_two_thousand_a_month_last_five_months() -> None:
    found = emergency_fund(saved_minor=1_000_000, monthly_cost_minor=200_000, months=Decimal(6), monthly_minor=30_000)
    assert found == (Decimal("5.0"), 1_200_000, 200_000, 7)


def test_a_full_fund_misses_nothing_and_one_without_payments_is_never_full() -> None:
    full = emergency_fund(saved_minor=600_000, monthly_cost_minor=100_000, months=Decimal(6), monthly_minor=0)
    assert (full.missing_minor, full.full_in_months) == (0, 0)
    never = emergency_fund(saved_minor=0, monthly_cost_minor=100_000, months=Decimal(3), monthly_minor=0)
    assert never.full_in_months is None


def test_saving_a_thousand_a_month_for_a_year_at_twelve_percent() -> None:
    """Source: Microsoft Support, "FV function", example 2: 12 payments of 1,000 at 1 %: 12,682.50."""
    [year] = savings(start_minor=0, monthly_minor=100_000, rate_percent=Decimal(12), years=1)
    assert year == (1, 1_200_000, 1_268_250)


def test_saving_a_hundred_a_month_for_ten_years_on_top_of_a_hundred() -> None:
    """Source: numpy-financial manual, `fv(0.05/12, 10*12, -100, -100)`: 15,692.93."""
    years = savings(start_minor=10_000, monthly_minor=10_000, rate_percent=Decimal(5), years=10)
    assert years[-1].value_minor == 1_569_293
