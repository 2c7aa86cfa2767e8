"""What a cell or a column is, judged from its values alone."""

import pytest

from backend.imports.values.cells import direction_of, facts_of, is_day, is_number, looks_like_movement


@pytest.mark.parametrize(
    ("text", "day", "number"),
    [
        ("2024-01-31", True, False),
        ("31/12/2024", True, False),
        ("12.50", False, True),
        ("1,234.50 EUR", False, True),
        ("12345678901234567", False, False),
        ("Coffee", False, False),
        ("99/99/2024", False, False),
    ],
)
def test_a_cell_is_a_day_or_a_number_or_neither(text: str, day: bool, number: bool) -> None:
    assert (is_day(text), is_number(text)) == (day, number)


def test_a_movement_has_a_day_and_a_number() -> None:
    assert looks_like_movement(["2024-01-05", "Coffee", "-4.50"])
    assert not looks_like_movement(["2024-01-05", "Coffee", "today"])


@pytest.mark.parametrize(("text", "expected"), [("Debit", "out"), ("Haber", "in"), ("借 Dr", "out"), ("Coffee", None)])
def test_a_word_for_the_direction_of_money_is_understood(text: str, expected: str | None) -> None:
    assert direction_of(text) == expected


def test_the_facts_of_a_column_count_only_filled_cells() -> None:
    facts = facts_of(["-4.50", "", "20.00", "-"])
    assert (facts.filled, facts.numbers, facts.has_negatives, facts.is_amount) == (0.5, 1.0, True, True)
