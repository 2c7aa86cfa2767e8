"""Returns against published worked examples, another library, and what must hold for any numbers."""

import math
from datetime import date, timedelta
from decimal import Decimal

import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

from backend.investments.returns import (
    CashFlow,
    DailyValue,
    Return,
    annualized,
    money_weighted_return,
    time_weighted_return,
)

START = date(2021, 1, 1)
YEAR = timedelta(days=365)


def near(value: Decimal | None, expected: float, *, digits: int = 6) -> bool:
    return value is not None and math.isclose(float(value), expected, abs_tol=10**-digits)


def test_two_shares_bought_a_year_apart_time_weighted() -> None:
    # CFA Program Level I, Quantitative Methods: 15 % and 6.67 %, together 22.67 %, which is 10.76 % a year.
    days = [
        DailyValue(START, 200_00, in_minor=200_00),
        DailyValue(START + YEAR, 225_00, out_minor=5_00),
        DailyValue(START + 2 * YEAR, 470_00, in_minor=225_00, out_minor=10_00),
    ]
    found = time_weighted_return(days)
    assert near(found.value, 1.15 * (1 + 30 / 450) - 1)
    assert found.value is not None
    assert near(annualized(found.value, 730), 0.1076, digits=4)


def test_two_shares_bought_a_year_apart_money_weighted() -> None:
    # The same example: 9.39 % a year.
    flows = [CashFlow(START, 200_00), CashFlow(START + YEAR, 225_00 - 5_00), CashFlow(START + 2 * YEAR, -10_00)]
    assert near(money_weighted_return(flows, value_minor=470_00, on=START + 2 * YEAR).value, 0.0939, digits=4)


def test_the_example_of_a_spreadsheet() -> None:
    # Microsoft, "XIRR function": 37.3362535 %.
    flows = [
        CashFlow(date(2008, 1, 1), 10_000),
        CashFlow(date(2008, 3, 1), -2_750),
        CashFlow(date(2008, 10, 30), -4_250),
        CashFlow(date(2009, 2, 15), -3_250),
    ]
    assert near(money_weighted_return(flows, value_minor=2_750, on=date(2009, 4, 1)).value, 0.373362535, digits=8)


def test_a_large_deposit_before_a_fall_parts_the_two_returns() -> None:
    days = [
        DailyValue(START, 1_000_00, in_minor=1_000_00),
        DailyValue(START + YEAR, 1_500_00),
        DailyValue(START + 2 * YEAR, 9_200_00, in_minor=10_000_00),
    ]
    flows = [CashFlow(START, 1_000_00), CashFlow(START + YEAR, 10_000_00)]
    assert near(time_weighted_return(days).value, 1.5 * 0.8 - 1)
    found = money_weighted_return(flows, value_minor=9_200_00, on=START + 2 * YEAR)
    assert found.value is not None
    assert found.value < Decimal("-0.13")


def test_a_day_without_invested_money_is_skipped_and_named() -> None:
    days = [
        DailyValue(START, 100, in_minor=100),
        DailyValue(START + YEAR, 0, out_minor=110),
        DailyValue(START + 2 * YEAR, 5),
    ]
    assert time_weighted_return(days) == Return(Decimal("0.1"), None, (START + 2 * YEAR,))


@pytest.mark.parametrize(
    ("flows", "value_minor", "why"),
    [
        ([], 0, "nothing was paid in"),
        ([CashFlow(START, -100)], 0, "nothing was paid in"),
        ([CashFlow(START + YEAR, 100)], 50, "it began today"),
        ([CashFlow(START, 100)], 0, "nothing is left of what was paid in"),
        (
            [CashFlow(START, 100), CashFlow(START + YEAR / 2, 5)],
            0,
            "nothing came back and nothing is left, so all is lost",
        ),
        ([CashFlow(START + 2 * YEAR, 100)], 5, "a payment is later than the value"),
    ],
)
def test_without_a_return_there_is_a_reason(flows: list[CashFlow], value_minor: int, why: str) -> None:
    assert money_weighted_return(flows, value_minor=value_minor, on=START + YEAR) == Return(None, why)


def test_payments_that_several_rates_fit_have_no_return() -> None:
    # 100 in, 230 out, 132 in: 10 % and 20 % both fit.
    flows = [CashFlow(START, 100), CashFlow(START + YEAR, -230)]
    found = money_weighted_return(flows, value_minor=-132, on=START + 2 * YEAR)
    assert found == Return(None, "more than one yearly rate fits these payments")


def test_less_than_a_year_is_not_annualised() -> None:
    assert annualized(Decimal("0.05"), 364) is None
    assert near(annualized(Decimal("0.21"), 730), 0.1)


payments = st.lists(st.tuples(st.integers(0, 3649), st.integers(1, 10**9)), min_size=1, max_size=20)


@given(payments=payments, value_minor=st.integers(1, 10**10))
def test_money_weighted_returns_are_those_of_pyxirr(payments: list[tuple[int, int]], value_minor: int) -> None:
    end = START + 10 * YEAR
    flows = [CashFlow(START + timedelta(days=day), amount) for day, amount in payments]
    found = money_weighted_return(flows, value_minor=value_minor, on=end).value
    assume(found is not None)
    assert found is not None
    dates = [*(flow.on for flow in flows), end]
    expected = pyxirr.xirr(dates, [*(-float(flow.amount_minor) for flow in flows), float(value_minor)])
    # Near a total loss pyxirr finds none.
    assume(expected is not None)
    assert expected is not None
    assert math.isclose(float(found), expected, rel_tol=1e-6, abs_tol=1e-7)


def test_a_savings_plan_with_hundreds_of_payments_returns_what_pyxirr_says() -> None:
    flows = [CashFlow(START + timedelta(days=7 * week), -900 if week % 9 == 8 else 10_000) for week in range(520)]
    end = START + 10 * YEAR
    expected = pyxirr.xirr([*(flow.on for flow in flows), end], [*(-flow.amount_minor for flow in flows), 6_400_000.0])
    assert expected is not None
    assert near(money_weighted_return(flows, value_minor=6_400_000, on=end).value, expected, digits=9)


@given(value=st.integers(1, 10**9), growth=st.integers(1, 10**4), years=st.integers(1, 20))
def test_without_payments_in_between_both_returns_are_the_same(value: int, growth: int, years: int) -> None:
    end = START + years * YEAR
    final = value * growth
    weighted = time_weighted_return([DailyValue(START, value, in_minor=value), DailyValue(end, final)]).value
    money = money_weighted_return([CashFlow(START, value)], value_minor=final, on=end).value
    assert weighted is not None
    assert money is not None
    assert math.isclose((1 + float(money)) ** years, 1 + float(weighted), rel_tol=1e-6)


@given(days=st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=30))
def test_paying_in_and_out_alone_returns_nothing(days: list[tuple[int, int]]) -> None:
    """Money that only comes and goes earns 0 %, whatever the amounts."""
    values = []
    held = 0
    for at, (out, paid) in enumerate(days):
        out = min(out, held + paid)
        held += paid - out
        values.append(DailyValue(START + timedelta(days=at), held, in_minor=paid, out_minor=out))
    assert time_weighted_return(values).value == 0
