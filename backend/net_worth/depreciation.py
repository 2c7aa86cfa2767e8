"""The value of a thing on a day: the last value that was entered, less what a rule takes off. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Literal, NamedTuple

from backend.kit.period import last_day, month_of

Method = Literal["none", "percent", "straight_line"]
METHODS: tuple[Method, ...] = ("none", "percent", "straight_line")
_WHOLE = Decimal(1)


class Valuation(NamedTuple):
    """What the whole thing was worth on a day, in minor units of its currency."""

    on: date
    value_minor: int
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Depreciation:
    """How a value becomes less, each whole month: by `percent` a year of what is left, or in equal steps over
    `life_months` down to `residual_minor`. The result is rounded to `rounded_to_minor`, half to even."""

    method: Method = "none"
    percent: Decimal = Decimal(0)
    life_months: int = 0
    residual_minor: int = 0
    rounded_to_minor: int = 1


class Valued(NamedTuple):
    """A value on a day with its terms: entered - taken_off + rounding = value."""

    value_minor: int
    entered: Valuation
    months: int
    taken_off_minor: int
    rounding_minor: int


def value_on(day: date, valuations: Sequence[Valuation], rule: Depreciation) -> Valued | None:
    """Return the value at the end of `day`; None before the first of `valuations` (oldest first).

    Between two valuations the earlier one stands; it is not smoothed.
    """
    at = bisect_right(valuations, day, key=lambda valuation: valuation.on)
    if not at:
        return None
    entered = valuations[at - 1]
    months = whole_months(entered.on, day)
    if rule.method == "none" or not months:
        return Valued(entered.value_minor, entered, 0, 0, 0)
    exact = _exact_value(entered.value_minor, months, rule)
    unrounded = int(exact.quantize(_WHOLE, ROUND_HALF_EVEN))
    step = max(rule.rounded_to_minor, 1)
    value = int((exact / step).quantize(_WHOLE, ROUND_HALF_EVEN)) * step
    return Valued(value, entered, months, entered.value_minor - unrounded, value - unrounded)


def whole_months(start: date, end: date) -> int:
    """Return how many months have passed from `start` to `end`; a month from Jan 31 is over on Feb 28."""
    months = (end.year - start.year) * 12 + end.month - start.month
    is_last_day = end == last_day(month_of(end))
    return months - (end.day < start.day and not is_last_day)


def _exact_value(entered_minor: int, months: int, rule: Depreciation) -> Decimal:
    with localcontext(prec=28):
        entered = Decimal(entered_minor)
        if rule.method == "percent":
            return entered * (1 - rule.percent / 100) ** (Decimal(months) / 12)
        share = Decimal(min(months, rule.life_months)) / max(rule.life_months, 1)
        return entered - (entered - rule.residual_minor) * share if entered > rule.residual_minor else entered
