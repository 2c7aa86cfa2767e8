"""The statement cycle of a card: what is due when, and how much of the limit is used."""

from datetime import date
from decimal import Decimal

import pytest

from backend.debts.statement_cycle import Cycle, band, cycle, is_overdue


@pytest.mark.parametrize(
    ("today", "statement_day", "due_day", "expected"),
    [
        (date(2026, 11, 21), 24, 18, Cycle(date(2026, 10, 24), date(2026, 11, 24), date(2026, 11, 18))),
        (date(2026, 11, 24), 24, 18, Cycle(date(2026, 10, 24), date(2026, 11, 24), date(2026, 11, 18))),
        (date(2026, 11, 25), 24, 18, Cycle(date(2026, 11, 24), date(2026, 12, 24), date(2026, 12, 18))),
        # The statement of the 5th is due on the 28th of the same month.
        (date(2026, 11, 21), 5, 28, Cycle(date(2026, 11, 5), date(2026, 12, 5), date(2026, 11, 28))),
        # A statement of the 31st closes on the last day of a shorter month.
        (date(2026, 2, 10), 31, 25, Cycle(date(2026, 1, 31), date(2026, 2, 28), date(2026, 2, 25))),
        (date(2026, 1, 2), 15, None, Cycle(date(2025, 12, 15), date(2026, 1, 15), None)),
    ],
)
def test_the_cycle_of_a_day(today: date, statement_day: int, due_day: int | None, expected: Cycle) -> None:
    assert cycle(today, statement_day=statement_day, due_day=due_day) == expected


@pytest.mark.parametrize(
    ("used", "name"),
    [("29.99", "low"), ("30", "moderate"), ("49.9", "moderate"), ("50", "high"), ("79", "high"), ("80", "very_high")],
)
def test_the_bands_of_utilisation_begin_at_30_50_and_80_percent(used: str, name: str) -> None:
    assert band(Decimal(used)) == name


def test_a_card_is_overdue_when_the_minimum_did_not_come_in_by_the_due_date() -> None:
    def overdue(day: int, paid: int, *, minimum: int | None = 35_00, statement: int | None = 286_47) -> bool | None:
        due = date(2026, 11, 18)
        return is_overdue(
            date(2026, 11, day), due_on=due, minimum_minor=minimum, statement_minor=statement, paid_minor=paid
        )

    assert overdue(18, 0) is False
    assert overdue(19, 0) is True
    assert overdue(19, 35_00) is False
    assert overdue(19, 35_00, minimum=None) is True
    assert overdue(19, 0, statement=20_00, minimum=35_00) is True
    assert overdue(19, 20_00, statement=20_00, minimum=35_00) is False
    assert overdue(19, 0, statement=0) is False
    assert overdue(19, 0, statement=None) is None
