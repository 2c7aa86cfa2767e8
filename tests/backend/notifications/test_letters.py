"""What a reply says."""

import pytest

from backend.notifications.letters import reply_choice, review_letter

NAMES = {"Groceries": "groceries", "Coffee": "coffee", "Gas Station": "gas_station"}


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("2", "coffee"),
        ("  1. \n\nOn Monday Ada wrote:\n> 2", "groceries"),
        ("gas station", "gas_station"),
        ("gas_station", "gas_station"),
        ("3", None),
        ("0", None),
        ("something else", None),
        ("> 2", None),
        ("On Nov 3 Ada wrote:\n2", None),
        ("", None),
        ("delete everything", None),
    ],
)
def test_the_first_line_of_a_reply_chooses_a_category(body: str, key: str | None) -> None:
    assert reply_choice(body, ["groceries", "coffee"], NAMES) == key


def test_a_reminder_numbers_its_categories() -> None:
    letter = review_letter("ZQX 9", "4.50 USD", "Nov 3, 2026", ["Groceries", "Coffee"])
    assert letter.subject == "Which category? ZQX 9, 4.50 USD"
    assert "  1. Groceries\n  2. Coffee\n" in letter.text
