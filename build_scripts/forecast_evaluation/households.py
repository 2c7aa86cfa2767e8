"""Invented households for `make eval-forecast`: rows `{date, account, description, amount, category}`, money in > 0.

Each kind has a pattern of its own. The forecast was tuned on seeds below 100 and is measured on seeds from 100 on.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
FIRST_ON = date(2022, 1, 1)
DAYS = 3 * 365
KINDS = ("salaried", "two_incomes", "irregular", "seasonal", "card_user", "sparse", "changing")
# Description, category, days between visits, usual amount, spread of the logarithm.
_SHOPS = (
    ("HARVEST LANE MARKET", "Groceries", 4.0, 62.0, 0.6),
    ("GARDEN GATE GROCERS", "Groceries", 9.0, 34.0, 0.5),
    ("COPPER KETTLE COFFEE", "Coffee", 3.0, 6.2, 0.3),
    ("KITE NOODLE BAR", "Restaurants", 9.0, 36.0, 0.5),
    ("TIDEWATER FUEL", "Fuel", 10.0, 44.0, 0.25),
    ("RIDGEBACK OUTFITTERS", "Clothing", 35.0, 72.0, 0.6),
    ("BLUEBIRD PHARMACY", "Health", 24.0, 21.0, 0.6),
    ("MARLOW HARDWARE", "Household", 20.0, 38.0, 0.8),
    ("LANTERN CINEMA", "Leisure", 22.0, 28.0, 0.4),
    ("SABLE AIR", "Travel", 120.0, 290.0, 0.5),
    ("PAWS VET CLINIC", "Pets", 90.0, 95.0, 0.5),
    ("ATM THIRD AVENUE", "Cash", 14.0, 60.0, 0.2),
)


def household(kind: str, seed: int) -> list[Row]:
    """Return the rows of one household, oldest first."""
    home = _Household(random.Random(f"{kind}-{seed}"))
    rows = list(getattr(home, kind)())
    return sorted(rows, key=lambda row: str(row["date"]))


class _Household:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.scale = rng.uniform(0.7, 1.6)

    def salaried(self) -> Iterator[Row]:
        yield from self.every_two_weeks("ALDER SOFTWARE PAYROLL", "Paycheck", 2150 * self.scale, "checking")
        yield from self.bills("checking")
        yield from self.shopping("checking")

    def two_incomes(self) -> Iterator[Row]:
        yield from self.monthly("CITY SCHOOLS SALARY", "Paycheck", 30, 3100 * self.scale, "checking", weekend="before")
        for day in (15, 31):
            yield from self.monthly("FERN STUDIO PAYROLL", "Paycheck", day, 1250 * self.scale, "checking",
                                    weekend="before")  # fmt: skip
        yield from self.bills("checking")
        yield from self.shopping("checking", busier=1.4)
        for row in self.monthly("ONLINE TRANSFER TO SAVINGS", "Transfer", 16, -400 * self.scale, "checking"):
            yield row
            yield self.row(date.fromisoformat(row["date"]), "TRANSFER FROM CHECKING", "Transfer", -row["amount"],
                           "savings")  # fmt: skip

    def irregular(self) -> Iterator[Row]:
        day = FIRST_ON + timedelta(days=5)
        while day < FIRST_ON + timedelta(days=DAYS):
            client = self.rng.choice(("QUARRY PRESS", "HOLLIS AND DAUGHTERS", "NORTH PIER MEDIA", "TESSEL LABS"))
            yield self.row(day, f"INVOICE {client}", "Income", self.amount(1500, 0.45), "checking")
            day += timedelta(days=max(2, round(self.rng.gauss(13, 6))))
        yield from self.bills("checking")
        yield from self.shopping("checking")

    def seasonal(self) -> Iterator[Row]:
        factors = (1.1, 1.0, 0.9, 0.9, 0.9, 1.1, 1.4, 1.3, 0.9, 0.9, 1.2, 1.8)
        yield from self.monthly("RIVERSIDE CLINIC SALARY", "Paycheck", 25, 4300 * self.scale, "checking",
                                weekend="before")  # fmt: skip
        yield from self.bills("checking")
        yield from self.shopping("checking", months=factors)
        heating = (210, 190, 150, 90, 50, 35, 30, 30, 45, 90, 150, 200)
        for row in self.monthly("CASCADE GAS HEATING", "Utilities", 17, -1.0, "checking"):
            month = int(row["date"][5:7])
            yield row | {"amount": -round(heating[month - 1] * self.rng.uniform(0.85, 1.15), 2)}

    def card_user(self) -> Iterator[Row]:
        yield from self.every_two_weeks("ALDER SOFTWARE PAYROLL", "Paycheck", 2400 * self.scale, "checking")
        yield from self.bills("checking")
        purchases = list(self.shopping("card", busier=1.2))
        yield from purchases
        for month in range(1, DAYS // 30):
            year, number = divmod(month, 12)
            closes = date(FIRST_ON.year + year, number + 1, 3)
            pays = closes + timedelta(days=21)
            if pays >= FIRST_ON + timedelta(days=DAYS):
                break
            start = (closes - timedelta(days=25)).replace(day=3) if month > 1 else FIRST_ON
            owed = -sum(row["amount"] for row in purchases if start < date.fromisoformat(row["date"]) <= closes)
            if owed > 0:
                yield self.row(pays, "TRAVEL CARD AUTOPAY", "Card payment", -owed, "checking")
                yield self.row(pays, "AUTOPAY THANK YOU", "Card payment", owed, "card")

    def sparse(self) -> Iterator[Row]:
        yield from self.monthly("PENSION OFFICE", "Income", 1, 1850 * self.scale, "checking", weekend="after")
        yield from self.monthly("ROSE COURT RENT", "Rent", 3, -740 * self.scale, "checking")
        yield from self.monthly("TIDEMARK MOBILE", "Phone", 12, -22, "checking")
        yield from self.shopping("checking", busier=0.35)

    def changing(self) -> Iterator[Row]:
        """A new job, a higher rent and a subscription that ends, in the second and third year."""
        move, job = FIRST_ON + timedelta(days=520), FIRST_ON + timedelta(days=640)
        for row in self.every_two_weeks("ALDER SOFTWARE PAYROLL", "Paycheck", 1900 * self.scale, "checking"):
            if row["date"] < job.isoformat():
                yield row
        for row in self.monthly("SALEM WORKS SALARY", "Paycheck", 28, 4700 * self.scale, "checking", weekend="before"):
            if row["date"] >= job.isoformat():
                yield row
        for row in self.bills("checking"):
            raised = row["description"] == "CEDAR COURT RENT" and row["date"] >= move.isoformat()
            yield row | {"amount": round(row["amount"] * 1.12, 2)} if raised else row
        yield from self.shopping("checking")

    def bills(self, account: str) -> Iterator[Row]:
        yield from self.monthly("CEDAR COURT RENT", "Rent", 1, -1280 * self.scale, account)
        yield from self.monthly("BRIGHTWIRE FIBER", "Internet", 6, -70, account)
        yield from self.monthly("HALDEN AUTO INSURANCE", "Insurance", 9, -118.6, account, weekend="after")
        yield from self.monthly("TIDEMARK MOBILE", "Phone", 18, -45, account)
        yield from self.monthly("QUILLSTREAM TV", "Subscriptions", 20, -15.99, account)
        yield from self.monthly("IRONLEAF GYM", "Gym", 3, -39, account, weekend="after")
        yield from self.monthly("CASCADE POWER", "Utilities", 12, -88, account, noise=0.18, weekend="after")

    def shopping(self, account: str, *, busier: float = 1.0, months: tuple[float, ...] = (1.0,) * 12) -> Iterator[Row]:
        for name, category, every, usual, spread in _SHOPS:
            day = self.rng.uniform(0, every)
            while day < DAYS:
                on = FIRST_ON + timedelta(days=int(day))
                if every < 15 and self.rng.random() < 0.35:
                    on += timedelta(days=max(0, 5 - on.weekday()))
                if on < FIRST_ON + timedelta(days=DAYS):
                    yield self.row(
                        on, f"{name} {self.rng.randint(1, 9)}", category, -self.amount(usual, spread), account
                    )
                factor = busier * months[on.month - 1]
                day += max(0.5, self.rng.gauss(every, every / 3)) / factor

    def monthly(
        self, text: str, category: str, day: int, amount: float, account: str, *, noise: float = 0.0, weekend: str = ""
    ) -> Iterator[Row]:
        on = FIRST_ON
        while on < FIRST_ON + timedelta(days=DAYS):
            following = (on.replace(day=28) + timedelta(days=4)).replace(day=1)
            due = on.replace(day=min(day, (following - timedelta(days=1)).day))
            while weekend and due.weekday() >= 5:
                due += timedelta(days=1 if weekend == "after" else -1)
            if FIRST_ON <= due < FIRST_ON + timedelta(days=DAYS):
                yield self.row(due, text, category, amount * (1 + self.rng.gauss(0, noise)), account)
            on = following

    def every_two_weeks(self, text: str, category: str, amount: float, account: str) -> Iterator[Row]:
        first = FIRST_ON + timedelta(days=6 + 7 * self.rng.randint(0, 1))
        for number in range(DAYS // 14):
            yield self.row(first + timedelta(days=14 * number), text, category, amount, account)

    def amount(self, usual: float, spread: float) -> float:
        return usual * self.scale * self.rng.lognormvariate(0, spread)

    def row(self, on: date, text: str, category: str, amount: float, account: str) -> Row:
        return {"date": on.isoformat(), "account": account, "description": text, "amount": round(amount, 2),
                "category": category}  # fmt: skip
