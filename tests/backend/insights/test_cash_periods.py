"""The periods of cash flow."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.insights.cash_periods import PERIOD_KINDS, CashPeriod, PeriodKind, cash_periods, same_part


def test_months_are_whole_months() -> None:
    found = cash_periods("month", date(2026, 3, 15), 3)
    assert found == [
        CashPeriod(date(2026, 1, 1), date(2026, 1, 31)),
        CashPeriod(date(2026, 2, 1), date(2026, 2, 28)),
        CashPeriod(date(2026, 3, 1), date(2026, 3, 31)),
    ]


def test_weeks_begin_on_monday_and_two_weeks_on_payday() -> None:
    assert cash_periods("week", date(2026, 11, 25), 1) == [CashPeriod(date(2026, 11, 23), date(2026, 11, 29))]
    two_weeks = cash_periods("two_weeks", date(2026, 11, 25), 1, payday=date(2026, 11, 6))
    assert two_weeks == [CashPeriod(date(2026, 11, 20), date(2026, 12, 3))]


@given(st.sampled_from(PERIOD_KINDS), st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.integers(1, 40))
def test_periods_touch_and_the_last_one_holds_the_day(kind: PeriodKind, last: date, count: int) -> None:
    found = cash_periods(kind, last, count, payday=date(2026, 11, 6))
    assert len(found) == count
    assert found[-1].start <= last <= found[-1].end
    assert all(later.start - earlier.end == timedelta(days=1) for earlier, later in pairwise(found))


@pytest.mark.parametrize(
    ("today", "end"), [(date(2026, 11, 10), date(2026, 10, 10)), (date(2026, 11, 30), date(2026, 10, 31))]
)
def test_a_running_period_is_compared_up_to_the_same_day(today: date, end: date) -> None:
    october, november = cash_periods("month", date(2026, 11, 1), 2)
    assert same_part(october, november, today) == CashPeriod(date(2026, 10, 1), end)
