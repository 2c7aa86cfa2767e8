"""What was bought, as a receipt or an order says it, and whether its lines add up to its total. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """One thing bought; `quantity` is as printed ("1.42 kg", "2 x 3.50")."""

    text: str
    amount_minor: int
    quantity: str | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """One receipt or order, in minor units of one currency. `extras` are a deposit, a tip, shipping and the like.

    `total_minor` is the printed total, None if none was found. `tax_minor` is what is printed as tax in all.
    """

    merchant: str | None
    on: date | None
    total_minor: int | None
    currency: str
    lines: tuple[PurchaseLine, ...] = ()
    extras: tuple[PurchaseLine, ...] = ()
    tax_minor: int | None = None
    number: str | None = None

    @property
    def lines_minor(self) -> int:
        return sum(line.amount_minor for line in self.lines)

    @property
    def is_tax_added(self) -> bool:
        """Say whether the tax stands beside the prices (as in the United States) and not inside of them."""
        if self.total_minor is None or not self.tax_minor:
            return False
        without = self.lines_minor + sum(extra.amount_minor for extra in self.extras)
        return abs(self.total_minor - without - self.tax_minor) < abs(self.total_minor - without)

    @property
    def read_minor(self) -> int:
        """Return what the lines, the extras and an added tax sum to."""
        tax = (self.tax_minor or 0) if self.is_tax_added else 0
        return self.lines_minor + sum(extra.amount_minor for extra in self.extras) + tax

    @property
    def difference_minor(self) -> int | None:
        """Return what of the printed total the lines do not explain, None without a total. It is shown, never fixed."""
        return None if self.total_minor is None else self.total_minor - self.read_minor

    def to_json(self) -> dict[str, Any]:
        plain = asdict(self)
        plain["on"] = self.on.isoformat() if self.on else None
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Self:
        def lines(name: str) -> tuple[PurchaseLine, ...]:
            return tuple(PurchaseLine(**each) for each in plain[name])

        on = date.fromisoformat(plain["on"]) if plain["on"] else None
        return cls(**(plain | {"on": on, "lines": lines("lines"), "extras": lines("extras")}))


def purchases_of(extracted: dict[str, Any] | None) -> Sequence[Purchase]:
    """Return the purchases that were read from a document: one of a receipt, many of an order history."""
    return [Purchase.from_json(each) for each in (extracted or {}).get("purchases", [])]
