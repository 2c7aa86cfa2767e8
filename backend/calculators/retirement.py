"""Saving for retirement and living from it: many possible courses with random yearly returns. Pure.

Returns are after inflation if the amounts are to be read in today's money.
"""

import random
from decimal import Decimal
from typing import NamedTuple

# The same seed for everybody: the same answers give the same result.
_SEED = 20260101
_WORST_RETURN = -0.9


class RetirementPlan(NamedTuple):
    """What is there, what goes in each month until retirement, and what is taken out each month after it."""

    start_minor: int
    monthly_minor: int
    years_to_retirement: int
    monthly_spending_minor: int
    years_in_retirement: int
    return_percent: Decimal
    volatility_percent: Decimal


class YearRange(NamedTuple):
    """The end of a year: the middle of all courses, and the values between which eight of ten of them lie."""

    year: int
    low_minor: int
    median_minor: int
    high_minor: int


class RetirementOutlook(NamedTuple):
    """Each year up to the end, and the share of courses in which the money lasts (0 to 1)."""

    years: list[YearRange]
    at_retirement: YearRange
    success_share: Decimal
    courses: int


def simulate(plan: RetirementPlan, *, courses: int = 1_000, seed: int = _SEED) -> RetirementOutlook:
    """Return the outlook over `courses` courses; each year's return is drawn from a normal distribution.

    Within a year the money grows by the month, with payments at the end of each; nothing is below zero.
    """
    rng = random.Random(seed)
    last_year = plan.years_to_retirement + plan.years_in_retirement
    by_year: list[list[float]] = [[] for _ in range(last_year + 1)]
    lasted = 0
    for _ in range(courses):
        value = float(plan.start_minor)
        is_short = False
        by_year[0].append(value)
        for year in range(1, last_year + 1):
            is_saving = year <= plan.years_to_retirement
            flow = plan.monthly_minor if is_saving else -plan.monthly_spending_minor
            drawn = max(rng.gauss(float(plan.return_percent), float(plan.volatility_percent)) / 100, _WORST_RETURN)
            value = _after_year(value, drawn, flow)
            if value < 0:
                value, is_short = 0.0, True
            by_year[year].append(value)
        lasted += not is_short
    ranges = [_range(year, values) for year, values in enumerate(by_year)]
    share = (Decimal(lasted) / courses).quantize(Decimal("0.001"))
    return RetirementOutlook(ranges, ranges[plan.years_to_retirement], share, courses)


def _after_year(value: float, yearly_return: float, monthly_flow: int) -> float:
    """Return the value after twelve months at a twelfth of the yearly return each, with a payment after each."""
    monthly = yearly_return / 12
    growth = (1 + monthly) ** 12
    paid = 12 * monthly_flow if monthly == 0 else monthly_flow * (growth - 1) / monthly
    return value * growth + paid


def _range(year: int, values: list[float]) -> YearRange:
    ordered = sorted(values)
    low, median, high = (round(ordered[int(share * (len(ordered) - 1))]) for share in (0.1, 0.5, 0.9))
    return YearRange(year, low, median, high)
