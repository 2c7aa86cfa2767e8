"""Present value, internal rate of return and level payments, against the examples of spreadsheet manuals."""

from decimal import Decimal

import pytest

from backend.calculators.time_value import internal_rate, level_payment, net_present_value


def minor(*amounts: float) -> list[int]:
    return [round(amount * 100) for amount in amounts]


def test_the_present_value_of_payments_that_begin_now() -> None:
    """Source: Microsoft Support, "NPV function", example 2: 8 %, 40,000 paid now, five returns: 1,922.06."""
    amounts = minor(-40_000, 8_000, 9_200, 10_000, 12_000, 14_500)
    assert net_present_value(Decimal(8), amounts) == 192_206


def test_the_present_value_of_payments_that_begin_in_a_year() -> None:
    """Source: Microsoft Support, "NPV function", example 1: 10 %, first payment after one period: 1,188.44."""
    assert net_present_value(Decimal(10), minor(0, -10_000, 3_000, 4_200, 6_800)) == 118_844


@pytest.mark.parametrize(
    ("amounts", "percent"),
    [
        (minor(-70_000, 12_000, 15_000, 18_000, 21_000), "-2.1"),
        (minor(-70_000, 12_000, 15_000, 18_000, 21_000, 26_000), "8.7"),
    ],
)
def test_the_internal_rate_of_return(amounts: list[int], percent: str) -> None:
    """Source: Microsoft Support, "IRR function": -2.1 % after four years, 8.7 % after five."""
    rate = internal_rate(amounts).value
    assert rate is not None
    assert (rate * 100).quantize(Decimal("0.1")) == Decimal(percent)


def test_the_internal_rate_of_numpy_financial() -> None:
    """Source: numpy-financial manual, `irr([-100, 39, 59, 55, 20])`: 0.28095."""
    rate = internal_rate(minor(-100, 39, 59, 55, 20)).value
    assert rate is not None
    assert rate.quantize(Decimal("0.00001")) == Decimal("0.28095")


def test_payments_that_are_all_of_one_sign_have_no_rate_and_say_why() -> None:
    assert internal_rate(minor(100, 100)).value is None
    assert internal_rate(minor(100, 100)).why


@pytest.mark.parametrize(
    ("percent_a_year", "periods", "present", "future", "payment"),
    [(8, 10, 10_000, 0, -1_037_03), (6, 18 * 12, 0, 50_000, -129_08)],
)
def test_the_level_payment(percent_a_year: int, periods: int, present: int, future: int, payment: int) -> None:
    """Source: Microsoft Support, "PMT function": 10,000 at 8 % in 10 months; 50,000 saved at 6 % in 18 years."""
    rate = Decimal(percent_a_year) / 12
    assert level_payment(rate, periods, present * 100, future * 100) == payment


def test_without_interest_the_payment_is_an_equal_part() -> None:
    assert level_payment(Decimal(0), 12, 120_000) == -10_000
