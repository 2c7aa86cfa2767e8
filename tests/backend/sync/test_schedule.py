"""When a bank is asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.sync.provider import FailureKind
from backend.sync.schedule import due, next_try

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def why(*, last: timedelta | None, next_try: timedelta | None = None) -> str | None:
    return due(
        NOW,
        connection_id=1,
        last_at=None if last is None else NOW - last,
        next_try_at=None if next_try is None else NOW + next_try,
    )


def test_a_bank_is_asked_every_four_hours_give_or_take_a_quarter() -> None:
    assert why(last=None) == "scheduled"
    assert why(last=239 * MINUTE) is None
    assert why(last=256 * MINUTE) == "scheduled"


def test_after_three_days_of_sleep_it_is_asked_once() -> None:
    assert why(last=timedelta(days=3)) == "scheduled"
    assert why(last=timedelta(seconds=1)) is None


def test_a_failed_one_is_asked_again_at_its_time() -> None:
    assert why(last=MINUTE, next_try=MINUTE) is None
    assert why(last=MINUTE, next_try=-MINUTE) == "retry"
    assert why(last=timedelta(days=1), next_try=MINUTE) is None


def test_a_clock_that_ran_ten_years_ahead_and_back_stops_no_bank() -> None:
    decade = timedelta(days=3650)
    assert why(last=-decade) == "scheduled"
    assert why(last=timedelta(hours=5), next_try=decade) == "scheduled"


@pytest.mark.parametrize(
    ("kind", "minutes"),
    [
        ("unavailable", [15, 60, 360, 360]),
        ("offline", [15, 60, 360]),
        ("rate_limited", [1, 2, 4, 8, 16, 32, 60, 60]),
        ("preparing", [0.5, 1, 2, 5, 5]),
        ("changed_while_reading", [15, 60]),
    ],
)
def test_each_failure_waits_longer(kind: FailureKind, minutes: list[float]) -> None:
    waits = [next_try(kind, count, NOW) for count in range(1, len(minutes) + 1)]
    assert waits == [NOW + timedelta(minutes=each) for each in minutes]


@pytest.mark.parametrize("kind", ["needs_user", "ended", "keys", "unreadable", "cancelled"])
def test_what_only_the_person_can_mend_is_not_tried_again(kind: FailureKind) -> None:
    assert next_try(kind, 1, NOW) is None


def test_a_bank_that_names_its_own_wait_gets_it_up_to_an_hour() -> None:
    assert next_try("rate_limited", 1, NOW, seconds=600) == NOW + timedelta(minutes=10)
    assert next_try("rate_limited", 1, NOW, seconds=90_000) == NOW + timedelta(hours=1)
