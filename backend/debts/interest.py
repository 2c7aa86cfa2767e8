"""Interest on a balance, in whole minor units. Pure.

Source of the two methods: a twelfth of the yearly rate for each month, or actual days over 365.
"""

from decimal import ROUND_HALF_UP, Decimal


def monthly_interest(balance_minor: int, rate_percent: Decimal) -> int:
    """Return the interest of one month at a yearly rate, rounded half up to the minor unit."""
    return rounded(balance_minor * rate_percent / 1200)


def daily_interest(balance_minor: int, rate_percent: Decimal, days: int) -> Decimal:
    """Return the simple interest of some days at a yearly rate, not rounded: periods add before they are rounded."""
    return balance_minor * rate_percent * days / 36500


def annuity(principal_minor: int, rate_percent: Decimal, months: int) -> int:
    """Return the level monthly payment that pays a loan off in `months`, rounded half up.

    Source: P × r / (1 − (1 + r)^−n) with r a twelfth of the yearly rate.
    """
    rate = rate_percent / 1200
    if rate == 0:
        return rounded(Decimal(principal_minor) / months)
    return rounded(principal_minor * rate / (1 - (1 + rate) ** -months))


def rounded(minor: Decimal) -> int:
    """Return whole minor units, rounded half up."""
    return int(minor.quantize(Decimal(1), ROUND_HALF_UP))
