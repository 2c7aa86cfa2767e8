"""Returns of an investment: time-weighted ("how the holdings did") and money-weighted ("how your money did"). Pure.

A return is a fraction (0.05 is 5 %), exact to about 12 digits. Where there is none, the reason is returned instead.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import NamedTuple

ONE = Decimal(1)
_DAYS_OF_YEAR = 365
# ln(1 + rate) from a loss of all but a millionth to a gain of a million times, in so many steps.
_LOWEST, _HIGHEST, _STEPS = -13.8, 13.8, 276
_TOLERANCE = 1e-13
_MOST_ITERATIONS = 200
_MANY_PAYMENTS = 300
_DIGITS = Decimal("1e-12")


class DailyValue(NamedTuple):
    """One day: the value at its end, what was paid in at its start, and what was taken out at its end.

    In minor units of one currency; flows are zero or more. A dividend that is paid out is taken out; one that stays in
    the account is no flow.
    """

    on: date
    value_minor: int
    in_minor: int = 0
    out_minor: int = 0


class CashFlow(NamedTuple):
    """Money that moved between the person and the investment; positive is paid in, negative is taken out."""

    on: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Return:
    """A return as a fraction, None if there is none, because `why`. `skipped` are days that do not count in it.

    `growth` is what 1 became by each day, None before the first day that counts; only of a time-weighted return.
    """

    value: Decimal | None
    why: str | None = None
    skipped: tuple[date, ...] = ()
    growth: Sequence[Decimal | None] = field(default=(), compare=False, repr=False)

    def up_to(self, index: int) -> Decimal | None:
        """Return the return from the first day to the one at this position."""
        grown = self.growth[index]
        return None if grown is None else (grown - 1).quantize(_DIGITS)


def time_weighted_return(days: Sequence[DailyValue]) -> Return:
    """Return the time-weighted return over `days`, oldest first; before the first day nothing was there.

    A day's return is (V1 + out - V0 - in) / (V0 + in), where V0 is the value of the day before; the days are chained.
    A day with a denominator of zero or less is skipped if anything happened on it.
    Source: CFA Institute, GIPS Standards Handbook 2020, provision 2.A.20 to 2.A.23 (daily valuation).
    """
    skipped: list[date] = []
    by_day: list[Decimal | None] = []
    growth: Decimal | None = None
    before = 0
    with localcontext(prec=28):
        for on, value, paid_in, paid_out in days:
            invested = before + paid_in
            if invested > 0:
                growth = (ONE if growth is None else growth) * (value + paid_out) / invested
            elif invested or value + paid_out:
                skipped.append(on)
            by_day.append(growth)
            before = value
        if growth is None:
            return Return(None, "nothing was invested in this period", tuple(skipped), by_day)
        return Return((growth - 1).quantize(_DIGITS), None, tuple(skipped), by_day)


def money_weighted_return(flows: Sequence[CashFlow], *, value_minor: int, on: date) -> Return:
    """Return the yearly rate at which `flows`, with interest from their day to `on`, grow to `value_minor` (XIRR).

    A year has 365 days. There is no value if nothing was paid in, if all happened on one day, if no rate fits, or if
    several do. Found by Brent's method inside a bracket, never by a guess.
    Source: Microsoft, "XIRR function"; R. Brent, Algorithms for Minimization without Derivatives (1973), chapter 4.
    """
    amounts: dict[date, int] = {}
    for flow in [*flows, CashFlow(on, -value_minor)]:
        amounts[flow.on] = amounts.get(flow.on, 0) - flow.amount_minor
    dated = sorted((day, amount) for day, amount in amounts.items() if amount)
    if any(day > on for day, _ in dated):
        return Return(None, "a payment is later than the value")
    if not any(amount < 0 for _, amount in dated):
        return Return(None, "nothing was paid in")
    if len(dated) < 2:
        return Return(None, "nothing is left of what was paid in" if dated[0][0] < on else "it began today")
    if not any(amount > 0 for _, amount in dated):
        return Return(None, "nothing came back and nothing is left, so all is lost")
    first = dated[0][0]
    terms = [((day - first).days / _DAYS_OF_YEAR, float(amount)) for day, amount in dated]
    present_value = _present_value(terms)
    brackets = _brackets(present_value)
    if not brackets:
        return Return(None, "no yearly rate from -99.9999 % to a millionfold gain fits these payments")
    if len(brackets) > 1:
        return Return(None, "more than one yearly rate fits these payments")
    log_growth = _brent(present_value, *brackets[0])
    return Return(Decimal(math.expm1(log_growth)).quantize(_DIGITS))


def annualized(value: Decimal, days: int) -> Decimal | None:
    """Return a return over `days` as a yearly one; None for less than a year, which must not be annualised (GIPS)."""
    if days < _DAYS_OF_YEAR or value <= -1:
        return None
    return Decimal(math.expm1(math.log1p(float(value)) * _DAYS_OF_YEAR / days)).quantize(_DIGITS)


def _present_value(terms: Sequence[tuple[float, float]]) -> Callable[[float], float]:
    """Return the function from a rate (as log growth) to the value of the terms (years, amount) at their beginning."""
    if len(terms) < _MANY_PAYMENTS:
        return lambda rate: math.fsum(amount * math.exp(-rate * years) for years, amount in terms)
    # Thousands of payments at each of 277 rates would take half a second in Python.
    import numpy as np

    years, amounts = np.array(terms).T
    return lambda rate: float(np.exp(-rate * years) @ amounts)


def _brackets(function: Callable[[float], float]) -> list[tuple[float, float]]:
    """Return the steps between the lowest and the highest rate within which the function changes its sign."""
    width = (_HIGHEST - _LOWEST) / _STEPS
    points = [(x, function(x)) for x in (_LOWEST + width * step for step in range(_STEPS + 1))]
    # A root that a point hits is counted with the step that begins there.
    return [(low, high) for (low, at_low), (high, at_high) in pairwise(points) if at_low == 0 or at_low * at_high < 0]


def _brent(function: Callable[[float], float], a: float, b: float) -> float:
    """Return the root of `function` between `a` and `b`, at which its signs differ."""
    fa, fb = function(a), function(b)
    if fa == 0:
        return a
    c, fc, step, last_step = a, fa, b - a, b - a
    for _ in range(_MOST_ITERATIONS):
        if (fb > 0) == (fc > 0):
            c, fc, step, last_step = a, fa, b - a, b - a
        if abs(fc) < abs(fb):
            a, b, c, fa, fb, fc = b, c, b, fb, fc, fb
        half = (c - b) / 2
        if fb == 0 or abs(half) <= _TOLERANCE:
            return b
        if abs(last_step) >= _TOLERANCE and abs(fa) > abs(fb):
            last_step, step = step, _interpolated(a, b, c, fa, fb, fc, last_step)
        else:
            last_step = step = half
        a, fa = b, fb
        b += step if abs(step) > _TOLERANCE else math.copysign(_TOLERANCE, half)
        fb = function(b)
    return b


def _interpolated(a: float, b: float, c: float, fa: float, fb: float, fc: float, last_step: float) -> float:
    """Return the step by inverse quadratic (with two points linear) interpolation, or half way if that leads astray."""
    half = (c - b) / 2
    s = fb / fa
    if a == c:
        p, q = 2 * half * s, 1 - s
    else:
        r, t = fb / fc, fa / fc
        p = s * (2 * half * t * (t - r) - (b - a) * (r - 1))
        q = (t - 1) * (r - 1) * (s - 1)
    p, q = (p, -q) if p > 0 else (-p, q)
    return p / q if q and 2 * p < min(3 * half * q - abs(_TOLERANCE * q), abs(last_step * q)) else half
