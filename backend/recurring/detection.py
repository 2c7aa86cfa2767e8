"""Find what repeats among the charges of one payee: rhythm, amount, price steps and how sure that is.

Day bands and weights as in Securo's detector; medians instead of means, so that one missed month changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from backend.recurring.schedule import Unit

# Shortest and longest median gap in days, and the rhythm that it means.
_BANDS: tuple[tuple[float, float, Unit, int], ...] = (
    (5.5, 8.5, "week", 1),
    (12, 17, "week", 2),
    (25.5, 35, "month", 1),
    (55, 66, "month", 2),
    (80, 105, "month", 3),
    (170, 200, "month", 6),
    (345, 385, "year", 1),
)
FEWEST = 3
# Among many purchases some amounts are alike by chance: a group of them proves something only with more charges.
_FEWEST_OF_GROUP = 5
_FOUR_WEEKS = 28
# Amounts that differ by less than this share are one price; where more than this share of steps differ, none is fixed.
_SAME_PRICE, _MOST_CHANGES = 0.005, 0.4
_LARGEST_SPREAD = 0.35
_SURE_ENOUGH = 0.6
_REGULARITY_WEIGHT, _AMOUNT_WEIGHT = 0.65, 0.35
# The share of gaps that may be out of the band: one missed or extra charge in four.
_GAPS_IN_BAND = 0.75
# A price step is a change of more than this share.
PRICE_STEP = 0.05
OVERDUE_AFTER, LAPSED_AFTER = 1.5, 2.2


class Charge(NamedTuple):
    """One payment; positive is money out."""

    on: date
    amount_minor: int
    transaction_id: int = 0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What repeats: every `interval` units, about `gap_days` apart; `confidence` is from 0 to 1."""

    unit: Unit
    interval: int
    gap_days: float
    expected_minor: int
    is_variable: bool
    confidence: float
    charges: tuple[Charge, ...]


class PriceStep(NamedTuple):
    """From this day on it cost so much; `change` is the share by which that differs from before, None for the first."""

    on: date
    amount_minor: int
    change: float | None


def find_rhythms(charges: Sequence[Charge]) -> list[Rhythm]:
    """Return what repeats among the charges of one payee in one direction, the surest first.

    All together first; if they have no common rhythm, in groups of similar amounts: a shop may have two subscriptions
    beside single purchases.
    """
    ordered = sorted(charges)
    whole = rhythm_of(ordered)
    if whole is not None:
        return [whole]
    found = [rhythm for group in _by_amount(ordered) if (rhythm := rhythm_of(group))]
    return sorted(found, key=lambda rhythm: -rhythm.confidence)


def rhythm_of(charges: Sequence[Charge]) -> Rhythm | None:
    """Return the rhythm of charges that are all of one series, given in order of days; None if they have none."""
    days = sorted({charge.on for charge in charges})
    if len(days) < FEWEST or len(days) < len(charges) * 0.8:
        return None
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    middle = median(gaps)
    band = next((band for band in _BANDS if band[0] <= middle <= band[1]), None)
    amounts = [abs(charge.amount_minor) for charge in charges]
    usual = median(amounts)
    if band is None or not usual:
        return None
    spread = median(abs(amount - usual) for amount in amounts) / usual
    is_near = [abs(amount - usual) <= _LARGEST_SPREAD * usual for amount in amounts]
    in_band = [band[0] * 0.8 <= gap <= band[1] * 1.2 for gap in gaps]
    # One outlier is allowed: a double bill, a missed month.
    if is_near.count(False) > max(1, len(amounts) // 6) or in_band.count(True) < _GAPS_IN_BAND * len(gaps):
        return None
    regularity = in_band.count(True) / len(gaps) * max(0.0, 1 - median(abs(g - middle) for g in gaps) / (0.3 * middle))
    similarity = max(0.0, 1 - spread / _LARGEST_SPREAD)
    confidence = _REGULARITY_WEIGHT * regularity + _AMOUNT_WEIGHT * similarity
    # Three charges prove less than six.
    confidence *= min(1.0, 0.8 + 0.05 * (len(days) - FEWEST + 1))
    if confidence < _SURE_ENOUGH:
        return None
    changes = sum(abs(later - earlier) > _SAME_PRICE * earlier for earlier, later in pairwise(amounts))
    is_variable = changes > _MOST_CHANGES * (len(amounts) - 1)
    recent = amounts[-3:] if is_variable else amounts[-1:]
    expected = round(median(recent))
    unit, interval = band[2:]
    if _is_every_four_weeks(days, gaps):
        unit, interval = "week", 4
    return Rhythm(
        unit,
        interval,
        float(middle),
        expected if charges[-1].amount_minor > 0 else -expected,
        is_variable,
        round(confidence, 2),
        tuple(charges),
    )


def _is_every_four_weeks(days: Sequence[date], gaps: Sequence[int]) -> bool:
    """Say whether charges about a month apart follow the weekday and not the day of the month."""
    return len({day.weekday() for day in days}) == 1 and gaps.count(_FOUR_WEEKS) >= _GAPS_IN_BAND * len(gaps)


def price_steps(charges: Sequence[Charge]) -> list[PriceStep]:
    """Return the prices that charges of one series had, oldest first; one odd charge between equal ones is none."""
    steps: list[PriceStep] = []
    amounts = [abs(charge.amount_minor) for charge in charges]
    for charge, amount, following in zip(charges, amounts, [*amounts[1:], None], strict=False):
        current = steps[-1].amount_minor if steps else None
        if current is None:
            steps.append(PriceStep(charge.on, amount, None))
        elif current and not any(abs(each - current) <= PRICE_STEP * current for each in (amount, following) if each):
            steps.append(PriceStep(charge.on, amount, round((amount - current) / current, 4)))
    return steps


def state_of(last_on: date, gap_days: float, today: date) -> str:
    """Return "on_time", "overdue" or "lapsed" by the days since the last charge."""
    waited = (today - last_on).days / gap_days
    return "lapsed" if waited > LAPSED_AFTER else "overdue" if waited > OVERDUE_AFTER else "on_time"


def _by_amount(charges: Sequence[Charge]) -> list[list[Charge]]:
    """Return groups of charges whose amounts lie near one another, each in order of days."""
    groups: list[list[Charge]] = []
    for charge in sorted(charges, key=lambda each: abs(each.amount_minor)):
        amount = abs(charge.amount_minor)
        if groups and amount <= abs(groups[-1][-1].amount_minor) * (1 + PRICE_STEP) + 1:
            groups[-1].append(charge)
        else:
            groups.append([charge])
    return [sorted(group) for group in groups if len(group) >= _FEWEST_OF_GROUP]
