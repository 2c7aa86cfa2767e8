"""How a series runs: its amount, its next day, its lateness, its prices."""

from datetime import date, timedelta

import pytest

from backend.recurring.detection import Charge
from backend.recurring.matching import Payee, Plan, anchored, course_of, upcoming
from backend.recurring.schedule import Schedule

MONTHLY = Plan(Schedule(date(2026, 9, 20)), None, is_variable=False)
PAID = [Charge(date(2026, month, 20), 1599) for month in range(6, 12)]
TODAY = date(2026, 11, 25)


def test_the_next_day_is_a_month_after_the_last_payment() -> None:
    course = course_of(MONTHLY, PAID, TODAY)
    assert (course.next_due_on, course.amount_minor, course.per_year_minor) == (date(2026, 12, 20), 1599, 19_188)
    assert (course.state, course.days_late) == ("on_time", 0)


@pytest.mark.parametrize("days", [-3, -1, 1, 4])
def test_a_payment_some_days_early_or_late_moves_nothing(days: int) -> None:
    paid = [*PAID[:-1], Charge(PAID[-1].on + timedelta(days=days), 1599)]
    assert course_of(MONTHLY, paid, TODAY).next_due_on == date(2026, 12, 20)


def test_what_did_not_come_is_late_by_days_and_then_over() -> None:
    late = course_of(MONTHLY, PAID[:-1], TODAY)
    assert (late.next_due_on, late.days_late, late.state) == (date(2026, 11, 20), 5, "on_time")
    assert course_of(MONTHLY, PAID[:-1], date(2026, 12, 8)).state == "overdue"
    assert course_of(MONTHLY, PAID[:-1], date(2027, 1, 20)).state == "lapsed"


def test_a_variable_bill_expects_the_middle_of_the_last_three() -> None:
    bills = [Charge(date(2026, month, 23), amount) for month, amount in ((8, 9120), (9, 8420), (10, 8215), (11, 8640))]
    assert course_of(Plan(MONTHLY.schedule, None, is_variable=True), bills, TODAY).amount_minor == 8420


def test_an_entered_series_without_payments_uses_its_own_amount_and_day() -> None:
    course = course_of(Plan(Schedule(date(2027, 1, 12), "year"), 64_000, is_variable=False), [], TODAY)
    assert (course.amount_minor, course.next_due_on, course.state) == (64_000, date(2027, 1, 12), "not_started")
    assert course_of(MONTHLY, [], TODAY).per_year_minor is None


def test_a_rise_is_the_last_step_up() -> None:
    paid = [*PAID[:-1], Charge(date(2026, 11, 20), 1799)]
    rise = course_of(MONTHLY, paid, TODAY).rise
    assert rise is not None
    assert (rise.on, rise.amount_minor) == (date(2026, 11, 20), 1799)
    assert course_of(MONTHLY, PAID, TODAY).rise is None


def test_only_days_that_are_not_paid_come() -> None:
    course = course_of(MONTHLY, PAID, TODAY)
    assert list(upcoming(MONTHLY, course, TODAY, date(2027, 1, 31))) == [date(2026, 12, 20), date(2027, 1, 20)]


def test_an_ended_schedule_has_no_next_day() -> None:
    course = course_of(
        Plan(Schedule(date(2026, 9, 20), ends_on=date(2026, 11, 20)), None, is_variable=False), PAID, TODAY
    )
    assert (course.next_due_on, course.state) == (None, "on_time")


@pytest.mark.parametrize(
    ("days", "anchor"),
    [
        ((date(2026, 9, 20), date(2026, 10, 20), date(2026, 11, 23)), date(2026, 11, 20)),
        ((date(2026, 9, 30), date(2026, 11, 1), date(2026, 11, 30)), date(2026, 11, 30)),
        ((date(2027, 1, 31), date(2027, 2, 28)), date(2027, 2, 28)),
    ],
)
def test_the_anchor_has_the_usual_day_of_the_month(days: tuple[date, ...], anchor: date) -> None:
    assert anchored([Charge(day, 100) for day in days], "month") == anchor


def test_bounds_keep_two_series_of_one_payee_apart() -> None:
    music = Payee("quill", 900, 1100)
    assert music.fits(999)
    assert music.fits(-999)
    assert not music.fits(299)
    assert Payee("quill").fits(1)
