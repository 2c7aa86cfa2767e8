"""What the file of a broker says: activities, holdings, and the rows that are left out or cannot be read. Pure."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class SecurityName:
    """How a file names a security; at least one of ticker, ISIN and name is there."""

    ticker: str | None = None
    isin: str | None = None
    name: str | None = None
    currency: str | None = None
    security_type: str | None = None

    @property
    def label(self) -> str:
        """Return what a person knows it by."""
        return self.ticker or self.name or self.isin or ""


@dataclass(frozen=True, slots=True)
class FileActivity:
    """One activity as its file states it.

    `amount` and `fees` are in the currency of its part; a positive amount is money out. `price` and `security_amount`
    are in the security's currency. Only a split has a ratio: `denominator` old units became `numerator` new ones.
    """

    line_no: int
    raw: str
    on: date
    type: str
    security: SecurityName | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    amount: Decimal | None = None
    fees: Decimal = ZERO
    security_amount: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class FileHolding:
    """What the account held of a security; cost and value in the security's currency, None where nothing is stated."""

    line_no: int
    raw: str
    security: SecurityName
    quantity: Decimal
    cost: Decimal | None = None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row that was left out, or cannot be read; the reason is a sentence."""

    line_no: int
    raw: str
    reason: str


@dataclass(slots=True)
class Part:
    """One account of a file. An account with cash in several currencies is one part for each.

    `holdings_on` is the day of the holdings, None if the file does not say.
    """

    label: str
    currency: str
    activities: list[FileActivity] = field(default_factory=list)
    holdings: list[FileHolding] = field(default_factory=list)
    holdings_on: date | None = None

    @property
    def key(self) -> str:
        return f"{self.label}|{self.currency}"


@dataclass(slots=True)
class BrokerFile:
    """Everything in a file. `unknown_actions` counts the words for activities that nobody gave a meaning yet."""

    layout: str
    broker: str
    parts: list[Part] = field(default_factory=list)
    unreadable: list[FileRow] = field(default_factory=list)
    left_out: list[FileRow] = field(default_factory=list)
    unknown_actions: dict[str, int] = field(default_factory=dict)

    def part(self, label: str, currency: str) -> Part:
        """Return the part of this account and currency, added if it is new."""
        for part in self.parts:
            if part.label == label and part.currency == currency:
                return part
        self.parts.append(Part(label, currency))
        return self.parts[-1]
