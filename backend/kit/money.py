"""An amount of money: whole minor units of one currency. Positive is money out everywhere in the app."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from backend.kit.currency import minor_digits


class DifferentCurrencies(ValueError):
    """Two amounts of different currencies were to be added; that is never a guess we make."""


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` units of `currency`: Money(1250, "EUR") is 12.50 EUR."""

    minor: int
    currency: str

    def __add__(self, other: Self) -> "Money":
        if other.currency != self.currency:
            raise DifferentCurrencies(f"{self.currency} and {other.currency} cannot be added.")
        return Money(self.minor + other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __str__(self) -> str:
        return f"{in_units(self.minor, self.currency)} {self.currency}"


def in_units(minor: int, currency: str) -> str:
    """Write minor units as a plain decimal text, "-1234.50": exact, with a point and no grouping."""
    digits = minor_digits(currency)
    if digits == 0:
        return str(minor)
    whole, part = divmod(abs(minor), 10**digits)
    return f"{'-' if minor < 0 else ''}{whole}.{part:0{digits}d}"


def allocate(total_minor: int, weights: Sequence[int]) -> list[int]:
    """Divide an amount in proportion to `weights`, so that the parts sum to it exactly (largest remainder).

    Weights that sum to nothing give all to the first.
    """
    whole = sum(weights)
    if not weights:
        return []
    if whole == 0:
        return [total_minor, *[0] * (len(weights) - 1)]
    sign = 1 if whole > 0 else -1
    shares = [divmod(total_minor * weight * sign, whole * sign) for weight in weights]
    parts = [quotient for quotient, _ in shares]
    by_remainder = sorted(range(len(weights)), key=lambda index: (-shares[index][1], index))
    for index in by_remainder[: total_minor - sum(parts)]:
        parts[index] += 1
    return parts
