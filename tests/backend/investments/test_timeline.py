"""The value of an account from day to day: last known prices, money in and out, and what is no gain."""

from datetime import date
from decimal import Decimal
from typing import Any

from backend.investments.lots import Activity, Event, SplitFact, Statement
from backend.investments.timeline import AccountRules, PricePoint, ValueRow, account_timeline, value_minor, with_expiry

STOCK, FOREIGN = 1, 2
CURRENCIES = {STOCK: "USD", FOREIGN: "EUR"}
D = Decimal


def day(number: int) -> date:
    return date(2026, 3, number)


def activity(
    type_: str, on: int, quantity: str = "0", amount: int = 0, security_id: int = STOCK, **more: Any
) -> Activity:
    return Activity(on, day(on), type_, security_id, D(quantity), amount, **more)


def price(on: int, close: str, security_id: int = STOCK, source: str = "manual") -> PricePoint:
    return PricePoint(day(on), security_id, D(close), source)


def rows(*events: Event, prices: list[PricePoint], tracks_cash: bool = False, first: int = 1) -> list[ValueRow]:
    rules = AccountRules("USD", "fifo", tracks_cash)
    found, _ = account_timeline(rules, CURRENCIES, events, with_expiry(prices), first_day=day(first))
    return found


def brief(found: list[ValueRow]) -> list[tuple[int, int, int, int]]:
    """Day, value, paid in and paid out of each row."""
    return [(row.on.day, row.value_minor, row.paid_in_minor, row.paid_out_minor) for row in found]


def test_a_purchase_is_money_paid_in_and_a_price_changes_the_value() -> None:
    found = rows(activity("buy", 2, "10", 100_500), prices=[price(2, "100"), price(3, "110")])
    assert brief(found) == [(2, 100_000, 100_500, 0), (3, 110_000, 0, 0)]
    assert [row.cost_change_minor for row in found] == [100_500, 0]


def test_a_sale_and_a_dividend_of_an_account_without_cash_are_paid_out() -> None:
    found = rows(
        activity("buy", 2, "10", 100_000), activity("dividend", 3, amount=-500), activity("sell", 4, "4", -44_000),
        prices=[price(2, "100"), price(4, "110")],
    )  # fmt: skip
    assert brief(found) == [(2, 100_000, 100_000, 0), (3, 100_000, 0, 500), (4, 66_000, 0, 44_000)]


def test_cash_of_an_account_that_tracks_it_is_part_of_its_value() -> None:
    found = rows(
        activity("deposit", 1, amount=-200_000, security_id=0), activity("buy", 2, "10", 100_000),
        activity("fee", 3, amount=960, security_id=0), activity("withdrawal", 4, amount=50_000, security_id=0),
        prices=[price(2, "100")], tracks_cash=True,
    )  # fmt: skip
    assert brief(found) == [(1, 200_000, 200_000, 0), (2, 200_000, 0, 0), (3, 199_040, 0, 0), (4, 149_040, 0, 50_000)]


def test_shares_that_are_transferred_count_at_the_price_of_the_day() -> None:
    found = rows(activity("transfer_in", 2, "10", cost_basis_minor=1), prices=[price(2, "100")])
    assert brief(found) == [(2, 100_000, 100_000, 0)]


def test_what_a_bank_states_without_an_activity_is_neither_gain_nor_loss() -> None:
    found = rows(
        Statement(day(2), STOCK, D(10)), Statement(day(4), STOCK, D(4)), prices=[price(2, "100"), price(4, "110")]
    )
    assert brief(found) == [(2, 100_000, 100_000, 0), (4, 44_000, 0, 66_000)]


def test_the_first_price_of_what_was_held_without_one_is_no_gain() -> None:
    found = rows(Statement(day(2), STOCK, D(10)), prices=[price(5, "100")])
    assert brief(found) == [(2, 0, 0, 0), (5, 100_000, 100_000, 0)]
    assert [row.unvalued for row in found] == [1, 0]


def test_a_market_price_that_is_too_old_leaves_the_value_without_a_loss() -> None:
    found = rows(activity("buy", 1, "10", 100_000), prices=[price(1, "100", source="market")])
    assert [(row.on, row.value_minor, row.paid_out_minor, row.unvalued) for row in found] == [
        (day(1), 100_000, 0, 0),
        (date(2026, 4, 1), 0, 100_000, 1),
    ]


def test_a_split_before_the_next_price_leaves_the_value() -> None:
    split = SplitFact(day(3), STOCK, D(2), D(1))
    found = rows(activity("buy", 2, "10", 100_000), split, prices=[price(2, "100"), price(4, "52")])
    assert brief(found) == [(2, 100_000, 100_000, 0), (3, 100_000, 0, 0), (4, 104_000, 0, 0)]


def test_each_currency_has_rows_of_its_own() -> None:
    found = rows(
        activity("buy", 2, "10", 100_000), activity("buy", 3, "1", 5_500, security_id=FOREIGN),
        prices=[price(2, "100"), price(3, "50", FOREIGN)],
    )  # fmt: skip
    assert [(row.currency, row.value_minor, row.paid_in_minor) for row in found] == [
        ("USD", 100_000, 100_000),
        ("EUR", 5_000, 0),
        ("USD", 100_000, 5_500),
    ]


def test_rows_from_a_later_day_are_those_of_the_whole_history() -> None:
    events = (activity("buy", 2, "10", 100_000), activity("sell", 5, "5", -60_000))
    prices = [price(2, "100"), price(3, "105"), price(4, "110"), price(5, "120"), price(6, "90")]
    whole = rows(*events, prices=prices)
    assert rows(*events, prices=prices, first=4) == [row for row in whole if row.on >= day(4)]


def test_half_a_cent_is_rounded_to_the_even_one() -> None:
    assert value_minor(D("0.5"), D("0.01"), "USD") == 0
    assert value_minor(D("1.5"), D("0.01"), "USD") == 2
    assert value_minor(D("3"), D("100.4"), "JPY") == 301
