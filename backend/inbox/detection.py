"""What among the payments of the last weeks deserves a look: unusual, double, newly repeating, returned. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from backend.kit.currency import minor_digits

LOOKED_BACK = timedelta(days=35)
_FEWEST_EARLIER = 5
_TIMES_USUAL, _TIMES_HIGHEST = 3.0, 1.5
# Smaller differences are not worth a notice, in whole units of any currency.
_SMALLEST_UNITS, _LARGE_REFUND_UNITS = 20, 100
# A payee that charged the same amount twice within a day this often does so by habit: fares, coffee.
_HABIT = 2


class Charge(NamedTuple):
    """A payment; positive is money out."""

    on: date
    amount_minor: int
    id: int
    merchant_key: str
    currency: str
    account_id: int
    description: str


class Unusual(NamedTuple):
    """A charge far above all earlier ones of its payee, of which there were `earlier` between `low` and `high`."""

    charge: Charge
    earlier: int
    low_minor: int
    high_minor: int


class Double(NamedTuple):
    """Two charges of the same amount, payee and account within a day."""

    first: Charge
    second: Charge


class LowBalance(NamedTuple):
    """The lowest balance that known payments lead to, and its day."""

    on: date
    minor: int


def unusual_charges(charges: Iterable[Charge], today: date) -> Iterator[Unusual]:
    """Yield charges of the last weeks that are at least three times what their payee usually charges."""
    for group in _by_payee(charges).values():
        for at, charge in enumerate(group):
            earlier = [each.amount_minor for each in group[:at] if each.on < charge.on]
            if today - charge.on > LOOKED_BACK or len(earlier) < _FEWEST_EARLIER:
                continue
            is_above = charge.amount_minor >= max(_TIMES_USUAL * median(earlier), _TIMES_HIGHEST * max(earlier))
            if is_above and charge.amount_minor - max(earlier) >= _units(_SMALLEST_UNITS, charge.currency):
                yield Unusual(charge, len(earlier), min(earlier), max(earlier))


def double_charges(charges: Iterable[Charge], today: date) -> Iterator[Double]:
    """Yield pairs of the last weeks that look like one purchase charged twice."""
    by_amount: dict[tuple[str, str, int], list[Charge]] = defaultdict(list)
    for charge in charges:
        if charge.amount_minor > 0:
            by_amount[charge.merchant_key, charge.currency, charge.account_id].append(charge)
    for group in by_amount.values():
        pairs = [
            Double(first, second)
            for same in _by_size(group).values()
            for first, second in pairwise(same)
            if (second.on - first.on).days <= 1
        ]
        recent = [pair for pair in pairs if today - pair.second.on <= LOOKED_BACK]
        if len(pairs) - len(recent) < _HABIT:
            yield from (pair for pair in recent if pair.second.amount_minor >= _units(5, pair.second.currency))


def large_refunds(charges: Iterable[Charge], today: date) -> Iterator[Charge]:
    """Yield large amounts of the last weeks that came back from a payee who was paid before."""
    paid = set()
    for charge in charges:
        if charge.amount_minor > 0:
            paid.add((charge.merchant_key, charge.currency))
        elif (
            today - charge.on <= LOOKED_BACK
            and (charge.merchant_key, charge.currency) in paid
            and -charge.amount_minor >= _units(_LARGE_REFUND_UNITS, charge.currency)
        ):
            yield charge


def lowest_balance(balance_minor: int, coming: Sequence[tuple[date, int]]) -> LowBalance | None:
    """Return the lowest point of a balance after the payments that come (positive is money out), None without any."""
    lowest: LowBalance | None = None
    for on, amount_minor in sorted(coming):
        balance_minor -= amount_minor
        if lowest is None or balance_minor < lowest.minor:
            lowest = LowBalance(on, balance_minor)
    return lowest


def is_material(before_minor: int | None, now_minor: int | None, currency: str) -> bool:
    """Say whether a dismissed notice changed enough to come back: by more than a tenth and more than five units."""
    if before_minor is None or now_minor is None:
        return before_minor is not now_minor
    by = abs(now_minor - before_minor)
    return by > abs(before_minor) / 10 and by > _units(5, currency)


def _by_payee(charges: Iterable[Charge]) -> Mapping[tuple[str, str], list[Charge]]:
    found: dict[tuple[str, str], list[Charge]] = defaultdict(list)
    for charge in charges:
        if charge.amount_minor > 0:
            found[charge.merchant_key, charge.currency].append(charge)
    return found


def _by_size(charges: Iterable[Charge]) -> Mapping[int, list[Charge]]:
    found: dict[int, list[Charge]] = defaultdict(list)
    for charge in charges:
        found[charge.amount_minor].append(charge)
    return found


def _units(units: int, currency: str) -> int:
    return int(units * 10 ** minor_digits(currency))
