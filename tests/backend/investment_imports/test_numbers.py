"""Numbers of brokers' files, with all the digits that they write."""

from decimal import Decimal

import pytest

from backend.investment_imports.numbers import UnreadableNumber, currency_of, find_decimal_mark, read_number


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("3.1250000001", ".", "3.1250000001"),
        ("-$1,464.95", ".", "-1464.95"),
        ("($584.00)", ".", "-584.00"),
        ("1.085,95", ",", "1085.95"),
        ("1 234,5", ",", "1234.5"),
        ("+0.5", ".", "0.5"),
    ],
)
def test_a_number_keeps_every_digit(text: str, decimal: str, number: str) -> None:
    assert read_number(text, decimal) == Decimal(number)


@pytest.mark.parametrize("text", ["", "--", "n/a", "Not available"])
def test_a_cell_may_say_that_there_is_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["ten", "1.2.3", "5 shares"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableNumber):
        read_number(text)


def test_most_numbers_decide_the_decimal_mark() -> None:
    assert find_decimal_mark(["61,7500", "-2.135,05", "100"]) == ","
    assert find_decimal_mark(["61.75", "100"]) == "."


def test_pence_are_hundredths_of_a_pound() -> None:
    assert currency_of("GBX") == ("GBP", True)
    assert currency_of("GBp") == ("GBP", True)
    assert currency_of("usd") == ("USD", False)
