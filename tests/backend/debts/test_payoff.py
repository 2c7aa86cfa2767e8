"""Paying several debts off: order, time and interest."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend.debts.interest import monthly_interest
from backend.debts.payoff import Debt, minimum_only, never_paid_off, pay_off

START = date(2026, 11, 21)


def debt(id: int, owed: int, rate: str, minimum: int, *, is_daily: bool = False) -> Debt:
    return Debt(id, f"Debt {id}", owed, Decimal(rate), minimum, is_daily)


# Store card, car loan, credit card: the debts of calculover.com, "Debt snowball", with $200 more a month.
STORE, CAR, CARD = debt(1, 800_00, "22", 25_00), debt(2, 5_000_00, "6", 150_00), debt(3, 3_200_00, "19", 80_00)


def order_of(strategy: str, **more: object) -> list[int]:
    done = pay_off([STORE, CAR, CARD], strategy=strategy, extra_minor=200_00, start=START, **more)  # type: ignore[arg-type]
    return [each.account_id for each in sorted(done.debts, key=lambda each: each.months or 0)]


def test_avalanche_begins_with_the_highest_rate_and_snowball_with_the_smallest_debt() -> None:
    small_and_cheap, large_and_dear = debt(1, 800_00, "5", 25_00), debt(2, 4_000_00, "24", 80_00)
    both = [small_and_cheap, large_and_dear]
    snowball = pay_off(both, strategy="snowball", extra_minor=200_00, start=START)
    avalanche = pay_off(both, strategy="avalanche", extra_minor=200_00, start=START)
    assert (snowball.debts[0].months or 0) < (avalanche.debts[0].months or 0)
    assert (avalanche.interest_minor or 0) < (snowball.interest_minor or 0)
    assert order_of("snowball") == [1, 3, 2]
    assert order_of("own", own_order=[2, 1, 3])[0] == 2


def test_one_debt_is_paid_off_as_its_interest_says_month_by_month() -> None:
    done = pay_off([debt(1, 1_000_00, "12", 500_00)], strategy="avalanche", extra_minor=10_00, start=START)
    # 1,000.00 + 10.00 - 510.00 = 500.00; + 5.00 - 505.00 = 0.
    assert [(each.interest_minor, each.paid_minor, each.owed_minor) for each in done.course] == [
        (10_00, 510_00, [500_00]),
        (5_00, 505_00, [0]),
    ]
    assert (done.months, done.interest_minor, done.debts[0].on) == (2, 15_00, date(2027, 1, 21))


def test_daily_interest_counts_the_days_of_the_month() -> None:
    done = pay_off([debt(1, 3_650_00, "10", 100_00, is_daily=True)], strategy="avalanche", extra_minor=0, start=START)
    assert [each.interest_minor for each in done.course[:2]] == [30_00, round(3_580_00 * 10 * 31 / 36500)]


def test_what_a_paid_off_debt_needed_goes_to_the_next_one() -> None:
    done = pay_off([STORE, CAR, CARD], strategy="avalanche", extra_minor=200_00, start=START)
    assert {each.paid_minor for each in done.course[:-1]} == {455_00}


def test_a_debt_that_its_payment_never_pays_off_is_recognised() -> None:
    stuck = debt(1, 10_000_00, "24", 200_00)
    assert never_paid_off(stuck, start=START)
    assert not never_paid_off(debt(1, 10_000_00, "24", 200_01), start=START)
    done = minimum_only([stuck], start=START)
    assert (done.months, done.interest_minor, done.debts[0].on) == (None, None, None)
    assert pay_off([stuck], strategy="avalanche", extra_minor=0, start=START).months is None


def test_without_debts_there_is_nothing_to_pay() -> None:
    assert pay_off([], strategy="avalanche", extra_minor=100, start=START).months == 0
    assert pay_off([debt(1, 0, "20", 0)], strategy="snowball", extra_minor=0, start=START).months == 0


@given(
    st.lists(
        st.tuples(st.integers(1, 5_000_00), st.decimals(0, 40, places=2), st.integers(10_00, 300_00)),
        min_size=1,
        max_size=4,
    ),
    st.integers(1, 500_00),
)
def test_everything_that_is_paid_is_what_was_owed_and_its_interest(
    drawn: list[tuple[int, Decimal, int]], extra: int
) -> None:
    debts = [
        Debt(id_, "", owed, rate, minimum + monthly_interest(owed, rate), False)
        for id_, (owed, rate, minimum) in enumerate(drawn)
    ]
    done = pay_off(debts, strategy="avalanche", extra_minor=extra, start=START)
    assert done.interest_minor is not None
    assert sum(each.paid_minor for each in done.course) == sum(each.owed_minor for each in debts) + done.interest_minor
    snowball = pay_off(debts, strategy="snowball", extra_minor=extra, start=START)
    assert snowball.interest_minor is not None
    # Rounding to the cent may make a difference of a few cents either way.
    assert done.interest_minor <= snowball.interest_minor + len(done.course)
