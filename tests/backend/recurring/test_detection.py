"""What repeats and what does not, by examples of real-looking payees."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.recurring.detection import Charge, Rhythm, find_rhythms, price_steps, rhythm_of, state_of
from backend.recurring.schedule import Schedule, Unit, nth

START = date(2025, 1, 20)


def every(unit: Unit, interval: int, *amounts: int, start: date = START) -> list[Charge]:
    days = (nth(Schedule(start, unit, interval), index) for index in range(len(amounts)))
    return [Charge(day, amount) for day, amount in zip(days, amounts, strict=True) if day]


def only(charges: list[Charge]) -> Rhythm:
    (rhythm,) = find_rhythms(charges)
    return rhythm


def test_six_equal_monthly_charges_are_a_sure_fixed_series() -> None:
    found = only(every("month", 1, *[1599] * 6))
    assert (found.unit, found.interval, found.expected_minor, found.is_variable) == ("month", 1, 1599, False)
    assert found.confidence >= 0.9


@pytest.mark.parametrize(
    "amounts",
    [(5234, 6812, 4590, 5945, 5520, 6380), (6000, 6000, 8550, 6000, 7230)],
)
def test_a_bill_whose_amount_varies_is_a_variable_series(amounts: tuple[int, ...]) -> None:
    assert only(every("month", 1, *amounts)).is_variable


@pytest.mark.parametrize(
    ("unit", "interval", "count"),
    [("week", 1, 6), ("week", 2, 6), ("week", 4, 6), ("month", 1, 4), ("month", 2, 4), ("month", 3, 4), ("month", 6, 3),
     ("year", 1, 3)],
)  # fmt: skip
def test_each_rhythm_is_recognised(unit: Unit, interval: int, count: int) -> None:
    found = only(every(unit, interval, *[9999] * count))
    assert (found.unit, found.interval) == (unit, interval)


def test_a_missed_month_and_late_days_change_nothing() -> None:
    charges = every("month", 1, *[1599] * 8)
    del charges[3]
    late = [charge._replace(on=charge.on + timedelta(days=index % 3)) for index, charge in enumerate(charges)]
    assert only(late).unit == "month"


def test_a_price_rise_keeps_one_series() -> None:
    charges = every("month", 1, 1199, 1199, 1199, 1399, 1399, 1399, 1599)
    assert only(charges).expected_minor == 1599
    steps = [(step.amount_minor, step.change) for step in price_steps(charges)]
    assert steps == [(1199, None), (1399, 0.1668), (1599, 0.143)]


def test_one_odd_charge_is_no_price_step() -> None:
    assert len(price_steps(every("month", 1, 1500, 1500, 3000, 1500, 1500))) == 1


def test_two_subscriptions_of_one_payee_are_two_series() -> None:
    music = every("month", 1, *[999] * 6)
    storage = every("month", 1, *[299] * 6, start=date(2025, 1, 4))
    assert sorted(found.expected_minor for found in find_rhythms([*music, *storage])) == [299, 999]


def test_a_subscription_beside_single_purchases_is_found() -> None:
    single = [Charge(date(2025, 2, day), amount) for day, amount in ((3, 2210), (9, 5480), (17, 1905), (26, 3399))]
    assert [found.expected_minor for found in find_rhythms([*every("month", 1, *[1499] * 6), *single])] == [1499]


def test_pay_is_money_in() -> None:
    assert only(every("week", 2, *[-284_000] * 8)).expected_minor == -284_000


@pytest.mark.parametrize("seed", range(12))
def test_shopping_at_random_days_is_no_series(seed: int) -> None:
    rng = random.Random(seed)
    days = sorted(START + timedelta(days=rng.randrange(365)) for _ in range(30))
    assert find_rhythms([Charge(day, rng.randrange(900, 12_000)) for day in days]) == []


def test_a_daily_coffee_and_two_charges_are_no_series() -> None:
    assert find_rhythms(every("day", 1, *[450] * 30)) == []
    assert find_rhythms(every("month", 1, 999, 999)) == []


@pytest.mark.parametrize(("days", "state"), [(31, "on_time"), (46, "overdue"), (67, "lapsed")])
def test_what_does_not_come_is_late_and_then_over(days: int, state: str) -> None:
    assert state_of(START, 30.4, START + timedelta(days=days)) == state


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(-10_000, 10_000)), max_size=40))
def test_any_charges_give_an_answer_within_bounds(raw: list[tuple[int, int]]) -> None:
    charges = [Charge(START + timedelta(days=day), amount) for day, amount in raw]
    for rhythm in find_rhythms(charges):
        assert 0.6 <= rhythm.confidence <= 1
        assert len(rhythm.charges) >= 3
    rhythm_of(sorted(charges))
