"""Convert amounts by the rate of a day. Pure.

The rate of a day is the newest one on or before it: the ECB publishes none at weekends and on holidays. Two currencies
that have no rate to each other are converted through the euro.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from backend.kit.currency import minor_digits
from backend.kit.period import written_day

Source = Literal["manual", "file", "ecb"]
# Of several rates of one day the first source counts.
SOURCES: tuple[Source, ...] = ("manual", "file", "ecb")
EURO = "EUR"
# Over Christmas and Easter the ECB publishes none for up to five days.
STALE_DAYS = 7
_ONE = Fraction(1)


class QuotedRate(NamedTuple):
    """One unit of `base_currency` was worth `rate` units of `currency` on a day."""

    base_currency: str
    currency: str
    on: date
    rate: Decimal
    source: Source


class Rate(NamedTuple):
    """How many units of the target one unit of the source currency is worth. `on` is the day of the older quote."""

    value: Fraction
    on: date
    source: Source


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in another currency with the rate that was used. `age_days` is how much older than the day it is."""

    minor: int
    rate: Rate
    age_days: int

    @property
    def is_stale(self) -> bool:
        """Say whether the rate is so old that the amount must not be shown without saying so."""
        return self.age_days > STALE_DAYS


@dataclass(frozen=True, slots=True)
class NoRate:
    """Why an amount cannot be converted."""

    why: str


class RateTable:
    """All known rates, looked up by pair and day."""

    def __init__(self, quotes: Iterable[QuotedRate]) -> None:
        best: dict[tuple[str, str], dict[date, QuotedRate]] = {}
        for quote in quotes:
            days = best.setdefault((quote.base_currency, quote.currency), {})
            known = days.get(quote.on)
            if known is None or SOURCES.index(quote.source) < SOURCES.index(known.source):
                days[quote.on] = quote
        self._by_pair = {pair: [days[on] for on in sorted(days)] for pair, days in best.items()}
        self._days = {pair: [quote.on for quote in quotes] for pair, quotes in self._by_pair.items()}

    def rate(self, from_currency: str, to_currency: str, on: date) -> Rate | None:
        """Return the newest rate on or before `on`; one between the two currencies before one through the euro."""
        if from_currency == to_currency:
            return Rate(_ONE, on, "manual")
        direct = self._quoted(from_currency, to_currency, on)
        if EURO in (from_currency, to_currency):
            return direct
        to_euro, from_euro = self._quoted(from_currency, EURO, on), self._quoted(EURO, to_currency, on)
        if to_euro is None or from_euro is None:
            return direct
        older = min(to_euro, from_euro, key=lambda each: each.on)
        crossed = Rate(to_euro.value * from_euro.value, older.on, older.source)
        return direct if direct and direct.on >= crossed.on else crossed

    def convert(self, minor: int, from_currency: str, to_currency: str, *, on: date) -> Converted | NoRate:
        """Return `minor` units in another currency, rounded once, to the nearest minor unit and half to even."""
        if from_currency == to_currency:
            return Converted(minor, Rate(_ONE, on, "manual"), 0)
        rate = self.rate(from_currency, to_currency, on)
        if rate is None:
            return NoRate(f"no exchange rate from {from_currency} to {to_currency} on or before {written_day(on)}")
        scale = Fraction(10) ** (minor_digits(to_currency) - minor_digits(from_currency))
        return Converted(round(minor * rate.value * scale), rate, (on - rate.on).days)

    def _quoted(self, from_currency: str, to_currency: str, on: date) -> Rate | None:
        there = self._newest((from_currency, to_currency), on)
        back = self._newest((to_currency, from_currency), on)
        if there and (back is None or there.on >= back.on):
            return Rate(Fraction(there.rate), there.on, there.source)
        return Rate(1 / Fraction(back.rate), back.on, back.source) if back else None

    def _newest(self, pair: tuple[str, str], on: date) -> QuotedRate | None:
        at = bisect_right(self._days.get(pair, ()), on)
        return self._by_pair[pair][at - 1] if at else None
