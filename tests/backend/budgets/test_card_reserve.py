"""Money set aside for cards: purchases from budgets add to it, payments take from it, overspending adds nothing."""

from hypothesis import given
from hypothesis import strategies as some

from backend.budgets.card_reserve import CardMonth, CardReserve, funded, set_aside

GROCERIES, HOTEL = 1, 2


def test_purchases_add_and_payments_take_but_never_below_zero() -> None:
    october = CardMonth(7, "2026-10", {GROCERIES: 30_000}, 50_000)
    november = CardMonth(7, "2026-11", {GROCERIES: 10_000}, 4_000)
    months = [november, october]
    budgets = {(GROCERIES, "2026-10"): 0, (GROCERIES, "2026-11"): 0}
    assert set_aside(months, funded(months, budgets)) == {7: 6_000}


def test_a_category_without_a_budget_has_nothing_to_set_aside() -> None:
    months = [CardMonth(7, "2026-11", {HOTEL: 5_000}, 0)]
    assert set_aside(months, funded(months, {})) == {7: 0}


def test_overspending_is_shared_by_the_cards_it_was_bought_with() -> None:
    months = [CardMonth(7, "2026-11", {GROCERIES: 30_000}, 0), CardMonth(8, "2026-11", {GROCERIES: 10_000}, 0)]
    assert set_aside(months, funded(months, {(GROCERIES, "2026-11"): 4_001})) == {7: 26_999, 8: 9_000}


def test_a_refund_to_the_card_releases_what_was_set_aside() -> None:
    months = [CardMonth(7, "2026-10", {GROCERIES: 3_000}, 0), CardMonth(7, "2026-11", {GROCERIES: -1_000}, 0)]
    budgets = {(GROCERIES, "2026-10"): 0, (GROCERIES, "2026-11"): 0}
    assert set_aside(months, funded(months, budgets)) == {7: 2_000}


def test_what_is_owed_beyond_the_reserve_is_older_debt() -> None:
    assert CardReserve(7, 128_477, 44_120).old_debt_minor == 84_357
    assert CardReserve(7, None, 100).old_debt_minor is None


@given(some.lists(some.integers(0, 10**9), min_size=1, max_size=5), some.integers(0, 10**10))
def test_cards_never_set_more_aside_than_was_bought_within_the_budget(bought: list[int], overspent: int) -> None:
    months = [CardMonth(at, "2026-11", {GROCERIES: amount}, 0) for at, amount in enumerate(bought)]
    reserves = set_aside(months, funded(months, {(GROCERIES, "2026-11"): overspent}))
    assert sum(reserves.values()) == max(sum(bought) - overspent, 0)
