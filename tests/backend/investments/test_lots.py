"""Lots: which shares a sale takes, at what cost, and that no cent of the cost is lost or made."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.investments.lots import (
    AccountLots,
    Activity,
    Event,
    LotPick,
    SplitFact,
    Statement,
    long_term_from,
    match_lots,
    term,
)
from backend.investments.vocabulary import LotMethod

STOCK, NEW = 1, 2
METHODS: tuple[LotMethod, ...] = ("fifo", "lifo", "hifo", "average", "chosen")
D = Decimal


def buy(id_: int, on: str, quantity: str, amount: int, **more: Any) -> Activity:
    values = {"security_amount_minor": amount, **more}
    return Activity(id_, date.fromisoformat(on), "buy", STOCK, D(quantity), amount, **values)


def sell(id_: int, on: str, quantity: str, amount: int, **more: Any) -> Activity:
    values = {"security_amount_minor": -amount, **more}
    return Activity(id_, date.fromisoformat(on), "sell", STOCK, D(quantity), -amount, **values)


def other(type_: str, id_: int, on: str, quantity: str = "0", **more: Any) -> Activity:
    return Activity(id_, date.fromisoformat(on), type_, STOCK, D(quantity), **more)


# A stock bought five times, with a commission of 4.95 on the first sale.
ALDER: Sequence[Event] = (
    buy(1, "2022-06-03", "15", 132_000),
    buy(2, "2023-03-14", "20", 192_400),
    buy(3, "2024-02-20", "10", 128_550),
    sell(4, "2024-09-10", "23", 327_945),
    buy(5, "2026-01-20", "8", 137_040),
    buy(6, "2026-02-03", "6", 123_000),
    buy(7, "2026-08-17", "8", 153_680),
    sell(8, "2026-10-06", "6", 108_840, picks=(LotPick(6, D(6)),)),
)


def costs(lots: AccountLots) -> list[tuple[int | None, Decimal, int | None]]:
    return [(lot.opening_id, lot.quantity, lot.cost.minor) for lot in lots.book(STOCK).lots]


def test_a_sale_takes_the_oldest_lots_first_and_a_chosen_lot_where_one_is_named() -> None:
    book = match_lots(ALDER, "fifo").book(STOCK)
    assert [(lot.opening_id, lot.quantity, lot.cost.minor) for lot in book.lots] == [
        (2, D(12), 115_440),
        (3, D(10), 128_550),
        (5, D(8), 137_040),
        (7, D(8), 153_680),
    ]
    assert [(sold.opening_id, sold.quantity, sold.cost.minor, sold.gain_minor) for sold in book.disposals] == [
        (1, D(15), 132_000, 81_877),
        (2, D(8), 76_960, 37_108),
        (6, D(6), 123_000, -14_160),
    ]
    assert book.realised_minor == 81_877 + 37_108 - 14_160
    assert book.opened_cost.minor == 866_670


# Source: IRS Publication 550 (2024), "Identifying stock or bonds sold": shares not identified are sold oldest first.
@pytest.mark.parametrize(
    ("method", "taken", "cost"),
    [
        ("fifo", [(1, 10), (2, 2)], 10_000 + 4_000),
        ("lifo", [(3, 10), (2, 2)], 15_000 + 4_000),
        ("hifo", [(2, 10), (3, 2)], 20_000 + 3_000),
        ("average", [(1, 10), (2, 2)], 18_000),
        ("chosen", [(1, 10), (2, 2)], 14_000),
    ],
)
def test_each_method_takes_its_own_lots(method: LotMethod, taken: list[tuple[int, int]], cost: int) -> None:
    events = [
        buy(1, "2024-01-02", "10", 10_000),
        buy(2, "2024-02-02", "10", 20_000),
        buy(3, "2024-03-04", "10", 15_000),
        sell(4, "2024-05-02", "12", 30_000),
    ]
    sold = match_lots(events, method).book(STOCK).disposals
    assert [(each.opening_id, int(each.quantity)) for each in sold] == taken
    assert sum(each.cost.minor or 0 for each in sold) == cost


def test_average_cost_is_the_same_for_every_share_that_remains() -> None:
    events = [buy(1, "2024-01-02", "10", 10_000), buy(2, "2024-02-02", "20", 50_000), sell(3, "2024-05-02", "15", 0)]
    assert costs(match_lots(events, "average")) == [(2, D(15), 30_000)]


def test_what_cannot_be_divided_goes_to_the_rest_and_is_not_lost() -> None:
    events = [buy(1, "2024-01-02", "3", 10_000), sell(2, "2024-01-03", "1", 5_000), sell(3, "2024-01-04", "1", 5_000)]
    book = match_lots(events, "fifo").book(STOCK)
    assert [sold.cost.minor for sold in book.disposals] == [3_333, 3_334]
    assert book.cost.minor == 3_333


def test_proceeds_of_one_sale_are_shared_by_its_lots_to_the_cent() -> None:
    events = [buy(n, f"2024-01-0{n}", "1", 100) for n in (1, 2, 3)]
    sold = match_lots([*events, sell(4, "2024-02-01", "3", 1_000)], "fifo").book(STOCK).disposals
    assert [each.proceeds.minor for each in sold if each.proceeds] == [333, 334, 333]


def test_cost_is_kept_in_both_currencies_at_the_rate_of_the_purchase() -> None:
    events = [
        buy(1, "2024-01-02", "10", 110_000, security_amount_minor=100_000),
        sell(2, "2024-06-03", "4", 48_000, security_amount_minor=-46_000),
    ]
    book = match_lots(events, "fifo").book(STOCK)
    assert (book.cost.minor, book.cost.security_minor) == (66_000, 60_000)
    assert book.disposals[0].cost.security_minor == 40_000
    assert book.disposals[0].gain_minor == 4_000


def test_a_split_multiplies_the_shares_and_leaves_the_cost() -> None:
    split = SplitFact(date(2024, 6, 10), STOCK, D(1), D(3))
    lots = match_lots([buy(1, "2024-01-02", "30", 90_000), split, sell(2, "2024-06-10", "4", 50_000)], "fifo")
    assert costs(lots) == [(1, D(6), 54_000)]


def test_a_spin_off_moves_part_of_the_cost_lot_by_lot_and_keeps_the_day_of_purchase() -> None:
    spin_off = other("spin_off", 3, "2024-06-03", "5", related_security_id=NEW, cost_fraction=D("0.2"))
    lots = match_lots([buy(1, "2022-01-03", "10", 100_000), buy(2, "2024-01-03", "10", 150_001), spin_off], "fifo")
    assert costs(lots) == [(1, D(10), 80_000), (2, D(10), 120_001)]
    assert [(lot.quantity, lot.cost.minor, lot.acquired_on) for lot in lots.book(NEW).lots] == [
        (D("2.5"), 20_000, date(2022, 1, 3)),
        (D("2.5"), 30_000, date(2024, 1, 3)),
    ]


def test_a_transfer_brings_its_cost_and_its_day_and_one_out_realises_nothing() -> None:
    came = other(
        "transfer_in", 1, "2024-01-02", "10",
        cost_basis_minor=50_000, security_amount_minor=50_000, acquired_on=date(2020, 5, 4),
    )  # fmt: skip
    book = match_lots([came, other("transfer_out", 2, "2024-02-01", "4")], "fifo").book(STOCK)
    assert (book.lots[0].acquired_on, book.cost.minor) == (date(2020, 5, 4), 30_000)
    assert (book.disposals[0].gain_minor, book.realised_minor) == (None, 0)


def test_a_return_of_capital_lowers_the_cost_and_is_a_gain_beyond_it() -> None:
    events = [buy(1, "2024-01-02", "10", 1_000), other("return_of_capital", 2, "2024-02-01", amount_minor=-1_200)]
    book = match_lots(events, "fifo").book(STOCK)
    assert (book.cost.minor, book.realised_minor) == (0, 200)


def test_what_a_bank_states_beyond_the_purchases_is_a_lot_of_unknown_age() -> None:
    stated = Statement(date(2024, 3, 1), STOCK, D(15), cost_basis_minor=18_000)
    book = match_lots([buy(1, "2024-01-02", "10", 10_000), stated], "fifo").book(STOCK)
    assert [(lot.opening_id, lot.quantity, lot.cost.minor) for lot in book.lots] == [
        (1, D(10), 10_000),
        (None, D(5), 8_000),
    ]
    without_cost = Statement(date(2024, 3, 1), STOCK, D(15))
    assert match_lots([buy(1, "2024-01-02", "10", 10_000), without_cost], "fifo").book(STOCK).cost.minor is None


def test_a_statement_that_agrees_changes_nothing_and_one_of_less_takes_shares_without_a_gain() -> None:
    bought = buy(1, "2024-01-02", "10", 10_000)
    assert costs(match_lots([bought, Statement(date(2024, 3, 1), STOCK, D(10), 1)], "fifo")) == [(1, D(10), 10_000)]
    book = match_lots([bought, Statement(date(2024, 3, 1), STOCK, D(4))], "fifo").book(STOCK)
    assert (book.quantity, book.cost.minor, book.realised_minor) == (D(4), 4_000, 0)


def test_a_sale_of_more_than_there_is_is_named_and_its_gain_is_not_known() -> None:
    lots = match_lots([buy(1, "2024-01-02", "24", 10_000), sell(2, "2024-06-03", "30", 90_000)], "fifo")
    assert [(each.quantity, each.held, each.on) for each in lots.oversold] == [(D(30), D(24), date(2024, 6, 3))]
    assert lots.book(STOCK).quantity == 0
    assert lots.book(STOCK).realised_minor is None


def test_on_one_day_what_is_bought_can_be_sold_in_whatever_order_it_was_entered() -> None:
    assert match_lots([sell(1, "2024-01-02", "5", 600), buy(2, "2024-01-02", "5", 500)], "fifo").oversold == []


@pytest.mark.parametrize(
    ("acquired", "first_long_day"),
    [("2026-01-20", "2027-01-21"), ("2024-02-29", "2025-03-01"), ("2023-02-28", "2024-02-29")],
)
def test_a_sale_is_long_term_from_the_day_after_the_anniversary(acquired: str, first_long_day: str) -> None:
    day, first = date.fromisoformat(acquired), date.fromisoformat(first_long_day)
    assert long_term_from(day) == first
    assert (term(day, first - timedelta(days=1)), term(day, first)) == ("short", "long")


quantities = st.decimals(min_value="0.001", max_value="5000", places=3)
amounts = st.integers(min_value=0, max_value=10**9)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Purchases, sales of at most what is held, splits and returns of capital, a day apart."""
    events: list[Event] = []
    held = D(0)
    for number in range(1, draw(st.integers(2, 14))):
        on = date(2024, 1, 1) + timedelta(days=number)
        kind = draw(st.sampled_from(["buy", "buy", "sell", "split", "return"]))
        if kind == "buy" or not held:
            quantity, amount = draw(quantities), draw(amounts)
            in_security = draw(st.one_of(st.none(), amounts))
            events.append(Activity(number, on, "buy", STOCK, quantity, amount, security_amount_minor=in_security))
            held += quantity
        elif kind == "sell":
            quantity = min(held, draw(quantities))
            events.append(Activity(number, on, "sell", STOCK, quantity, -draw(amounts)))
            held -= quantity
        elif kind == "split":
            events.append(SplitFact(on, STOCK, D(draw(st.integers(2, 5))), D(1)))
            held *= events[-1].numerator if isinstance(events[-1], SplitFact) else 1
        else:
            events.append(Activity(number, on, "return_of_capital", STOCK, amount_minor=-draw(st.integers(1, 1000))))
    return events


