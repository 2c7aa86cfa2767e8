"""The return of one holding: its price between activities, and each activity at the price of its day."""

from datetime import date, timedelta
from decimal import Decimal

from backend.investments.holding_returns import holding_return
from backend.investments.queries.activities import Move

D = Decimal
START, END = date(2025, 11, 21), date(2026, 11, 21)
BOUGHT = date(2026, 5, 4)


def closes(**prices: str) -> dict[date, Decimal]:
    """Prices at the start, before and on the day of an activity, and at the end."""
    days = {"start": START, "before": BOUGHT - timedelta(days=1), "on": BOUGHT, "end": END}
    return {days[name]: D(price) for name, price in prices.items()}


def result(moves: list[Move], prices: dict[date, Decimal], quantity: str) -> Decimal | None:
    found = holding_return(moves, prices, D(quantity), "USD", start=START, end=END)
    return None if found is None else round(found, 6)


def test_without_an_activity_it_is_that_of_the_price() -> None:
    assert result([], closes(start="100", end="110"), "5") == D("0.1")


def test_what_was_bought_in_between_does_not_change_it() -> None:
    bought = Move(BOUGHT, D(10), in_minor=120_000)
    assert result([bought], closes(start="100", before="120", on="120", end="90"), "15") == D("-0.1")


def test_a_dividend_adds_to_it() -> None:
    dividend = Move(BOUGHT, out_minor=500)
    assert result([dividend], closes(start="100", before="100", on="100", end="100"), "5") == D("0.01")


def test_a_split_is_no_return() -> None:
    split = Move(BOUGHT, numerator=D(2), denominator=D(1))
    assert result([split], closes(start="100", before="100", on="50", end="55"), "10") == D("0.1")


def test_what_was_bought_within_the_period_counts_since_then() -> None:
    bought = Move(BOUGHT, D(10), in_minor=100_000)
    assert result([bought], closes(on="100", end="120"), "10") == D("0.2")


def test_without_a_price_there_is_none() -> None:
    assert result([], closes(end="110"), "5") is None
