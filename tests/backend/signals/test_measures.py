"""Signals of both windows, each from values that a person can check."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from backend.kit.figure import PERCENT, Figure, Term, unknown
from backend.signals.kinds import SIGNAL_KEYS, Signal, Window, tags_of
from backend.signals.measures import measure, pay_days, rhythm_name
from backend.signals.observations import (
    CardFacts,
    Charge,
    ClosedCycle,
    HeldAccount,
    Observations,
    SavingsAccount,
    Subscription,
)

TODAY = date(2026, 11, 21)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def spent(minor: int) -> Figure:
    return Figure("spending.spent", "Spent", minor, "USD", TODAY)


def used(percent: str | None, name: str = "Card") -> Figure:
    if percent is None:
        return unknown(id="debts.used", label=name, unit=PERCENT, as_of=TODAY, why="no limit is known")
    terms = (Term("Owed", 1, "USD"), Term("Limit", 1, "USD", "divide"))
    return Figure("debts.used", name, Decimal(percent), PERCENT, TODAY, terms=terms)


def card(percent: str | None = "10.00", **fields: Any) -> CardFacts:
    known: dict[str, Any] = {
        "account_id": 1, "name": "Card", "owed_minor": 100, "used": used(percent), "is_overdue": False,
        "minimum_minor": 2_500, "cycles": (), "interest": (),
    }  # fmt: skip
    return CardFacts(**{**known, **fields})


def seen(**fields: Any) -> Observations:
    known: dict[str, Any] = {
        "today": TODAY, "currency": "USD", "first_on": ago(300), "transaction_count": 500,
        "spent": {"30d": spent(200_000), "180d": spent(1_200_000)}, "subscriptions": (), "savings": (),
        "everyday": (HeldAccount(1, "Everyday", 100_000),), "cards": (), "used": None, "income": (),
    }  # fmt: skip
    return Observations(**{**known, **fields})


def signals(found: Observations, window: Window = "30d") -> dict[str, Signal]:
    return {each.key: each for each in measure(found, window)}


def value(found: Observations, key: str, window: Window = "30d") -> Any:
    return signals(found, window)[key].figure.value


def monthly(name: str, minor: int, *, days: tuple[int, ...] = (5, 35, 65), is_running: bool = True) -> Subscription:
    charges = tuple(Charge(ago(day), minor, day) for day in days)
    return Subscription(name, None, minor * 12, is_running, charges)


def test_every_signal_is_there_and_explains_itself() -> None:
    for window in ("30d", "180d"):
        found = measure(seen(), window)
        assert [each.key for each in found] == list(SIGNAL_KEYS)
        assert all(each.figure.terms or each.figure.completeness.missing for each in found)


def test_a_monthly_subscription_counts_in_a_window_in_which_only_one_charge_fits() -> None:
    found = seen(subscriptions=(monthly("Stream", 1_599),))
    assert value(found, "subscriptions.count") == 1
    assert value(found, "subscriptions.monthly") == 1_599
    assert value(found, "subscriptions.share") == Decimal("0.8")


def test_an_ended_subscription_counts_only_where_it_was_charged() -> None:
    found = seen(subscriptions=(monthly("Stream", 1_599, days=(60, 90, 120), is_running=False),))
    assert (value(found, "subscriptions.count"), value(found, "subscriptions.count", "180d")) == (0, 1)


def test_a_subscription_without_an_amount_leaves_no_total_and_says_why() -> None:
    found = signals(seen(subscriptions=(monthly("Stream", 1_599)._replace(per_year_minor=None),)))
    assert found["subscriptions.monthly"].figure.value is None
    assert found["subscriptions.monthly"].is_met is None
    assert found["subscriptions.monthly"].figure.completeness.missing[0].why == "no amount is known yet"


def savings(balance: int | None, *, opening: int | None = 900_000, net_in: int = 100_000) -> SavingsAccount:
    return SavingsAccount(2, "Savings", balance, {"30d": opening, "180d": opening}, {"30d": net_in, "180d": net_in})


def test_growth_is_measured_by_what_there_was_at_the_beginning() -> None:
    found = seen(savings=(savings(1_000_000),))
    assert value(found, "savings.growth") == Decimal("11.1")
    assert value(found, "savings.monthly") == 100_000
    assert value(found, "savings.monthly", "180d") == 16_667


def test_ten_thousand_in_savings_last_five_months_at_two_thousand_a_month() -> None:
    assert value(seen(savings=(savings(1_000_000),)), "savings.emergency_months") == Decimal("5.0")


def test_without_spending_or_balance_the_emergency_fund_has_no_value_instead_of_a_large_one() -> None:
    idle = seen(savings=(savings(1_000_000),), spent={"30d": spent(0), "180d": spent(0)})
    assert value(idle, "savings.emergency_months") is None
    assert value(seen(savings=(savings(None),)), "savings.emergency_months") is None
    assert value(seen(), "savings.emergency_months") is None


@pytest.mark.parametrize(
    ("percent", "tags"),
    [
        ("10.00", set()),
        ("29.99", set()),
        ("30.00", {"utilization_30"}),
        ("50.00", {"utilization_30", "utilization_50"}),
        ("66.67", {"utilization_30", "utilization_50"}),
        ("80.00", {"utilization_30", "utilization_50", "utilization_80"}),
    ],
)
def test_tags_of_utilisation_are_cumulative_and_begin_at_their_bounds(percent: str, tags: set[str]) -> None:
    found = measure(seen(cards=(card(percent),), used=used(percent)), "30d")
    values = {each.key: each.figure.value for each in found}
    assert {tag for tag in tags_of(values) if tag.startswith("utilization")} == tags


def test_the_highest_card_stands_beside_all_of_them_and_a_card_without_a_limit_divides_nothing() -> None:
    found = signals(seen(cards=(card("50.00"), card("40.00"), card(None)), used=used("46.70")))
    assert found["credit.used"].figure.value == Decimal("46.70")
    assert found["credit.highest"].figure.value == Decimal("50.00")
    assert len(found["credit.used"].parts) == 3


def test_interest_is_a_transaction_never_a_balance_with_a_rate() -> None:
    owing = card("90.00", owed_minor=900_000)
    assert value(seen(cards=(owing,), used=used("90.00")), "credit.interest") == 0
    charged = card("90.00", interest=(Charge(ago(100), 1_422, 7),))
    found = seen(cards=(charged,), used=used("90.00"))
    assert (value(found, "credit.interest"), value(found, "credit.interest", "180d")) == (0, 1_422)


def test_only_the_minimum_is_up_to_a_tenth_more_than_it_on_a_larger_statement() -> None:
    cycles = (
        ClosedCycle(ago(100), 90_000, 2_750),
        ClosedCycle(ago(70), 90_000, 2_751),
        ClosedCycle(ago(40), 2_000, 2_000),
        ClosedCycle(ago(10), 90_000, 0),
    )
    found = seen(cards=(card(cycles=cycles),), used=used("10.00"))
    assert (value(found, "credit.minimum_only"), value(found, "credit.minimum_only", "180d")) == (0, 1)


def test_a_card_whose_terms_are_not_entered_is_named() -> None:
    found = signals(seen(cards=(card(minimum_minor=None, is_overdue=None),), used=used("10.00")))
    assert found["credit.minimum_only"].figure.value is None
    assert found["credit.overdue"].figure.completeness.missing[0].why == "no due day is entered"


def pay(*days: int, minor: int = 250_000) -> tuple[Charge, ...]:
    return tuple(Charge(ago(day), -minor, day) for day in sorted(days, reverse=True))


@pytest.mark.parametrize(
    ("days", "gap", "name"),
    [
        ((0, 14, 28, 42, 56, 70), "14", "biweekly"),
        ((1, 31, 61), "30", "monthly"),
        ((1, 8, 15, 22), "7", "weekly"),
        ((5, 18, 45, 67, 82), "18.5", "variable"),
    ],
)
def test_the_rhythm_of_pay(days: tuple[int, ...], gap: str, name: str) -> None:
    found = value(seen(income=pay(*days)), "income.rhythm")
    assert found == Decimal(gap)
    assert rhythm_name(found) == name


def test_even_pay_is_steady_and_a_single_pay_day_has_no_rhythm() -> None:
    assert value(seen(income=pay(0, 14, 28)), "income.variation") == 0
    uneven = seen(income=(*pay(60, minor=100_000), *pay(30, minor=300_000)))
    assert value(uneven, "income.variation") == Decimal("0.50")
    assert value(seen(income=pay(3)), "income.rhythm") is None


def test_a_gap_longer_than_the_window_is_found_by_looking_further_back() -> None:
    assert value(seen(income=pay(10, 80, 150)), "income.rhythm") == 70


def test_cashback_is_no_pay_and_two_payments_of_one_day_are_one() -> None:
    income = [*pay(14, 0), Charge(ago(7), -500, 99), Charge(ago(14), -250_000, 98)]
    days = pay_days(income)
    assert [(each.on, each.minor) for each in days] == [(ago(14), 500_000), (ago(0), 250_000)]


def test_the_buffer_is_what_everyday_accounts_would_last() -> None:
    found = signals(seen())["income.buffer_months"]
    assert (found.figure.value, found.is_met) == (Decimal("0.5"), True)
