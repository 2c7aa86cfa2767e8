"""Earlier balances follow from stated ones and transactions, and what does not add up is booked where it shows."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.balances.history import FixedPoint, HeldOn, held_on, unexplained

JUN_1 = date(2026, 6, 1)


def day(number: int) -> date:
    return JUN_1 + timedelta(days=number)


class Ledger:
    """Transactions by day; positive is money out."""

    def __init__(self, out: dict[date, int]) -> None:
        self._out = out

    def moved(self, after: date, until: date) -> int:
        return sum(amount for on, amount in self._out.items() if after < on <= until)


def test_transactions_move_a_stated_balance_on() -> None:
    ledger = Ledger({day(3): 20_00, day(5): -100_00})
    stated = [FixedPoint(day(0), 1_000_00)]
    held = [held_on(day(number), stated=stated, moved=ledger.moved) for number in (0, 3, 5)]
    assert held == [HeldOn(1_000_00, True), HeldOn(980_00, True), HeldOn(1_080_00, True)]


def test_before_the_first_stated_balance_it_is_computed_backwards() -> None:
    ledger = Ledger({day(3): 20_00, day(5): -100_00})
    stated = [FixedPoint(day(5), 1_080_00)]
    held = [held_on(day(number), stated=stated, moved=ledger.moved) for number in (2, 4, 5)]
    assert held == [HeldOn(1_000_00, False), HeldOn(980_00, False), HeldOn(1_080_00, True)]


def test_what_transactions_do_not_explain_is_booked_on_the_day_of_the_next_stated_balance() -> None:
    # The statement of Jun 30 says 14,008.12; the transactions since the one of May 31 reach 14,054.32.
    ledger = Ledger({day(10): -54_32})
    stated = [FixedPoint(day(-1), 14_000_00), FixedPoint(day(29), 14_008_12)]
    jun_29, jun_30 = (held_on(day(number), stated=stated, moved=ledger.moved) for number in (28, 29))
    assert (jun_29.minor, jun_30.minor) == (14_054_32, 14_008_12)
    assert unexplained(jun_29, jun_30, out_minor=0) == -46_20


movements = st.dictionaries(st.integers(0, 40).map(day), st.integers(-(10**6), 10**6))
fixed_points = st.dictionaries(st.integers(0, 40).map(day), st.integers(-(10**7), 10**7), min_size=1).map(
    lambda found: [FixedPoint(on, found[on]) for on in sorted(found)]
)


@given(out=movements, stated=fixed_points)
def test_a_stated_balance_is_what_was_held_on_its_day(out: dict[date, int], stated: list[FixedPoint]) -> None:
    ledger = Ledger(out)
    assert all(held_on(on, stated=stated, moved=ledger.moved) == HeldOn(minor, True) for on, minor in stated)


@given(out=movements, stated=fixed_points)
def test_each_day_differs_by_its_transactions_and_only_fixed_points_have_something_unexplained(
    out: dict[date, int], stated: list[FixedPoint]
) -> None:
    ledger = Ledger(out)
    fixed_days = {on for on, _ in stated[1:]}
    for number in range(41):
        before = held_on(day(number - 1), stated=stated, moved=ledger.moved)
        after = held_on(day(number), stated=stated, moved=ledger.moved)
        missing = unexplained(before, after, out_minor=out.get(day(number), 0))
        assert missing == 0 or day(number) in fixed_days


@given(out=movements, stated=fixed_points, days=st.lists(st.integers(-1, 41), min_size=2, max_size=6, unique=True))
def test_what_is_unexplained_adds_up_over_any_cuts(
    out: dict[date, int], stated: list[FixedPoint], days: list[int]
) -> None:
    ledger = Ledger(out)
    cuts = [day(number) for number in sorted(days)]
    held = [held_on(on, stated=stated, moved=ledger.moved) for on in cuts]
    parts = [
        unexplained(held[at], held[at + 1], out_minor=ledger.moved(cuts[at], cuts[at + 1]))
        for at in range(len(cuts) - 1)
    ]
    whole = unexplained(held[0], held[-1], out_minor=ledger.moved(cuts[0], cuts[-1]))
    assert sum(parts) == whole
