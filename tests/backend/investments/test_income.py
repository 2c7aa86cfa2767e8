"""Income by month and by holding, its yield, and the likely day of the next payment."""

from datetime import date
from decimal import Decimal

import pytest

from backend.investments.income import Payer, Received, by_month, by_payer, yield_percent

TODAY = date(2026, 11, 21)


def paid(*days: str, security_id: int | None = 1, amount: int = 1_496) -> list[Received]:
    return [Received(date.fromisoformat(day), security_id, amount) for day in days]


def test_each_of_twelve_months_is_there_also_without_income() -> None:
    months = by_month(paid("2026-09-11", "2026-09-12", "2025-12-12"), last="2026-11")
    assert (months[0], months[-1], len(months)) == (("2025-12", 1_496), ("2026-11", 0), 12)
    assert dict(months)["2026-09"] == 2_992


def test_the_next_payment_is_likely_after_the_usual_interval() -> None:
    (payer,) = by_payer(paid("2025-12-12", "2026-03-13", "2026-06-12", "2026-09-11"), {1: 700_150}, today=TODAY)
    assert payer == Payer(1, 5_984, Decimal("0.85"), date(2026, 12, 11))


@pytest.mark.parametrize(
    "days", [["2026-09-11"], ["2025-12-01", "2026-11-02"], ["2025-12-01", "2026-01-02", "2026-02-02"]]
)
def test_one_payment_a_long_pause_or_an_end_tells_no_next_day(days: list[str]) -> None:
    (payer,) = by_payer(paid(*days), {1: 100}, today=TODAY)
    assert payer.next_likely_on is None


def test_who_paid_most_comes_first_and_interest_has_no_yield() -> None:
    received = [*paid("2026-09-11"), *paid("2026-09-30", security_id=None, amount=9_000)]
    assert [(payer.security_id, payer.yield_percent) for payer in by_payer(received, {1: None}, today=TODAY)] == [
        (None, None),
        (1, None),
    ]


@pytest.mark.parametrize(("amount", "value", "expected"), [(119, 10_000, "1.19"), (119, 0, None), (119, None, None)])
def test_a_yield_needs_a_value(amount: int, value: int | None, expected: str | None) -> None:
    assert yield_percent(amount, value) == (None if expected is None else Decimal(expected))
