"""Invented households of each kind, with the profile that a person would give them: the golden answers."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from backend.signals.kinds import Persona

HISTORY_DAYS = 230
_LARGE_DAYS = 6 * 365


class Row(NamedTuple):
    """One transaction; positive is money out."""

    on: date
    text: str
    minor: int
    category: str


class CardTerms(NamedTuple):
    """What is known of a card; its bank says whether a payment is overdue."""

    limit_minor: int
    minimum_minor: int
    is_overdue: bool = False


@dataclass
class SampleAccount:
    """An account, what it holds today (a debt is negative), and its rows."""

    name: str
    kind: str
    balance_minor: int
    rows: list[Row] = field(default_factory=list)
    terms: CardTerms | None = None


@dataclass
class Household:
    """A household with the profiles that apply to it in 30 and in 180 days, the primary one first."""

    name: str
    accounts: list[SampleAccount]
    golden: dict[str, list[Persona]]

    @property
    def row_count(self) -> int:
        return sum(len(account.rows) for account in self.accounts)


def households(today: date) -> list[Household]:
    """Return 54 households, the same ones for the same day."""
    found = []
    for kind, make in _KINDS.items():
        for number in range(9):
            household = make(random.Random(f"{kind} {number}"), number, today)
            household.name = f"{kind} {number}"
            found.append(household)
    return found


def large_household(today: date, rows: int) -> Household:
    """Return a household with six years of many small purchases, to measure how long a computation takes."""
    rng = random.Random("large")
    household = _heavy_user(rng, 0, today)
    checking = household.accounts[0]
    shops = [f"{word} {place}" for word in ("MARKET", "CAFE", "PHARMACY", "BAKERY") for place in range(60)]
    while household.row_count < rows:
        on = today - timedelta(days=rng.randrange(_LARGE_DAYS))
        checking.rows.append(Row(on, rng.choice(shops), rng.randrange(200, 6_000), "groceries"))
    return household


def _everyday(rng: random.Random, today: date, *, balance_minor: int, rent: int = 95_000) -> SampleAccount:
    """Rent and weekly groceries: between 1,150 and 1,350 a month."""
    rows = [Row(on, "CEDAR COURT RENT", rent, "rent") for on in _every(today, 30, first=12)]
    rows += [Row(on, "HARVEST LANE MARKET", rng.randrange(4_000, 9_000), "groceries") for on in _every(today, 7, 3)]
    return SampleAccount("Everyday", "checking", balance_minor, rows)


def _pay(account: SampleAccount, today: date, *, every: int, minor: int, spread: float = 0, first: int = 4) -> None:
    rng = random.Random(minor)
    for on in _every(today, every, first):
        amount = round(minor * (1 + rng.uniform(-spread, spread)))
        account.rows.append(Row(on, "ALDER SOFTWARE PAYROLL", -amount, "payroll"))


def _subscribe(account: SampleAccount, today: date, prices: list[int]) -> None:
    names = ("QUILLSTREAM TV", "IRONLEAF GYM", "PAPERBOY NEWS", "TUNEBARK MUSIC", "CLOUDNEST STORAGE",
             "LOOMCRAFT PATTERNS", "FABLE AUDIO", "MEALBEE RECIPES", "SKYMAP WEATHER")  # fmt: skip
    for place, price in enumerate(prices):
        for on in _every(today, 30, first=3 + 2 * place):
            account.rows.append(Row(on, names[place], price, "subscriptions"))


def _card(
    name: str, today: date, *, limit: int, owed: int, interest: int = 0, paid: int = 12_000, is_overdue: bool = False
) -> SampleAccount:
    """A card on which as much is bought each month as is paid, less the interest."""
    rows = [Row(on, "PAYMENT THANK YOU", -paid, "credit_card_payment") for on in _every(today, 30, first=9)]
    if bought := max(paid - interest, 0):
        rows += [Row(on, "KITE NOODLE BAR", bought, "restaurant") for on in _every(today, 30, first=15)]
    if interest:
        rows += [Row(on, "INTEREST CHARGE ON PURCHASES", interest, "interest_charge") for on in _every(today, 30, 6)]
    return SampleAccount(name, "credit", -owed, rows, CardTerms(limit, 3_500, is_overdue))


def _savings(today: date, *, balance: int, monthly: int) -> SampleAccount:
    rows = [Row(on, "TRANSFER FROM EVERYDAY", -monthly, "savings_transfer") for on in _every(today, 30, first=10)]
    return SampleAccount("Savings", "savings", balance, rows if monthly else [])


def _maxed_out(rng: random.Random, number: int, today: date) -> Household:
    """A card far up to its limit; some pay only the minimum, some are charged interest, one is overdue."""
    everyday = _everyday(rng, today, balance_minor=60_000)
    _pay(everyday, today, every=14, minor=120_000)
    used = (55, 62, 68, 74, 78, 83, 88, 93, 97)[number]
    paid = 3_500 if number % 3 == 0 else 12_000
    card = _card(
        "Travel Card", today, limit=500_000, owed=used * 5_000, interest=used * 80, paid=paid, is_overdue=number == 4
    )
    return Household("", [everyday, card, _savings(today, balance=40_000, monthly=0)], _same(["high_utilization"]))


def _several_cards(rng: random.Random, number: int, today: date) -> Household:
    """Two or three cards at 35 to 48 % with interest, paid on time."""
    everyday = _everyday(rng, today, balance_minor=110_000)
    _pay(everyday, today, every=14, minor=140_000)
    used = 33 + 2 * number
    cards = [
        _card(f"Card {place}", today, limit=400_000, owed=used * 4_000, interest=4_000 + 400 * number)
        for place in range(2 + number % 2)
    ]
    golden: list[Persona] = ["debt_consolidator", "high_utilization"]
    return Household("", [everyday, *cards], _same(golden))


def _freelancer(rng: random.Random, number: int, today: date) -> Household:
    """Pay every 50 to 95 days, and an everyday account that is nearly empty."""
    everyday = _everyday(rng, today, balance_minor=10_000 + number * 9_000)
    _pay(everyday, today, every=50 + number * 5, minor=420_000, spread=0.5, first=8)
    return Household("", [everyday, _savings(today, balance=150_000, monthly=0)], _same(["variable_income"]))


def _heavy_user(rng: random.Random, number: int, today: date) -> Household:
    """Four to nine subscriptions of 12 to 40 a month."""
    everyday = _everyday(rng, today, balance_minor=260_000)
    _pay(everyday, today, every=14, minor=150_000)
    _subscribe(everyday, today, [1_499 + 300 * place for place in range(min(4 + number, 9))])
    card = _card("Travel Card", today, limit=500_000, owed=30_000)
    return Household("", [everyday, card], _same(["subscription_heavy"]))


def _saver(rng: random.Random, number: int, today: date) -> Household:
    """250 to 1,050 a month into savings, and a card that is hardly used."""
    everyday = _everyday(rng, today, balance_minor=300_000)
    _pay(everyday, today, every=14, minor=210_000)
    savings = _savings(today, balance=800_000 + 150_000 * number, monthly=25_000 + 10_000 * number)
    return Household(
        "", [everyday, savings, _card("Travel Card", today, limit=500_000, owed=40_000)], _same(["savings_builder"])
    )


def _in_balance(rng: random.Random, number: int, today: date) -> Household:
    """Steady pay, little on the card, a cushion that neither grows nor shrinks, two subscriptions at most."""
    everyday = _everyday(rng, today, balance_minor=180_000)
    _pay(everyday, today, every=14 if number % 2 else 30, minor=130_000 if number % 2 else 270_000)
    _subscribe(everyday, today, [999] * (number % 3))
    savings = _savings(today, balance=400_000 + 60_000 * number, monthly=0)
    card = _card("Travel Card", today, limit=500_000, owed=50_000)
    return Household("", [everyday, savings, card], _same(["balanced"]))


_KINDS: dict[str, Callable[[random.Random, int, date], Household]] = {
    "maxed out": _maxed_out,
    "several cards": _several_cards,
    "freelancer": _freelancer,
    "heavy user": _heavy_user,
    "saver": _saver,
    "in balance": _in_balance,
}


def _same(personas: list[Persona]) -> dict[str, list[Persona]]:
    return {"30d": personas, "180d": personas}


def _every(today: date, days: int, first: int) -> Iterator[date]:
    """Yield a day every so many days through the history, the newest `first` days ago."""
    ago = first
    while ago <= HISTORY_DAYS:
        yield today - timedelta(days=ago)
        ago += days
