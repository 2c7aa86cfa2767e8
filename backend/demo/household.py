"""An invented household: whom it pays, how often, how much. No name in it belongs to anybody."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from backend.debts.amortization import Installment, Loan, RateChange, schedule
from backend.kit.period import first_day, month_of, shift

MONTHS = 15


class Payee(NamedTuple):
    """One merchant: its bank text, the category its rows belong to, days between visits, and a range in cents."""

    text: str
    category: str
    every_days: float
    low: int
    high: int


class Fixed(NamedTuple):
    """Something that comes on one day of each month, always with the same amount (money in is negative)."""

    text: str
    category: str
    day: int
    amount_minor: int


class SampleTransaction(NamedTuple):
    """One row of the invented bank. Positive is money out."""

    on: date
    text: str
    amount_minor: int
    category: str


CHECKING_VISITS = (
    Payee("POS DEBIT HARVEST LANE MKT #0214 PORTLAND OR", "groceries", 4.5, 2800, 14500),
    Payee("GARDEN GATE GROCERS 0031 PORTLAND OR", "groceries", 9, 1500, 6200),
    Payee("BLUEBIRD RX 00417 PORTLAND OR", "pharmacy", 24, 600, 4200),
    Payee("MARLOW HDWE & SUPPLY 112", "home_supplies", 19, 1400, 13300),
    Payee("ATM WITHDRAWAL 3RD AVE", "atm", 21, 4000, 8000),
    Payee("PAWS & CO VET CLINIC", "pet", 75, 5200, 16000),
)
CHECKING_FIXED = (
    Fixed("ALDER SOFTWARE INC PAYROLL DIRECT DEP", "payroll", 15, -284000),
    Fixed("ALDER SOFTWARE INC PAYROLL DIRECT DEP", "payroll", 30, -284000),
    Fixed("CEDAR COURT APARTMENTS RENT", "rent", 1, 168000),
    Fixed("BRIGHTWIRE FIBER AUTOPAY", "internet", 6, 7000),
    Fixed("HALDEN MUTUAL AUTO INSURANCE", "car_insurance", 9, 11860),
    Fixed("CASCADE POWER & LIGHT", "electric", 12, 8802),
    Fixed("ONLINE TRANSFER TO SAVINGS", "savings_transfer", 16, 40000),
    Fixed("HORIZON BROKERAGE FUNDING", "investment", 17, 75000),
)
CARD_VISITS = (
    Payee("SQ *COPPER KETTLE COFFEE 0042 PORTLAND OR", "coffee", 2.6, 425, 1150),
    Payee("TST* KITE NOODLE BAR PORTLAND OR", "restaurant", 8, 1900, 5600),
    Payee("OLD MILL BAKERY PORTLAND OR", "restaurant", 7, 780, 2400),
    Payee("TIDEWATER FUEL 3381 PORTLAND OR", "gas_station", 9, 3100, 5900),
    Payee("NORTHLINE TRANSIT FARE", "public_transit", 3.4, 280, 280),
    Payee("PAPERBARK HOME ONLINE", "furniture", 60, 4900, 21900),
    Payee("RIDGEBACK OUTFITTERS", "clothing", 33, 2600, 14400),
    Payee("ORCHARD & ASH BOOKS", "books", 22, 900, 4100),
    Payee("LANTERN CINEMA 04", "movies", 26, 1450, 3900),
    Payee("SABLE AIR 0162441", "air_travel", 95, 14800, 42000),
)
CARD_FIXED = (
    Fixed("QUILLSTREAM.TV 866-555-0144", "subscriptions", 20, 1599),
    Fixed("IRONLEAF GYM MONTHLY", "gym", 3, 3900),
)
SAVINGS_FIXED = (
    Fixed("TRANSFER FROM CHECKING", "savings_transfer", 16, -40000),
    Fixed("INTEREST PAID", "cashback", 28, -1120),
)


# What the inbox is about: days ago, text, category, amount.
NOTABLE = (
    (96, "SKYLARK AUDIO MONTHLY", "subscriptions", 1199),
    (66, "SKYLARK AUDIO MONTHLY", "subscriptions", 1199),
    (35, "SKYLARK AUDIO MONTHLY", "subscriptions", 1199),
    (5, "SKYLARK AUDIO MONTHLY", "subscriptions", 1199),
    (21, "POS DEBIT HARVEST LANE MKT #0214 PORTLAND OR", "groceries", 46240),
    (16, "BLUEBIRD RX 00417 PORTLAND OR", "pharmacy", 4210),
    (16, "BLUEBIRD RX 00417 PORTLAND OR", "pharmacy", 4210),
    (14, "PAWS & CO VET CLINIC", "pet", -12000),
)
# The phone became dearer with its last payment.
PHONE = Fixed("TIDEMARK MOBILE", "cell_phone", 18, 4500)
PHONE_RISE_MINOR = 300


# The card's statement closes on the first of these days of the month, and is paid in full on the second.
CARD_STATEMENT_DAY = 5
CARD_PAYMENT_DAY = 24
CARD_OPENING_MINOR = -86_000
CARD_LIMIT_MINOR = 500_000
CARD_APR_PERCENT = Decimal("22.99")
CARD_MINIMUM_MINOR = 3_500
# A student loan whose rate went up.
LOAN_PRINCIPAL_MINOR = 24_000_00
LOAN_RATES = (Decimal("5.5"), Decimal("6.25"))
LOAN_MONTHS = 84
LOAN_PAYMENT_DAY = 10
LOAN_BEGAN_MONTHS_AGO = 26
LOAN_RATE_CHANGED_MONTHS_AGO = 7


class SampleValue(NamedTuple):
    """What a thing was worth so many months ago, and who said so."""

    months_ago: int
    value_minor: int
    origin: str


# A quarter of a cabin is theirs; the car loses value by itself.
CABIN_SHARE = 25
CABIN_VALUES = (
    SampleValue(41, 171_500_00, "bought"),
    SampleValue(19, 178_000_00, "agent estimate"),
    SampleValue(6, 184_000_00, "agent estimate"),
)
CAR_VALUES = (SampleValue(12, 16_700_00, "dealer"),)
CAR_PERCENT_A_YEAR = "15"
# So many months the bank has stated what the accounts held.
STATED_MONTHS = 8
FORECAST_MONTHS = 6
# Things the household never met before: they wait in the review without a guess.
UNKNOWN_PAYEES = (
    ("CHK CARD PURCH 8812 QVX*SERVICES", 5200),
    ("KESTREL & SON LOCKSMITH", 13800),
    ("MERIDIAN CITY PARKS PERMIT", 3500),
    ("TESSEL CERAMICS STUDIO", 6400),
)


def visits(payees: tuple[Payee, ...], *, first: date, last: date, rng: random.Random) -> Iterator[SampleTransaction]:
    """Yield the visits to each payee between two days; now and then something is brought back."""
    for payee in payees:
        day = first + timedelta(days=rng.uniform(0, payee.every_days))
        while day <= last:
            amount = rng.randint(payee.low, payee.high)
            yield SampleTransaction(day, payee.text, amount, payee.category)
            if payee.category in ("clothing", "furniture") and rng.random() < 0.15:
                back = min(day + timedelta(days=6), last)
                yield SampleTransaction(back, f"{payee.text} RETURN", -amount // 2, payee.category)
            day += timedelta(days=max(1.0, rng.gauss(payee.every_days, payee.every_days / 4)))


def fixed_payments(fixed: tuple[Fixed, ...], *, first: date, last: date) -> Iterator[SampleTransaction]:
    """Yield what comes every month between two days."""
    day = first
    while day <= last:
        for each in fixed:
            # The 30th is the last day of a short month.
            is_end = each.day > 28 and (day + timedelta(days=1)).day == 1 and day.day <= each.day
            if day.day == each.day or is_end:
                yield SampleTransaction(day, each.text, each.amount_minor, each.category)
        day += timedelta(days=1)


def phone_payments(today: date, *, first: date) -> list[SampleTransaction]:
    """Return the payments for the phone; the last two are dearer."""
    paid = list(fixed_payments((PHONE,), first=first, last=today))
    return [*paid[:-2], *(each._replace(amount_minor=each.amount_minor + PHONE_RISE_MINOR) for each in paid[-2:])]


def notable(today: date) -> list[SampleTransaction]:
    """Return what the inbox gives notice of."""
    return [SampleTransaction(today - timedelta(days=ago), text, amount, key) for ago, text, key, amount in NOTABLE]


def loan(today: date) -> tuple[Loan, RateChange]:
    """Return the student loan and its later rate."""
    first = first_day(shift(month_of(today), -LOAN_BEGAN_MONTHS_AGO)).replace(day=LOAN_PAYMENT_DAY)
    changed_on = first_day(shift(month_of(today), -LOAN_RATE_CHANGED_MONTHS_AGO))
    return Loan(LOAN_PRINCIPAL_MINOR, LOAN_RATES[0], LOAN_MONTHS, first), RateChange(changed_on, LOAN_RATES[1])


def installments(today: date) -> list[Installment]:
    """Return the payments of the student loan up to today."""
    agreed, later = loan(today)
    return [each for each in schedule(agreed, rates=[later]) if each.on <= today]


def loan_payments(today: date, *, first: date) -> list[SampleTransaction]:
    """Return what the checking account paid for the loan since a day."""
    return [
        SampleTransaction(each.on, "NORTHBEAM STUDENT LOAN PMT", each.payment_minor, "student_loan")
        for each in installments(today)
        if each.on >= first
    ]


def card_payments(purchases: Sequence[SampleTransaction], *, first: date, last: date) -> list[SampleTransaction]:
    """Return the payments of the card: each month what its statement says, in full."""
    found: list[SampleTransaction] = []
    day = first
    while day <= last:
        if day.day == CARD_PAYMENT_DAY:
            closed = day.replace(day=CARD_STATEMENT_DAY)
            owed = owed_on(closed, [*purchases, *found])
            if owed > 0:
                found.append(SampleTransaction(day, "TRAVEL CARD AUTOPAY THANK YOU", -owed, "credit_card_payment"))
        day += timedelta(days=1)
    return found


def owed_on(day: date, transactions: Iterable[SampleTransaction]) -> int:
    """Return what the card owed at the end of a day."""
    return -CARD_OPENING_MINOR + sum(each.amount_minor for each in transactions if each.on <= day)
