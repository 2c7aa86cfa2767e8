"""Tag 61: day, direction and amount of a movement, and the names and numbers that banks add."""

from datetime import date

import pytest

from backend.imports.formats.mt940.statement_line import UnreadableTag, amount_of, day_of, read_statement_line


def read(line: str, more: str = "") -> tuple[date, int]:
    found = read_statement_line([line, more], "EUR")
    return found.on, found.amount_minor


@pytest.mark.parametrize(
    ("line", "on", "minor"),
    [
        ("2401050105D12,50NTRFNONREF", date(2024, 1, 5), 1250),
        ("240105C12,50NTRFNONREF", date(2024, 1, 5), -1250),
        ("2401050105RD12,NTRFNONREF", date(2024, 1, 5), -1200),
        ("2401050105RC12,50NTRFNONREF", date(2024, 1, 5), 1250),
        ("2401020103DR12,50NTRFNONREF", date(2024, 1, 3), 1250),
        ("2312311231D5,NTRFNONREF", date(2023, 12, 31), 500),
        ("2401021229D5,NTRFNONREF", date(2023, 12, 29), 500),
        ("2402300229D5,NTRFNONREF", date(2024, 2, 29), 500),
    ],
)
def test_day_direction_and_amount(line: str, on: date, minor: int) -> None:
    assert read(line) == (on, minor)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("240105D5,NTRFNONREF//BANK0012345", "BANK0012345"),
        ("240105D5,NTRFNONREF//20240105", None),
        ("240105D5,NTRFNONREF//7", None),
        ("240105D5,NTRFNONREF", None),
    ],
)
def test_only_a_number_that_is_no_day_is_the_banks_own(line: str, number: str | None) -> None:
    assert read_statement_line([line], "EUR").bank_number == number


def test_a_movement_that_is_only_expected_is_marked() -> None:
    assert read_statement_line(["240105ED5,NTRFNONREF"], "EUR").is_expected


def test_the_original_amount_has_the_sign_of_the_movement() -> None:
    found = read_statement_line(["240105D5,NTRFNONREF", "/OCMT/USD5,50"], "EUR")
    assert (found.original_minor, found.original_currency) == (550, "USD")


@pytest.mark.parametrize(("text", "minor"), [("12,50", 1250), ("12,", 1200), ("12.50", 1250), ("1000,5", 100050)])
def test_amounts_have_a_comma_before_the_decimals(text: str, minor: int) -> None:
    assert amount_of(text, "EUR") == minor


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnreadableTag) as refused:
        day_of("240230")
    assert refused.value.code == "date_impossible"


def test_a_line_of_another_form_is_refused() -> None:
    with pytest.raises(UnreadableTag):
        read_statement_line(["nothing"], "EUR")
