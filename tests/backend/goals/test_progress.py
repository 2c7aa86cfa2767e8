"""How far a goal is, how fast it really moves, and when it is likely reached."""

from datetime import date
from typing import Any

import pytest

from backend.goals.progress import Progress, Saved, pace_of, progress_of

TODAY = date(2026, 11, 30)
MONTHS = [date(2026, month, 28) for month in range(5, 12)]


def saved(*amounts: int) -> list[Saved]:
    return [*(Saved(day, minor) for day, minor in zip(MONTHS, amounts, strict=False))]


def progress(*amounts: int, **fields: Any) -> Progress:
    base = {"target_minor": 120_000, "status": "active", "started_on": date(2026, 5, 1), "due_on": None, "today": TODAY}
    return progress_of(history=[*saved(*amounts[:-1]), Saved(TODAY, amounts[-1])], **{**base, **fields})


def test_the_pace_is_what_was_really_put_aside_a_month() -> None:
    pace = pace_of(saved(0, 10_000, 20_000, 30_000, 40_000))
    assert pace is not None
    assert 9_700 < pace.monthly_minor < 10_000
    assert pace.low_minor <= pace.monthly_minor <= pace.high_minor


def test_an_uneven_pace_has_a_wide_band() -> None:
    even, uneven = pace_of(saved(0, 10_000, 20_000, 30_000)), pace_of(saved(0, 1_000, 29_000, 30_000))
    assert even is not None
    assert uneven is not None
    assert uneven.high_minor - uneven.low_minor > 5 * (even.high_minor - even.low_minor)


def test_a_goal_that_is_reached_before_its_day_is_on_pace() -> None:
    found = progress(20_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, due_on=date(2027, 6, 30))
    assert (found.outlook, found.months_late) == ("on_pace", 0)
    assert found.earliest_on is not None
    assert found.likely_on is not None
    assert found.latest_on is not None
    assert found.earliest_on <= found.likely_on <= found.latest_on < date(2027, 6, 30)


def test_a_slow_goal_says_how_many_months_it_will_be_late_and_what_it_needs() -> None:
    found = progress(20_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, due_on=date(2027, 1, 31))
    assert (found.outlook, found.months_late) == ("late", 3)
    assert found.needs_monthly_minor == 19_638


@pytest.mark.parametrize(
    ("fields", "amounts", "outlook"),
    [
        ({}, (10_000, 20_000, 30_000), "no_due_date"),
        ({}, (10_000, 10_000, 10_000), "no_pace"),
        ({}, (30_000, 20_000, 10_000), "no_pace"),
        ({}, (0,), "no_pace"),
        ({}, (100_000, 120_000, 130_000), "reached"),
        ({"status": "paused"}, (10_000, 20_000, 30_000), "paused"),
        ({"status": "reached"}, (10_000, 20_000, 30_000), "reached"),
    ],
)
def test_every_outlook(fields: dict[str, Any], amounts: tuple[int, ...], outlook: str) -> None:
    assert progress(*amounts, **fields).outlook == outlook


def test_milestones_say_when_they_were_reached_or_are_likely() -> None:
    found = progress(20_000, 30_000, 40_000, 50_000, 60_000, 70_000)
    first, half, third, last = found.milestones
    assert (first.percent, first.minor, first.reached_on) == (25, 30_000, MONTHS[1])
    assert half.reached_on == MONTHS[4]
    assert third.reached_on is None
    assert third.likely_on is not None
    assert last.likely_on is not None
    assert TODAY < third.likely_on < last.likely_on
