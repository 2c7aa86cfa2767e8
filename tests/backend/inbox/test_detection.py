"""What deserves a notice, on made-up payments."""

from datetime import date, timedelta

from backend.inbox.detection import (
    Charge,
    double_charges,
    is_material,
    large_refunds,
    lowest_balance,
    unusual_charges,
)

TODAY = date(2026, 11, 21)


def charge(days_ago: int, minor: int, *, id: int = 0, payee: str = "paperbark home", account_id: int = 1) -> Charge:
    on = TODAY - timedelta(days=days_ago)
    return Charge(on, minor, id or days_ago, payee, "USD", account_id, payee.upper())


USUAL = [charge(200 - 20 * n, 1200 + 300 * n) for n in range(6)]


def test_a_charge_far_above_all_earlier_ones_is_unusual() -> None:
    [found] = unusual_charges([*USUAL, charge(2, 21900)], TODAY)
    assert (found.charge.amount_minor, found.earlier, found.low_minor, found.high_minor) == (21900, 6, 1200, 2700)


def test_a_charge_is_not_unusual_after_too_few_others_or_long_ago_or_by_little() -> None:
    assert not list(unusual_charges([*USUAL[:3], charge(2, 21900)], TODAY))
    assert not list(unusual_charges([*USUAL, charge(60, 21900)], TODAY))
    assert not list(unusual_charges([*USUAL, charge(2, 2900)], TODAY))


def test_the_same_amount_twice_within_a_day_is_a_double_charge() -> None:
    [found] = double_charges([charge(2, 1920, id=1), charge(1, 1920, id=2)], TODAY)
    assert (found.first.id, found.second.id) == (1, 2)
    assert not list(double_charges([charge(4, 1920, id=1), charge(1, 1920, id=2)], TODAY))
    assert not list(double_charges([charge(1, 1920, id=1), charge(1, 1920, id=2, account_id=2)], TODAY))


def test_who_charges_twice_a_day_by_habit_is_left_alone() -> None:
    fares = [charge(day, 590, id=day * 10 + n, payee="tram") for day in (90, 80, 70, 1) for n in (1, 2)]
    assert not list(double_charges(fares, TODAY))


def test_a_large_amount_that_comes_back_is_a_refund_only_from_who_was_paid() -> None:
    assert [each.id for each in large_refunds([charge(20, 30000, id=1), charge(3, -25000, id=2)], TODAY)] == [2]
    assert not list(large_refunds([charge(3, -250000, payee="payroll")], TODAY))


def test_the_lowest_balance_is_that_after_the_payments_in_order() -> None:
    lowest = lowest_balance(50000, [(TODAY + timedelta(days=5), -10000), (TODAY + timedelta(days=2), 60000)])
    assert lowest is not None
    assert (lowest.on, lowest.minor) == (TODAY + timedelta(days=2), -10000)
    assert lowest_balance(50000, []) is None


def test_a_dismissed_notice_comes_back_only_on_a_material_change() -> None:
    assert not is_material(10000, 10900, "USD")
    assert not is_material(1000, 1400, "USD")
    assert is_material(10000, 11500, "USD")
