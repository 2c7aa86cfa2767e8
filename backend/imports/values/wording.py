"""Dates and amounts as they appear in warnings."""

from datetime import date

from backend.kit.money import in_units

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def gap_in_words(on: date, missing_minor: int, currency: str) -> str:
    """Say that the rows do not lead to the closing balance of a day; what is missing came in if it is positive."""
    return (
        f"The rows do not lead to the closing balance of {day_in_words(on)}:"
        f" {amount_in_words(missing_minor, currency)} more {'came in' if missing_minor > 0 else 'went out'}"
        " than they say. A row may be missing from the file."
    )


def day_in_words(day: date) -> str:
    """Return a day that no reader takes for another: "31 January 2024"."""
    # The names of strftime follow the language of the computer; these sentences do not.
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def amount_in_words(minor: int, currency: str) -> str:
    """Return the size of an amount with its thousands apart: "1,234.50 EUR"."""
    whole, point, part = in_units(abs(minor), currency).partition(".")
    return f"{int(whole):,}{point}{part} {currency}"
