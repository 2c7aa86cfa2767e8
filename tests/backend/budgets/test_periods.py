"""Periods of budget lines: which days they hold, and how an amount is shared among other days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.budgets.periods import (
    PERIOD_KINDS,
    Days,
    PeriodKind,
    elapsed_share,
    per_day,
    period_of,
    periods_in,
    share_of,
)

NOV_21 = date(2026, 11, 21)
PAY_DAYS = [date(2026, 10, 30), date(2026, 11, 13), date(2026, 11, 27), date(2026, 12, 11)]
days = some.dates(date(2020, 1, 1), date(2030, 12, 31))
repeated = some.sampled_from([kind for kind in PERIOD_KINDS if kind != "once"])


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("week", date(2026, 11, 16), date(2026, 11, 22)),
        ("two_weeks", date(2026, 11, 16), date(2026, 11, 29)),
        ("payday", date(2026, 11, 13), date(2026, 11, 26)),
        ("month", date(2026, 11, 1), date(2026, 11, 30)),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_each_kind_has_its_days(kind: PeriodKind, start: date, end: date) -> None:
    assert period_of(kind, NOV_21, pay_days=PAY_DAYS) == Days(start, end)


def test_before_the_first_and_after_the_last_pay_day_months_are_cut_where_pay_days_begin_and_end() -> None:
    found = periods_in("payday", Days(date(2026, 10, 1), date(2027, 1, 31)), pay_days=PAY_DAYS)
    assert found[0] == Days(date(2026, 10, 1), date(2026, 10, 29))
    assert found[-2:] == [Days(date(2026, 12, 11), date(2026, 12, 31)), Days(date(2027, 1, 1), date(2027, 1, 31))]


@given(repeated, days, days, some.lists(days, unique=True, max_size=6).map(sorted))
def test_periods_follow_each_other_without_gap_or_overlap(
    kind: PeriodKind, one: date, other: date, pay_days: list[date]
) -> None:
    span = Days(min(one, other), max(one, other))
    found = periods_in(kind, span, pay_days=pay_days)
    assert all(before.end + timedelta(days=1) == after.start for before, after in pairwise(found))
    assert found[0].holds(span.start)
    assert found[-1].holds(span.end)
    assert all(period_of(kind, each.end, pay_days=pay_days) == each for each in found)


def test_a_month_is_a_twelfth_of_a_year_and_a_week_goes_by_days() -> None:
    year = period_of("year", NOV_21)
    assert share_of(72_000, year, period_of("month", NOV_21)) == 6_000
    assert share_of(30_000, period_of("month", NOV_21), period_of("week", NOV_21)) == 7_000


@given(some.integers(0, 10**13), days, some.sampled_from(["week", "month", "quarter"]))
def test_the_shares_of_all_parts_add_up_to_the_amount(amount: int, day: date, kind: PeriodKind) -> None:
    year = period_of("year", day)
    assert sum(share_of(amount, year, part) for part in periods_in(kind, year)) == amount


def test_what_may_be_spent_per_day_is_rounded_down_and_counts_today() -> None:
    month = period_of("month", NOV_21)
    assert per_day(10_001, month, NOV_21) == 1_000
    assert per_day(0, month, NOV_21) is None
    assert per_day(500, month, date(2026, 12, 1)) is None
    assert elapsed_share(month, NOV_21) == 0.7
