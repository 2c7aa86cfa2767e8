"""Dividends and other income: by month, by holding, the yield, and when the next one is likely. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from backend.kit.period import month_of, months_between, shift

_HUNDREDTH = Decimal("0.01")
# Payments that are further apart than this have no rhythm that can be told from one year.
_LONGEST_INTERVAL_DAYS = 200


class Received(NamedTuple):
    """Income of one day in minor units of one currency; `security_id` is None for interest on cash."""

    on: date
    security_id: int | None
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Payer:
    """What one holding paid in twelve months, its yield on today's value, and the likely day of the next payment."""

    security_id: int | None
    amount_minor: int
    yield_percent: Decimal | None
    next_likely_on: date | None


def by_month(received: Iterable[Received], *, last: str, months: int = 12) -> list[tuple[str, int]]:
    """Return each of the `months` months up to `last` with its income."""
    sums: dict[str, int] = defaultdict(int)
    for payment in received:
        sums[month_of(payment.on)] += payment.amount_minor
    return [(month, sums[month]) for month in months_between(shift(last, 1 - months), last)]


def by_payer(received: Sequence[Received], values: Mapping[int, int | None], *, today: date) -> list[Payer]:
    """Return who paid, the most first. `values` are today's values of the holdings in the same currency."""
    paid: dict[int | None, list[Received]] = defaultdict(list)
    for payment in received:
        paid[payment.security_id].append(payment)
    payers = []
    for security_id, own in paid.items():
        total = sum(payment.amount_minor for payment in own)
        value = None if security_id is None else values.get(security_id)
        payers.append(Payer(security_id, total, yield_percent(total, value), _next_likely(own, today)))
    return sorted(payers, key=lambda payer: -payer.amount_minor)


def yield_percent(amount_minor: int, value_minor: int | None) -> Decimal | None:
    """Return a year's income as percent of a value; None without a value."""
    if not value_minor or value_minor < 0:
        return None
    return (Decimal(amount_minor) * 100 / value_minor).quantize(_HUNDREDTH, rounding=ROUND_HALF_EVEN)


def _next_likely(own: Sequence[Received], today: date) -> date | None:
    """The last payment plus the usual interval, if at least two show one and it is not long overdue."""
    days = sorted({payment.on for payment in own})
    if len(days) < 2:
        return None
    interval = round(median((later - earlier).days for earlier, later in pairwise(days)))
    likely = days[-1] + timedelta(days=interval)
    return likely if interval <= _LONGEST_INTERVAL_DAYS and likely >= today - timedelta(days=interval // 2) else None
