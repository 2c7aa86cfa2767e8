"""Warnings are written for people."""

from datetime import date

from backend.imports.values.wording import amount_in_words, day_in_words, gap_in_words


def test_days_and_amounts_are_written_as_people_read_them() -> None:
    assert day_in_words(date(2024, 1, 31)) == "31 January 2024"
    assert amount_in_words(-123456789, "EUR") == "1,234,567.89 EUR"
    assert amount_in_words(1500, "JPY") == "1,500 JPY"


def test_what_is_missing_came_in_or_went_out() -> None:
    assert gap_in_words(date(2024, 1, 31), 100, "EUR").startswith(
        "The rows do not lead to the closing balance of 31 January 2024: 1.00 EUR more came in than they say."
    )
    assert "1.00 EUR more went out" in gap_in_words(date(2024, 1, 31), -100, "EUR")
