"""What the signals are measured from: values read once for both windows. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from backend.kit.figure import Figure, Period
from backend.signals.kinds import WINDOW_DAYS, Window


class Charge(NamedTuple):
    """A counted transaction; positive is money out."""

    on: date
    minor: int
    transaction_id: int


class Subscription(NamedTuple):
    """A series of the kind subscription, or a rhythm that looks like one and was not confirmed yet (no `series_id`).

    `is_running`: it has not ended. `per_year_minor` is None if no amount is known.
    """

    name: str
    series_id: int | None
    per_year_minor: int | None
    is_running: bool
    charges: tuple[Charge, ...]


class SavingsAccount(NamedTuple):
    """An account and what it holds; `opening` and `net_in` are by window, None if no balance is known."""

    account_id: int
    name: str
    balance_minor: int | None
    opening: Mapping[Window, int | None]
    net_in: Mapping[Window, int]


class HeldAccount(NamedTuple):
    """An everyday account and what it holds; None if no balance is known."""

    account_id: int
    name: str
    balance_minor: int | None


class ClosedCycle(NamedTuple):
    """A card statement and what was paid until the next one closed on `ended_on`; amounts are positive."""

    ended_on: date
    statement_minor: int
    paid_minor: int


class CardFacts(NamedTuple):
    """A credit card: the utilisation that the page Debts shows, its past cycles, and interest that it charged."""

    account_id: int
    name: str
    owed_minor: int | None
    used: Figure
    is_overdue: bool | None
    minimum_minor: int | None
    cycles: tuple[ClosedCycle, ...]
    interest: tuple[Charge, ...]


@dataclass(frozen=True, slots=True)
class Observations:
    """Everything known on a day, in the base currency; `spent` is the figure of the page Spending for each window.

    `other_currencies` are those of accounts that are left out; `first_on` is the day of the oldest transaction.
    """

    today: date
    currency: str
    first_on: date | None
    transaction_count: int
    spent: Mapping[Window, Figure]
    subscriptions: tuple[Subscription, ...]
    savings: tuple[SavingsAccount, ...]
    everyday: tuple[HeldAccount, ...]
    cards: tuple[CardFacts, ...]
    used: Figure | None
    income: tuple[Charge, ...]
    other_currencies: tuple[str, ...] = ()

    def history_days(self) -> int:
        """Return over how many days the transactions reach."""
        return 0 if self.first_on is None else (self.today - self.first_on).days + 1


def period_of(window: Window, today: date) -> Period:
    """Return the days of a window, both included; it ends today."""
    return Period(today - timedelta(days=WINDOW_DAYS[window] - 1), today)
