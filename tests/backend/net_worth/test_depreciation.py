"""A value that was entered stands until the next one, or becomes less by a written rule."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.net_worth.depreciation import Depreciation, Valuation, Valued, value_on, whole_months

CABIN = [Valuation(date(2023, 6, 20), 171_500_00), Valuation(date(2025, 4, 11), 178_000_00)]
CAR = [Valuation(date(2025, 11, 1), 16_700_00)]
FIFTEEN_PERCENT = Depreciation("percent", percent=Decimal(15), rounded_to_minor=100_00)


def test_the_last_value_stands_until_the_next_one() -> None:
    values = [value_on(day, CABIN, Depreciation()) for day in (date(2025, 4, 10), date(2025, 4, 11), date(2026, 1, 1))]
    assert [each and each.value_minor for each in values] == [171_500_00, 178_000_00, 178_000_00]


def test_before_the_first_value_there_is_none() -> None:
    assert value_on(date(2023, 6, 19), CABIN, Depreciation()) is None


def test_a_car_loses_a_percentage_a_year_and_is_rounded_as_chosen() -> None:
    # 16,700.00 - 15 % = 14,195.00, rounded to 100 is 14,200.00.
    found = value_on(date(2026, 11, 1), CAR, FIFTEEN_PERCENT)
    assert found == Valued(14_200_00, CAR[0], 12, 2_505_00, 5_00)


def test_the_value_changes_once_a_month() -> None:
    rule = Depreciation("percent", percent=Decimal(15))
    values = [value_on(date(2026, 1, day), CAR, rule) for day in (1, 2, 31)]
    assert len({each.value_minor for each in values if each}) == 1
    assert values[0] is not None
    assert values[0].months == 2


def test_equal_steps_end_at_what_is_left() -> None:
    rule = Depreciation("straight_line", life_months=48, residual_minor=2_300_00)
    after = [value_on(day, CAR, rule) for day in (date(2026, 11, 1), date(2029, 11, 1), date(2040, 1, 1))]
    assert [each and each.value_minor for each in after] == [13_100_00, 2_300_00, 2_300_00]


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2026, 1, 15), date(2026, 1, 15), 0),
    ],
)
def test_whole_months_end_with_short_months(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months


@given(
    value=st.integers(0, 10**11),
    percent=st.integers(0, 99),
    step=st.sampled_from([1, 100, 100_00]),
    day=st.dates(date(2025, 11, 1), date(2060, 1, 1)),
)
def test_the_terms_add_up_and_a_value_never_grows(value: int, percent: int, step: int, day: date) -> None:
    rule = Depreciation("percent", percent=Decimal(percent), rounded_to_minor=step)
    found = value_on(day, [Valuation(date(2025, 11, 1), value)], rule)
    assert found is not None
    assert found.value_minor == value - found.taken_off_minor + found.rounding_minor
    assert 0 <= found.value_minor <= value + step // 2
    assert abs(found.rounding_minor) <= step // 2
