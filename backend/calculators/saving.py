"""Emergency fund and regular saving. Pure; amounts in minor units, rates in percent a year."""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import NamedTuple

_MOST_MONTHS = 1_200


class EmergencyFund(NamedTuple):
    """How far savings reach: months covered, what is missing, and in how many months it is full (None: never)."""

    covers_months: Decimal
    target_minor: int
    missing_minor: int
    full_in_months: int | None


def emergency_fund(*, saved_minor: int, monthly_cost_minor: int, months: Decimal, monthly_minor: int) -> EmergencyFund:
    """Return how many months `saved_minor` lasts, and what it takes to hold `months` of costs. Costs are above 0."""
    target = _rounded(monthly_cost_minor * months)
    missing = max(target - saved_minor, 0)
    if not missing:
        full_in: int | None = 0
    elif monthly_minor <= 0:
        full_in = None
    else:
        full_in = int((Decimal(missing) / monthly_minor).to_integral_value(ROUND_CEILING))
    covers = (Decimal(saved_minor) / monthly_cost_minor).quantize(Decimal("0.1"))
    return EmergencyFund(covers, target, missing, full_in if full_in is None or full_in <= _MOST_MONTHS else None)


class SavedYear(NamedTuple):
    """The end of a year: what was paid in until then, and what it is worth."""

    year: int
    paid_minor: int
    value_minor: int


def savings(*, start_minor: int, monthly_minor: int, rate_percent: Decimal, years: int) -> list[SavedYear]:
    """Return each year of saving an amount at the end of each month, with interest of a twelfth of the rate a month.

    Interest is not rounded until the year is shown.
    Source: Microsoft, "FV function" (payments at the end of the period).
    """
    rate = rate_percent / 1200
    value = Decimal(start_minor)
    found = []
    for year in range(1, years + 1):
        for _ in range(12):
            value = value * (1 + rate) + monthly_minor
        found.append(SavedYear(year, start_minor + monthly_minor * 12 * year, _rounded(value)))
    return found


def _rounded(minor: Decimal) -> int:
    return int(minor.quantize(Decimal(1), ROUND_HALF_UP))
