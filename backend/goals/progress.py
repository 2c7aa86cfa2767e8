"""How far a goal is, at which pace it really moves, and when it is likely reached. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, sqrt
from statistics import fmean, stdev
from typing import Literal, NamedTuple

from backend.recurring.schedule import add_months

PACE_MONTHS = 6
_DAYS_A_MONTH = 365.25 / 12
# 80 % of a normal distribution lie within so many standard deviations.
_EIGHTY_PERCENT = 1.2816
_PARTS = (25, 50, 75, 100)
_FARTHEST_MONTHS = 1200

Outlook = Literal["on_pace", "late", "no_pace", "no_due_date", "reached", "paused", "archived"]


class Saved(NamedTuple):
    """What a goal had at the end of a day."""

    on: date
    minor: int


class Pace(NamedTuple):
    """What is put aside a month on average, and between which it lies with 80 %."""

    monthly_minor: int
    low_minor: int
    high_minor: int
    months: int


class Milestone(NamedTuple):
    percent: int
    minor: int
    reached_on: date | None
    likely_on: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """A goal on a day; days are None where the pace does not lead there."""

    saved_minor: int
    remaining_minor: int
    percent: int
    pace: Pace | None
    likely_on: date | None
    earliest_on: date | None
    latest_on: date | None
    needs_monthly_minor: int | None
    # Where the due date asks the goal to be today, in percent of the target.
    expected_percent: int | None
    outlook: Outlook
    months_late: int
    milestones: tuple[Milestone, ...]


def progress_of(
    *,
    target_minor: int,
    status: str,
    started_on: date,
    due_on: date | None,
    history: Sequence[Saved],
    today: date,
) -> Progress:
    """Return the progress of a goal.

    Args:
        history: what it had at the ends of months, oldest first; the last one is today.
    """
    saved = history[-1].minor
    remaining = max(0, target_minor - saved)
    pace = pace_of(history)
    likely = _reached_on(remaining, pace.monthly_minor, today) if pace else None
    needs = None
    expected = None
    if due_on is not None:
        months = (due_on - today).days / _DAYS_A_MONTH
        needs = ceil(remaining / max(1.0, months)) if remaining else 0
        whole = max(1, (due_on - started_on).days)
        expected = min(100, max(0, round(100 * (today - started_on).days / whole)))
    late = _months_late(likely, due_on)
    return Progress(
        saved,
        remaining,
        max(0, min(100, saved * 100 // target_minor)),
        pace,
        likely,
        _reached_on(remaining, pace.high_minor, today) if pace else None,
        _reached_on(remaining, pace.low_minor, today) if pace else None,
        needs,
        expected,
        _outlook(status, remaining, pace, likely, due_on, late),
        late,
        tuple(_milestones(target_minor, history, pace, today)),
    )


def pace_of(history: Sequence[Saved]) -> Pace | None:
    """Return the pace of the last six months; None before there is a whole month."""
    changes = [
        (later.minor - earlier.minor) / max(1, (later.on - earlier.on).days) * _DAYS_A_MONTH
        for earlier, later in pairwise(history)
        if (later.on - earlier.on).days >= 20
    ][-PACE_MONTHS:]
    if not changes:
        return None
    mean = fmean(changes)
    error = _EIGHTY_PERCENT * stdev(changes) / sqrt(len(changes)) if len(changes) > 1 else 0.0
    return Pace(round(mean), round(mean - error), round(mean + error), len(changes))


def _reached_on(remaining: int, monthly_minor: int, today: date) -> date | None:
    if remaining == 0:
        return today
    if monthly_minor <= 0 or remaining / monthly_minor > _FARTHEST_MONTHS:
        return None
    return today + timedelta(days=ceil(remaining / monthly_minor * _DAYS_A_MONTH))


def _months_late(likely: date | None, due_on: date | None) -> int:
    if likely is None or due_on is None or likely <= due_on:
        return 0
    months = 0
    while (day := add_months(due_on, months)) is not None and day < likely:
        months += 1
    return months


def _outlook(
    status: str, remaining: int, pace: Pace | None, likely: date | None, due_on: date | None, late: int
) -> Outlook:
    if status == "paused":
        return "paused"
    if status == "archived":
        return "archived"
    if status == "reached" or remaining == 0:
        return "reached"
    if pace is None or likely is None:
        return "no_pace"
    if due_on is None:
        return "no_due_date"
    return "late" if late else "on_pace"


def _milestones(target_minor: int, history: Sequence[Saved], pace: Pace | None, today: date) -> list[Milestone]:
    milestones = []
    for percent in _PARTS:
        minor = target_minor * percent // 100
        is_reached = history[-1].minor >= minor
        reached_on = next((each.on for each in history if each.minor >= minor), None) if is_reached else None
        likely = None
        if not is_reached and pace is not None:
            likely = _reached_on(minor - history[-1].minor, pace.monthly_minor, today)
        milestones.append(Milestone(percent, minor, reached_on, likely))
    return milestones
