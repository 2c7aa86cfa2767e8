"""How a total is spread over types, sectors, accounts and currencies, how far that is from the targets, and what would
bring it there. Pure; all amounts are in minor units of one currency."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

_TENTH = Decimal("0.1")
_HUNDREDTH = Decimal("0.01")
# A drift of so many points is worth a look.
NOTABLE_DRIFT = Decimal(2)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a total; `percent` has one decimal and is rounded by itself, so that parts may miss 100 by a tenth."""

    name: str
    value_minor: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Drift:
    """How far a part is from its target: `points` is percent minus target, None without a target."""

    percent: Decimal
    target_percent: Decimal | None
    points: Decimal | None

    @property
    def is_notable(self) -> bool:
        return self.points is not None and abs(self.points) >= NOTABLE_DRIFT


@dataclass(frozen=True, slots=True)
class Tradable:
    """A security with a target: what is held of it, and what one unit costs in the currency of the total."""

    security_id: int
    value_minor: int
    price_minor: Decimal
    target_percent: Decimal
    # How finely it can be traded: 1 for whole shares.
    unit: Decimal


@dataclass(frozen=True, slots=True)
class Trade:
    """What would have to be bought (positive quantity) or sold to be nearest to the target."""

    security_id: int
    quantity: Decimal
    amount_minor: int


def percent(fraction: Decimal | None) -> Decimal | None:
    """Return a fraction in percent with two decimals."""
    return None if fraction is None else (fraction * 100).quantize(_HUNDREDTH, rounding=ROUND_HALF_EVEN)


def ratio_percent(part: int | None, whole: int | None) -> Decimal | None:
    """Return part ÷ whole in percent; None where either is not known or there is no basis."""
    if part is None or whole is None or whole <= 0:
        return None
    return percent(Decimal(part) / whole)


def percent_of(part_minor: int, total_minor: int) -> Decimal:
    """Return the share in percent with one decimal; 0 of nothing."""
    if not total_minor:
        return Decimal(0)
    return (Decimal(part_minor) * 100 / total_minor).quantize(_TENTH, rounding=ROUND_HALF_EVEN)


def shares(parts: Iterable[tuple[str, int]]) -> list[Share]:
    """Return the parts by name, the largest first; those of one name are added up."""
    sums: dict[str, int] = defaultdict(int)
    for name, value_minor in parts:
        sums[name] += value_minor
    total = sum(sums.values())
    found = [Share(name, value, percent_of(value, total)) for name, value in sums.items()]
    return sorted(found, key=lambda share: (-share.value_minor, share.name))


def drift(value_minor: int, total_minor: int, target_percent: Decimal | None) -> Drift:
    """Return how far a part is from its target."""
    percent = percent_of(value_minor, total_minor)
    points = None if target_percent is None else (percent - target_percent).quantize(_TENTH)
    return Drift(percent, target_percent, points)


def rebalance(total_minor: int, parts: Sequence[Tradable]) -> list[Trade]:
    """Return the trades that bring each part as near to its target as its unit allows, sales first.

    Nothing is bought beyond the target and nothing sold below it, so that the trades never need more than they bring.
    """
    trades = []
    for part in parts:
        if part.price_minor <= 0:
            continue
        wanted = Decimal(total_minor) * part.target_percent / 100 - part.value_minor
        units = (wanted / part.price_minor / part.unit).quantize(Decimal(1), rounding=ROUND_DOWN)
        if quantity := units * part.unit:
            amount = int((quantity * part.price_minor).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))
            trades.append(Trade(part.security_id, quantity, amount))
    return sorted(trades, key=lambda trade: (trade.quantity > 0, -abs(trade.amount_minor)))


def targets_total(targets: Mapping[object, Decimal]) -> Decimal:
    return sum(targets.values(), Decimal(0))
