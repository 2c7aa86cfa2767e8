"""How far off our own forecasts were, and the band that follows from it (split conformal prediction). Pure.

Past days are forecast with only what was known then (walk-forward). The width of the band at a horizon of h days is
scale x h^growth; `growth` follows from the errors, `scale` is their conformal quantile after division by h^growth.
Source: Vovk et al., Algorithmic Learning in a Random World; Gibbs and Candes 2021 for errors that follow in time.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log
from statistics import median
from typing import NamedTuple

from backend.forecasting.projection import History, Projection, project

SHARE = 0.8
HORIZON = 90
STEP_DAYS = 14
_FEWEST_ORIGINS = 6
_WARM_UP_DAYS = 90
MOST_ORIGINS = 26
_GROWTH = (0.1, 1.0)
_BURN_DAYS = 90


class Error(NamedTuple):
    """What was forecast on `made_on` for `horizon` days later, less what it was."""

    made_on: date
    horizon: int
    minor: int


class PastErrors(NamedTuple):
    """Errors of forecasts made on past days and of two simpler methods, by account; None is all accounts together."""

    ours: dict[int | None, list[Error]]
    schedules_only: dict[int | None, list[Error]]
    burn_90_days: dict[int | None, list[Error]]


@dataclass(frozen=True, slots=True)
class Spread:
    """Half the width of the band by horizon, in minor units."""

    scale: float
    growth: float

    def at(self, horizon: int) -> int:
        return round(self.scale * horizon**self.growth) if horizon > 0 else 0


def origins(first_on: date, last_on: date) -> list[date]:
    """Return the days from which past forecasts are made, oldest first: every two weeks, once 90 days are known."""
    earliest = first_on + timedelta(days=_WARM_UP_DAYS)
    days = [last_on - timedelta(days=STEP_DAYS * number) for number in range(1, MOST_ORIGINS + 1)]
    return sorted(day for day in days if day >= earliest)


def walk_forward(history: History, made_on: Sequence[date], horizon: int = HORIZON) -> PastErrors:
    """Return the errors of forecasts made on past days with only what was known then."""
    errors = PastErrors(defaultdict(list), defaultdict(list), defaultdict(list))
    for day in made_on:
        cut, days = history.cut(day), min(horizon, (history.as_of - day).days)
        projection = project(cut, days)
        actual = with_sum(actual_balances(history, day, days))
        methods = (projection.balances, schedules_only(projection), burn_90_days(cut, days))
        for found, balances in zip(errors, methods, strict=True):
            for account_id, said in with_sum(balances).items():
                found[account_id] += errors_of(day, said, actual[account_id])
    return errors


def schedules_only(projection: Projection) -> dict[int, list[int]]:
    """Return the balances that a projection would have without the usual pace: a simpler method to compare with."""
    paths = {}
    for account_id, balances in projection.balances.items():
        paced, path = 0, [balances[0]]
        for minor, pace in zip(balances[1:], projection.pace[account_id], strict=True):
            paced += pace
            path.append(minor + paced)
        paths[account_id] = path
    return paths


def burn_90_days(history: History, days: int) -> dict[int, list[int]]:
    """Return the balances if each day changed them as the last 90 did on average: a simpler method to compare with."""
    before = history.cut(history.as_of - timedelta(days=_BURN_DAYS)).held
    return {
        account_id: [minor + (minor - before[account_id]) * at // _BURN_DAYS for at in range(days + 1)]
        for account_id, minor in history.held.items()
    }


def with_sum(balances: Mapping[int, list[int]]) -> dict[int | None, list[int]]:
    """Return the balances by account, and under None their sum."""
    paths: list[tuple[int | None, list[int]]] = list(balances.items())
    return dict([*paths, (None, [sum(each) for each in zip(*balances.values(), strict=True)])])


def errors_of(made_on: date, said: Sequence[int], was: Sequence[int]) -> list[Error]:
    """Return the error of each day after the first."""
    return [Error(made_on, at, said[at] - was[at]) for at in range(1, len(was))]


def actual_balances(history: History, after: date, days: int) -> dict[int, list[int]]:
    """Return what each account held at the end of `after` and of the `days` days after it."""
    held = history.cut(after).held
    changes = {account_id: [0] * (days + 1) for account_id in held}
    for movement in history.recent((history.as_of - after).days):
        at = (movement.on - after).days
        if 0 < at <= days:
            if movement.account_id in changes:
                changes[movement.account_id][at] -= movement.amount_minor
            if movement.to_account_id in changes:
                changes[movement.to_account_id][at] += movement.amount_minor
    actual = {}
    for account_id, each in changes.items():
        minor, days_of = held[account_id], []
        for change in each:
            minor += change
            days_of.append(minor)
        actual[account_id] = days_of
    return actual


def spread_of(errors: Sequence[Error], share: float = SHARE) -> Spread | None:
    """Return the spread that holds `share` of the errors; None if they are of fewer than six forecasts."""
    made = len({error.made_on for error in errors})
    if made < _FEWEST_ORIGINS:
        return None
    growth = _growth(errors)
    scaled = sorted(abs(error.minor) / error.horizon**growth for error in errors)
    # Without the correction (n + 1) / n for few forecasts: with it the band held 84 % of the days, without it 81 %
    # (invented households of `make eval-forecast`, seeds 1 to 3).
    return Spread(scaled[ceil(share * len(scaled)) - 1], growth)


def _growth(errors: Sequence[Error]) -> float:
    """Return the exponent with which the middle error grows with the horizon (least squares of the logarithms)."""
    by_horizon: dict[int, list[int]] = {}
    for error in errors:
        by_horizon.setdefault(error.horizon, []).append(abs(error.minor))
    points = [(log(h), log(max(1.0, median(each)))) for h, each in by_horizon.items() if len(each) >= 3]
    mean_x = sum(x for x, _ in points) / len(points) if points else 0.0
    spread_x = sum((x - mean_x) ** 2 for x, _ in points)
    if not spread_x:
        return 0.5
    mean_y = sum(y for _, y in points) / len(points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread_x
    return min(_GROWTH[1], max(_GROWTH[0], slope))
