"""Invented labelled histories for `make eval`: households with categories of their own, "
"shops that come and go, noise in
the bank texts, purchases that nobody could tell from the text, and people who change their mind.

Names of chains come from the brand directory; local shops, people and employers are put together from invented parts,
and two in five of them say nothing about what they sell.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypedDict

from backend.categorization.brands import lookup


class Line(TypedDict):
    """One transaction of a history; a positive amount is money in."""

    date: str
    description: str
    amount: float
    category: str
    account: str
    currency: str


# Each household calls the types of its purchases by one of these; "/" separates wordings, one line is a category.
_TAXONOMIES = {
    "fine": {
        "groceries": "Groceries", "bakery": "Groceries", "convenience": "Snacks", "restaurant": "Restaurants",
        "fast_food": "Fast Food", "coffee": "Coffee Shops", "bar": "Alcohol & Bars", "food_delivery": "Food Delivery",
        "fuel": "Gas & Fuel", "parking": "Parking", "toll": "Parking", "public_transit": "Public Transportation",
        "ride_share": "Rental Car & Taxi", "car_repair": "Service & Parts", "clothing": "Clothing", "shoes": "Clothing",
        "electronics": "Electronics & Software", "department_store": "Shopping", "marketplace": "Shopping",
        "pharmacy": "Pharmacy", "doctor": "Doctor", "dentist": "Dentist", "optician": "Eyecare", "fitness": "Gym",
        "haircut": "Hair", "beauty": "Personal Care", "hardware": "Home Improvement", "furniture": "Furnishings",
        "streaming": "Television", "music": "Music", "software": "Subscriptions", "games": "Games",
        "books": "Books", "cinema": "Movies & DVDs", "event": "Entertainment", "sports": "Sporting Goods",
        "pet": "Pet Food & Supplies", "veterinary": "Veterinary", "hotel": "Hotel", "airline": "Air Travel",
        "insurance": "Auto Insurance", "phone": "Mobile Phone", "internet": "Internet", "electricity": "Utilities",
        "water": "Utilities", "rent": "Mortgage & Rent", "payroll": "Paycheck", "transfer": "Transfer",
        "credit_card_payment": "Credit Card Payment", "atm": "Cash & ATM", "bank_fee": "Bank Fee",
        "interest_income": "Interest Income", "charity": "Charity", "tax": "Federal Tax", "gift": "Gift",
        "childcare": "Kids", "alcohol": "Alcohol & Bars", "laundry": "Laundry", "postage": "Shipping",
        "investment": "Investments", "toys": "Kids",
    },
    "coarse": {
        "Food": "groceries bakery convenience alcohol",
        "Eating out": "restaurant fast_food coffee bar food_delivery",
        "Transport": "fuel parking toll public_transit ride_share car_repair",
        "Shopping": "clothing shoes electronics department_store marketplace books games sports toys",
        "House": "hardware furniture rent electricity water internet phone laundry",
        "Health": "pharmacy doctor dentist optician fitness haircut beauty",
        "Fun": "streaming music software cinema event hotel airline pet veterinary",
        "Money": "transfer credit_card_payment atm bank_fee investment insurance tax",
        "Income": "payroll interest_income",
        "Giving": "charity gift postage childcare",
    },
    "own words": {
        "Supermarket": "groceries convenience", "Bakery and cafes": "bakery coffee", "Dining": "restaurant bar",
        "Takeaway": "fast_food food_delivery", "Bottle shop": "alcohol", "Petrol": "fuel",
        "Car": "car_repair parking toll",
        "Travel card": "public_transit ride_share", "Clothes": "clothing shoes", "Tech": "electronics software games",
        "Stuff": "department_store marketplace toys", "Medical": "pharmacy doctor dentist optician",
        "Self care": "fitness haircut beauty", "Home": "hardware furniture laundry", "Subs": "streaming music books",
        "Going out": "cinema event sports", "The dog": "pet veterinary", "Holidays": "hotel airline",
        "Bills": "phone internet electricity water insurance", "Rent": "rent", "Salary": "payroll",
        "Between accounts": "transfer credit_card_payment investment", "Cash": "atm",
        "Bank": "bank_fee interest_income",
        "Presents and giving": "charity gift postage", "Government": "tax", "Kids": "childcare",
    },
}  # fmt: skip
# Type: visits a year, usual amount in minor units, spread of the amount (sigma of the logarithm).
_HABITS = {
    "groceries": (90, 5200, 0.8), "restaurant": (40, 3800, 0.6), "fast_food": (35, 1400, 0.4), "coffee": (45, 620, 0.4),
    "bar": (15, 2600, 0.6), "food_delivery": (18, 3100, 0.4), "fuel": (30, 4300, 0.3), "parking": (14, 700, 0.7),
    "public_transit": (25, 900, 0.8), "ride_share": (16, 1900, 0.6), "clothing": (12, 6200, 0.7),
    "marketplace": (40, 3300, 1.0),
    "department_store": (16, 4100, 0.8), "electronics": (6, 9000, 1.0), "pharmacy": (14, 1900, 0.7),
    "doctor": (6, 6500, 0.9),
    "dentist": (2, 12000, 0.7), "fitness": (12, 4500, 0.05), "haircut": (8, 3800, 0.3), "beauty": (6, 3000, 0.6),
    "hardware": (10, 5200, 0.9), "furniture": (3, 14000, 0.9), "streaming": (24, 1399, 0.05), "music": (12, 1099, 0.02),
    "software": (18, 999, 0.7), "games": (6, 2900, 0.8), "books": (8, 1900, 0.6), "cinema": (6, 2600, 0.4),
    "event": (5, 8800, 0.7), "sports": (5, 6100, 0.8), "pet": (14, 4700, 0.6), "veterinary": (2, 15000, 0.8),
    "hotel": (4, 21000, 0.7), "airline": (3, 29000, 0.6), "insurance": (12, 11000, 0.1), "phone": (12, 5500, 0.05),
    "internet": (12, 6900, 0.02), "electricity": (12, 8800, 0.3), "water": (6, 6000, 0.2), "rent": (12, 150000, 0.0),
    "payroll": (24, -230000, 0.05), "transfer": (30, 20000, 1.2), "credit_card_payment": (12, 110000, 0.5),
    "atm": (14, 8000, 0.5), "bank_fee": (5, 1200, 0.5), "interest_income": (12, -310, 0.6), "charity": (8, 4000, 0.5),
    "gift": (5, 4800, 0.6), "bakery": (14, 900, 0.5), "convenience": (16, 1100, 0.6), "alcohol": (8, 3000, 0.5),
    "shoes": (3, 9000, 0.4), "laundry": (6, 2200, 0.4), "postage": (5, 1400, 0.6), "tax": (2, 60000, 0.8),
    "toll": (8, 700, 0.5), "car_repair": (4, 18000, 0.9), "optician": (1, 16000, 0.5), "childcare": (6, 30000, 0.4),
    "investment": (12, 40000, 0.3), "toys": (4, 3500, 0.6),
}  # fmt: skip
_SURNAMES = (
    "Alder Bexley Corrigan Dunmore Easton Farrow Gable Hollis Ivers Jessop Kestrel Lowther Marlow Norwood Oakes"
    " Pemberton Quill Radley Selby Thorne Umber Vance Whitlock Yarrow Zeller Brandt"
    " Keller Moreau Girard Lindqvist Okafor Nakato"
).split()
_NEUTRAL = (
    "Blue Heron, Copper Lane, Northgate, Juniper, Little Wolf, Cobalt, Twelve Stones, Harbor & Pine, Sycamore, "
    "Ember, Ninth"
    " Street, Tidewater, Paper Crane, Old Mill, Magnolia, Foxglove, Granite, Red Kite, Saltbox, Willow"
).split(", ")
_PLACES = {
    "us": "SEATTLE WA, PORTLAND OR, OAKLAND CA, AUSTIN TX, DENVER CO, BROOKLYN NY",
    "gb": "LONDON, LEEDS, BRISTOL, YORK",
    "au": "SYDNEY NSW, MELBOURNE VIC, PERTH WA", "nz": "AUCKLAND, WELLINGTON, DUNEDIN", "de": "BERLIN, HAMBURG, KOELN",
    "fr": "PARIS, LYON, NANTES",
}  # fmt: skip
_CURRENCIES = {"us": "USD", "gb": "GBP", "au": "AUD", "nz": "NZD", "de": "EUR", "fr": "EUR"}
_PREFIXES = {
    "us": ("", "", "", "SQ *", "TST* ", "PURCHASE AUTHORIZED ON {d} ", "POS DEBIT ", "DEBIT CARD PURCHASE - "),
    "gb": ("", "", "CARD PAYMENT TO ", "CONTACTLESS "), "au": ("", "", "VISA PURCHASE ", "EFTPOS "),
    "nz": ("", "", "POS W/D "), "de": ("", "KARTENZAHLUNG ", "LASTSCHRIFT "), "fr": ("", "CARTE {d} ", "CB "),
}  # fmt: skip
_ONE_SHOP = frozenset(
    "payroll rent interest_income credit_card_payment insurance phone internet electricity water".split()
)


@dataclass
class _Shop:
    kind: str
    text: str
    label: str
    weight: float
    amount: float
    since: int
    until: int
    has_numbers: bool
    second_label: str | None = None
    labels_later: str | None = None
    changes_on: int = 10**9
    fixed: bool = field(default=False)


def households() -> Iterator[tuple[str, list[Line]]]:
    """Yield (name, history) of twelve invented households, always the same."""
    countries = ("us", "us", "us", "us", "gb", "au", "nz", "de", "fr", "us", "au", "gb")
    for number, country in enumerate(countries):
        taxonomy = ("fine", "coarse", "own words")[number % 3]
        rng = random.Random(1000 + number)
        yield f"{country}_{number + 1}", list(_history(rng, country, taxonomy, days=365 * rng.choice((1, 2, 3, 4))))


def _history(rng: random.Random, country: str, taxonomy: str, *, days: int) -> Iterator[Line]:
    labels = _labels(taxonomy)
    shops = [shop for kind in _HABITS if kind in labels and rng.random() < 0.9
             for shop in _shops(rng, kind, labels, country, days)]  # fmt: skip
    lines: list[tuple[int, Line]] = []
    by_kind: dict[str, list[_Shop]] = {}
    for shop in shops:
        by_kind.setdefault(shop.kind, []).append(shop)
    for kind, those in by_kind.items():
        visits, amount, spread = _HABITS[kind]
        for day in range(days):
            if rng.random() < visits / 365:
                open_now = [shop for shop in those if shop.since <= day <= shop.until]
                if open_now:
                    shop = rng.choices(open_now, [each.weight for each in open_now])[0]
                    lines.append((day, _line(rng, shop, day, country, amount, spread)))
    lines.sort(key=lambda pair: pair[0])
    yield from (line for _day, line in lines)


def _labels(taxonomy: str) -> dict[str, str]:
    table = _TAXONOMIES[taxonomy]
    if taxonomy == "fine":
        return dict(table)
    return {kind: label for label, kinds in table.items() for kind in kinds.split()}


def _shops(rng: random.Random, kind: str, labels: dict[str, str], country: str, days: int) -> Iterator[_Shop]:
    names = _known_names(kind, country)
    count = 1 if kind in _ONE_SHOP else max(2, round(_HABITS[kind][0] / 3 * rng.uniform(0.6, 1.4) * (1 + days / 1500)))
    for rank in range(count):
        since = 0 if rng.random() < 0.45 else rng.randrange(days)
        is_chain = bool(names) and (kind in _ONE_SHOP or rng.random() < 0.5)
        name = rng.choice(names) if is_chain else _local_name(rng, kind)
        others = [label for label in labels.values() if label != labels[kind]]
        shop = _Shop(
            kind, name, labels[kind], 1 / (rank + 1), rng.uniform(0.6, 1.6), since,
            days if rng.random() < 0.6 else since + rng.randrange(30, 700), rng.random() < 0.6,
        )  # fmt: skip
        if kind in ("marketplace", "department_store", "transfer") or rng.random() < 0.03:
            shop.second_label = rng.choice(others)
        if rng.random() < 0.04:
            shop.labels_later, shop.changes_on = rng.choice(others), rng.randrange(days)
        if rng.random() < 0.06:
            shop.label = rng.choice(others)
        yield shop


def _known_names(kind: str, country: str) -> list[str]:
    brands = lookup.brands()
    return [
        name for name, brand in brands.items()
        if brand.type == kind and name.isascii() and (brand.is_service or country in brand.countries)
    ]  # fmt: skip


def _local_name(rng: random.Random, kind: str) -> str:
    if kind == "transfer":
        return f"{rng.choice(('Zelle to', 'Transfer to', 'Payment'))} {rng.choice(_SURNAMES)}"
    if rng.random() < 0.4:
        return f"{rng.choice(_NEUTRAL)} {rng.choice(('', rng.choice(_SURNAMES), 'LLC', 'Co', 'Ltd'))}"
    cues = [word for word, of in lookup.types_by_word().items() if of == kind and word.isascii()]
    first = rng.choice((*_SURNAMES, *_NEUTRAL))
    return f"{first} {rng.choice(cues)}" if cues else first


def _line(rng: random.Random, shop: _Shop, day: int, country: str, amount: int, spread: float) -> Line:
    on = date(2022, 1, 3) + timedelta(days=day)
    prefix = rng.choice(_PREFIXES[country]).format(d=on.strftime("%m/%d"))
    number = f" #{rng.randrange(100, 9999)}" if shop.has_numbers and rng.random() < 0.7 else ""
    place = rng.choice(_PLACES[country].split(", ")) if rng.random() < 0.6 else ""
    minor = round(amount * shop.amount * rng.lognormvariate(0, spread))
    label = shop.label
    if shop.second_label and rng.random() < (0.35 if shop.kind in ("marketplace", "transfer") else 0.15):
        label = shop.second_label
    if shop.labels_later and day >= shop.changes_on:
        label = shop.labels_later
    is_refund = shop.kind in ("clothing", "marketplace", "electronics") and rng.random() < 0.04
    return {
        "date": on.isoformat(), "description": f"{prefix}{shop.text}{number} {place}".upper().strip(),
        "amount": (minor if is_refund else -minor) / 100, "category": label,
        "account": "card" if shop.kind not in _ONE_SHOP else "checking", "currency": _CURRENCIES[country],
    }  # fmt: skip
