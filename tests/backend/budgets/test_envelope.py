"""Envelopes: what rolls over, what is left, and percent with one decimal."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.budgets.envelope import CARRIES, Envelope, PeriodSums, pace, percent, roll_over

money = some.integers(min_value=0, max_value=10**15 - 1)
months = some.lists(
    some.builds(PeriodSums, money, some.sampled_from(CARRIES), some.integers(-(10**12), 10**12)),
    min_size=1,
    max_size=24,
)


def test_without_rollover_each_month_stands_alone() -> None:
    assert roll_over([PeriodSums(500, "nothing", 100), PeriodSums(500, "nothing", 200)]) == Envelope(500, 0, 200)


def test_what_was_left_comes_along() -> None:
    assert roll_over([PeriodSums(500, "nothing", 100), PeriodSums(500, "surplus_and_debt", 200)]).remaining_minor == 700


def test_what_was_overspent_comes_along_too() -> None:
    envelope = roll_over([PeriodSums(500, "nothing", 650), PeriodSums(500, "surplus_and_debt", 0)])
    assert (envelope.rolled_minor, envelope.remaining_minor) == (-150, 350)


def test_a_month_without_rollover_in_between_starts_afresh() -> None:
    before, without = PeriodSums(500, "surplus_and_debt", 0), PeriodSums(500, "nothing", 0)
    assert roll_over([before, without, PeriodSums(500, "surplus_and_debt", 100)]).rolled_minor == 500


def test_an_envelope_without_debt_forgets_what_was_overspent_and_keeps_what_was_left() -> None:
    assert roll_over([PeriodSums(500, "nothing", 650), PeriodSums(500, "surplus", 0)]).rolled_minor == 0
    assert roll_over([PeriodSums(500, "nothing", 450), PeriodSums(500, "surplus", 0)]).rolled_minor == 50


def test_what_was_moved_to_a_line_covers_its_overspending() -> None:
    covered = PeriodSums(500, "nothing", 650, moved_minor=150)
    assert roll_over([covered, PeriodSums(500, "surplus_and_debt", 100)]) == Envelope(500, 0, 100)


def test_the_first_month_has_nothing_to_take_along() -> None:
    assert roll_over([PeriodSums(500, "surplus_and_debt", 100)]) == Envelope(500, 0, 100)


@given(months)
def test_with_rollover_throughout_nothing_is_lost(chain: list[PeriodSums]) -> None:
    rolling = [PeriodSums(month.budgeted_minor, "surplus_and_debt", month.spent_minor) for month in chain]
    put_in, spent = sum(m.budgeted_minor for m in rolling), sum(m.spent_minor for m in rolling)
    assert roll_over(rolling).remaining_minor == put_in - spent


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 100, 0.0),
        (1, 3, 33.3),
        (2, 3, 66.7),
        (1, 1000, 0.1),
        (1, 2000, 0.1),
        (150, 100, 150.0),
        (-5, 100, 0.0),
        (1, 0, 100.0),
        (0, 0, 0.0),
        (5, -5, 100.0),
        (333, 1000, 33.3),
        (9995, 10000, 100.0),
        (9994, 10000, 99.9),
    ],
)
def test_percent_has_one_decimal(part: int, whole: int, expected: float) -> None:
    assert percent(part, whole) == expected


@given(some.integers(0, 10**12), some.integers(1, 10**12))
def test_percent_is_exact_to_half_a_tenth(part: int, whole: int) -> None:
    tenths = round(percent(part, whole) * 10)
    assert abs(tenths * whole - part * 1000) * 2 <= whole


def test_the_pace_is_the_even_share_of_the_days() -> None:
    assert pace(3100, day=0, days_in_month=31) == 0
    assert pace(3100, day=10, days_in_month=31) == 1000
    assert pace(3100, day=31, days_in_month=31) == 3100
    assert pace(-50, day=10, days_in_month=31) == 0
