"""Balances day by day, and that each item and each part of the pace is counted once."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.forecasting.projection import History, first_below_zero, lowest, project
from backend.forecasting.streams import Item, Movement, Stream
from backend.recurring.schedule import Schedule

AS_OF = date(2024, 6, 20)


def rent(account: int = 1, months: range = range(1, 7)) -> list[Movement]:
    return [Movement(date(2024, month, 3), 90000, account, "rent", "Rent") for month in months]


def history(*movements: Movement, held: dict[int, int] | None = None, **fields: object) -> History:
    return replace(History(AS_OF, held or {1: 100000}, sorted(movements)), **fields)  # type: ignore[arg-type]


def test_the_balance_falls_on_the_day_of_the_bill() -> None:
    projection = project(history(*rent()), 30)
    due = (date(2024, 7, 3) - AS_OF).days
    assert projection.balances[1] == [100000] * due + [10000] * (31 - due)
    assert [(item.on, item.name, item.amount_minor) for item in projection.items] == [(date(2024, 7, 3), "Rent", 90000)]


def test_the_lowest_point_and_the_first_day_below_zero() -> None:
    balances = project(history(*rent(), held={1: 50000}), 30).balances[1]
    assert lowest(AS_OF, balances) == (date(2024, 7, 3), -40000)
    assert first_below_zero(AS_OF, balances) == date(2024, 7, 3)


def test_a_transfer_moves_money_between_accounts_and_leaves_the_sum() -> None:
    moves = [Movement(date(2024, month, 16), 40000, 1, "savings", to_account_id=2) for month in range(1, 7)]
    projection = project(history(*moves, held={1: 100000, 2: 0}), 30)
    assert (projection.balances[1][-1], projection.balances[2][-1]) == (60000, 40000)
    assert set(projection.total()) == {100000}


def test_a_card_that_is_paid_off_is_paid_what_it_owed_at_its_closing() -> None:
    purchases, payments, owed = [], [], 0
    for month in range(1, 7):
        cost = 10000 + month * 1111
        purchases.append(Movement(date(2024, month, 2), cost, 2, f"shop {month}"))
        payments.append(Movement(date(2024, month, 15), cost, 1, "card", "Card payment", to_account_id=2))
    purchases.append(Movement(date(2024, 6, 19), 5432, 2, "shop 7"))
    owed = -5432
    held = {1: 500000, 2: owed}
    first_on = {1: date(2024, 1, 1), 2: AS_OF - timedelta(days=20)}
    found = project(history(*purchases, *payments, held=held, cards=frozenset({2}), first_on=first_on), 30)
    [payment] = [item for item in found.items if item.to_account_id == 2]
    pace_on_card = sum(found.pace[2][: (payment.on - AS_OF).days])
    assert payment.on == date(2024, 7, 15)
    assert 5432 <= payment.amount_minor <= 5432 + pace_on_card


def test_what_a_person_confirmed_is_not_detected_again() -> None:
    fixed = Stream("Rent", 1, 95000, Schedule(date(2024, 7, 3)), date(2024, 7, 3), "series")
    projection = project(history(fixed=(fixed,)), 30)
    assert [item.amount_minor for item in projection.items] == [95000]


def test_a_planned_item_counts_on_its_day_and_one_of_the_past_not_at_all() -> None:
    planned = [Item(AS_OF + timedelta(days=at), 1, 2500, "Tires", "planned") for at in (-1, 5)]
    assert project(history(), 10, planned=planned).balances[1] == [100000] * 5 + [97500] * 6


@given(st.lists(st.tuples(st.integers(0, 170), st.integers(-500000, 500000), st.integers(1, 2)), max_size=60))
def test_every_balance_is_the_one_before_less_the_items_and_the_pace_of_the_day(
    rows: list[tuple[int, int, int]],
) -> None:
    movements = [
        Movement(date(2024, 1, 1) + timedelta(days=at), minor, account, f"k{minor % 3}") for at, minor, account in rows
    ]
    projection = project(history(*movements, held={1: 1000, 2: -500}), 40)
    for account, balances in projection.balances.items():
        for at in range(1, 41):
            day = AS_OF + timedelta(days=at)
            items = sum(item.amount_minor for item in projection.items if (item.on, item.account_id) == (day, account))
            assert balances[at] == balances[at - 1] - items - projection.pace[account][at - 1]


def test_an_earlier_history_knows_nothing_of_what_came_later() -> None:
    later = Movement(date(2024, 6, 10), 33000, 1, "shop")
    earlier = history(*rent(), later).cut(date(2024, 6, 5))
    assert earlier.held == {1: 133000}
    assert earlier.movements == rent()