@given(histories(), st.sampled_from(METHODS))
def test_cost_relieved_and_remaining_are_the_cost_before(events: list[Event], method: LotMethod) -> None:
    book = match_lots(events, method).book(STOCK)
    relieved = sum(sold.cost.minor or 0 for sold in book.disposals)
    assert relieved + (book.cost.minor or 0) == book.opened_cost.minor
    if book.opened_cost.security_minor is not None and book.cost.security_minor is not None:
        in_security = [sold.cost.security_minor for sold in book.disposals if sold.quantity]
        if None not in in_security and not any(
            isinstance(e, Activity) and e.type == "return_of_capital" for e in events
        ):
            assert sum(c or 0 for c in in_security) + book.cost.security_minor == book.opened_cost.security_minor


@given(histories(), st.sampled_from(METHODS))
def test_shares_bought_less_shares_sold_are_the_shares_held(events: list[Event], method: LotMethod) -> None:
    book, held = match_lots(events, method).book(STOCK), D(0)
    for event in events:
        if isinstance(event, SplitFact):
            held = event.split(held)
        elif isinstance(event, Activity) and event.type in ("buy", "sell"):
            held += event.quantity if event.type == "buy" else -event.quantity
    assert book.quantity == held == sum((lot.quantity for lot in book.lots), D(0))
    assert all(lot.quantity > 0 for lot in book.lots)
    costs = [lot.cost.minor for lot in book.lots]
    assert book.cost.minor == (None if None in costs else sum(cost or 0 for cost in costs))


@given(histories(), st.sampled_from(METHODS))
def test_the_lots_of_a_sale_share_all_its_proceeds(events: list[Event], method: LotMethod) -> None:
    book = match_lots(events, method).book(STOCK)
    for event in events:
        if isinstance(event, Activity) and event.type == "sell":
            parts = [sold for sold in book.disposals if sold.closing_id == event.id]
            assert sum(sold.proceeds.minor or 0 for sold in parts if sold.proceeds) == -event.amount_minor
            assert sum((sold.quantity for sold in parts), D(0)) == event.quantity
