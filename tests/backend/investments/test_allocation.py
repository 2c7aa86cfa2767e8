"""Weights, drift from targets, and the trades that would bring the holdings there."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.investments.allocation import Share, Tradable, drift, percent_of, ratio_percent, rebalance, shares

D = Decimal


def test_parts_of_one_name_are_added_up_and_the_largest_comes_first() -> None:
    assert shares([("Bonds", 5_000), ("Funds", 10_000), ("Bonds", 15_000)]) == [
        Share("Bonds", 20_000, D("66.7")),
        Share("Funds", 10_000, D("33.3")),
    ]


def test_nothing_has_no_weight() -> None:
    assert percent_of(0, 0) == 0
    assert shares([]) == []


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(50, 200, "25.00"), (1, 0, None), (1, None, None), (None, 5, None)]
)
def test_a_percentage_without_a_basis_is_not_known(part: int | None, whole: int | None, percent: str | None) -> None:
    assert ratio_percent(part, whole) == (None if percent is None else D(percent))


@pytest.mark.parametrize(("value", "points", "notable"), [(340, "2.0", True), (339, "1.9", False), (285, "-3.5", True)])
def test_a_drift_of_two_points_is_notable(value: int, points: str, notable: bool) -> None:
    found = drift(value, 1_000, D(32))
    assert (found.points, found.is_notable) == (D(points), notable)


def part(id_: int, value: int, price: str, target: str, unit: str = "1") -> Tradable:
    return Tradable(id_, value, D(price), D(target), D(unit))


def test_whole_shares_are_traded_and_never_beyond_the_target() -> None:
    trades = rebalance(100_000, [part(1, 70_000, "18_425", "50"), part(2, 30_000, "4_837", "50")])
    assert [(trade.security_id, trade.quantity, trade.amount_minor) for trade in trades] == [
        (1, D(-1), -18_425),
        (2, D(4), 19_348),
    ]


def test_units_of_a_fund_are_divided() -> None:
    (trade,) = rebalance(100_000, [part(1, 40_000, "2_386", "50", unit="0.001")])
    assert (trade.quantity, trade.amount_minor) == (D("4.191"), 10_000)


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 10**5), st.integers(0, 100)), min_size=1, max_size=8))
def test_after_the_trades_each_part_is_within_one_unit_of_its_target(parts: list[tuple[int, int, int]]) -> None:
    total = sum(value for value, _, _ in parts)
    tradable = [part(at, value, str(price), str(target)) for at, (value, price, target) in enumerate(parts)]
    amounts = {trade.security_id: trade.amount_minor for trade in rebalance(total, tradable)}
    for each in tradable:
        wanted = D(total) * each.target_percent / 100
        left = wanted - each.value_minor - amounts.get(each.security_id, 0)
        assert abs(left) < each.price_minor + 1
        assert left * (wanted - each.value_minor) >= -1
