"""The usual pace of what does not recur: how much a day by weekday, part of the month and season. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median

from backend.forecasting.streams import Movement

_BLOCK_DAYS = 28
_MOST_BLOCKS = 26
# An older block of four weeks counts this much less than the next one.
_DECAY = 0.9
# A block counts at most this many times the middle block, so that one holiday does not set the pace.
_CAP = 2.0
# Weekdays and parts of the month deviate from the mean as if so many weeks or months of even spending had been seen.
_EVEN_WEEKS, _EVEN_MONTHS, _EVEN_YEARS = 8, 6, 2.0
_YEAR = 365
_FEWEST_DAYS = 28


@dataclass(frozen=True, slots=True)
class Pace:
    """What is spent (or comes in: negative) a day on average, and how the days differ; each factor has mean 1."""

    daily_minor: float
    weekdays: tuple[float, ...]
    month_parts: tuple[float, ...]
    months: tuple[float, ...]

    def amounts(self, after: date, days: int) -> list[int]:
        """Return the amounts of the days after a day, in whole minor units that sum to the exact total."""
        amounts, exact, given = [], 0.0, 0
        for number in range(1, days + 1):
            day = after + timedelta(days=number)
            exact += self.daily_minor * self.factor(day)
            amounts.append(round(exact) - given)
            given += amounts[-1]
        return amounts

    def factor(self, day: date) -> float:
        return self.weekdays[day.weekday()] * self.month_parts[month_part(day)] * self.months[day.month - 1]


NO_PACE = Pace(0.0, (1.0,) * 7, (1.0,) * 3, (1.0,) * 12)


def usual_pace(movements: Iterable[Movement], first_on: date, as_of: date) -> Pace:
    """Return the pace of movements of one direction from `first_on`, the first day of the history, up to `as_of`."""
    span = (as_of - first_on).days + 1
    if span < _FEWEST_DAYS:
        return NO_PACE
    by_day = [0] * span
    for movement in movements:
        by_day[(movement.on - first_on).days] += movement.amount_minor
    total = sum(by_day)
    if total == 0:
        return NO_PACE
    months = _season(by_day, first_on)
    blocks = []
    for number in range(min(_MOST_BLOCKS, span // _BLOCK_DAYS)):
        end = span - number * _BLOCK_DAYS
        seasonal = fmean(months[(first_on + timedelta(days=at)).month - 1] for at in range(end - _BLOCK_DAYS, end))
        blocks.append(sum(by_day[end - _BLOCK_DAYS : end]) / seasonal)
    recent = by_day[-_YEAR:]
    begins = as_of - timedelta(days=len(recent) - 1)
    weekdays = _shares(recent, [(begins.weekday() + at) % 7 for at in range(len(recent))], 7, _EVEN_WEEKS * 7)
    parts = [month_part(begins + timedelta(days=at)) for at in range(len(recent))]
    return Pace(_level(blocks) / _BLOCK_DAYS, weekdays, _shares(recent, parts, 3, _EVEN_MONTHS * 30.4), months)


def month_part(day: date) -> int:
    """Return 0 for the first ten days of a month, 1 for the next ten, 2 for the rest."""
    return min(2, (day.day - 1) // 10)


def _level(blocks: Sequence[float]) -> float:
    """Return the usual total of four weeks, of blocks with the newest first."""
    middle = abs(median(blocks))
    cap = _CAP * middle if middle else max(abs(block) for block in blocks) / _CAP
    weights = [_DECAY**number for number in range(len(blocks))]
    capped = [max(-cap, min(cap, block)) for block in blocks]
    return sum(weight * block for weight, block in zip(weights, capped, strict=True)) / sum(weights)


def _shares(by_day: Sequence[int], groups: Sequence[int], count: int, even_days: float) -> tuple[float, ...]:
    """Return how the mean day of each group compares with the mean of all; few days pull it to 1."""
    mean = sum(by_day) / len(by_day)
    if not mean:
        return (1.0,) * count
    sums, days = [0.0] * count, [0] * count
    for amount, group in zip(by_day, groups, strict=True):
        sums[group] += amount
        days[group] += 1
    share = even_days / count
    return tuple(max(0.0, (sums[at] / mean + share) / (days[at] + share)) for at in range(count))


def _season(by_day: Sequence[int], first_on: date) -> tuple[float, ...]:
    """Return the factor of each month of the year, once there are two whole years."""
    years = len(by_day) // _YEAR
    if years < 2:
        return NO_PACE.months
    recent = by_day[-years * _YEAR :]
    start = first_on + timedelta(days=len(by_day) - len(recent))
    mean = sum(recent) / len(recent)
    if not mean:
        return NO_PACE.months
    sums, days = [0.0] * 12, [0] * 12
    for at, amount in enumerate(recent):
        month = (start + timedelta(days=at)).month - 1
        sums[month] += amount
        days[month] += 1
    raw = [(sums[at] / mean / days[at] * years + _EVEN_YEARS) / (years + _EVEN_YEARS) for at in range(12)]
    return tuple(min(2.0, max(0.4, each)) for each in raw)
