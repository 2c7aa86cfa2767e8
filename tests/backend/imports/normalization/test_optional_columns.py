"""Columns that a statement may have besides day, text and amount: what they say, and what is unreadable is nothing."""

from dataclasses import replace
from datetime import date

import pytest

from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.normalization.optional_columns import TidyTexts, description_reader, extras_reader

PLAIN = ColumnMapping(",", "utf-8", date=0, description=(1,), amount=2)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  CORNER   SHOP ", "CORNER SHOP"),
        ('="0042"', "0042"),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'T WAS HERE'", "'T WAS HERE'"),
    ],
)
def test_a_text_loses_what_a_spreadsheet_put_around_it(cell: str, text: str) -> None:
    assert TidyTexts()[cell] == text


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (["TEA", "BAR"], "TEA BAR"),
        (["TEA BAR", "BAR"], "TEA BAR"),
        (["TEA", "-"], "TEA"),
        (["TEA"], "TEA"),
    ],
)
def test_texts_of_several_columns_are_joined_without_repeats(cells: list[str], text: str) -> None:
    assert description_reader((0, 1))(cells) == text


def extras(cells: list[str], minor: int = 100, **columns: int) -> tuple[object, ...]:
    return extras_reader(replace(PLAIN, **columns), "USD", "YMD")(cells, "USD", minor)  # type: ignore[arg-type]


def test_a_table_without_such_columns_has_no_extras() -> None:
    assert extras(["2024-01-05", "TEA", "-1.00"]) == (None,) * 8


def test_a_balance_that_cannot_be_read_is_none() -> None:
    assert extras(["", "", "", "12.50"], balance=3)[0] == 1250
    assert extras(["", "", "", "n/a"], balance=3)[0] is None


def test_the_payer_is_named_where_money_came_in() -> None:
    cells = ["", "", "", "SHOP", "EMPLOYER"]
    assert extras(cells, minor=100, payee=3, payer=4)[2] == "SHOP"
    assert extras(cells, minor=-100, payee=3, payer=4)[2] == "EMPLOYER"


def test_the_day_of_purchase_is_read_in_the_order_of_the_file() -> None:
    assert extras(["", "", "", "2024-01-03"], authorized_date=3)[3] == date(2024, 1, 3)
    assert extras(["", "", "", "soon"], authorized_date=3)[3] is None


@pytest.mark.parametrize(
    ("amount", "currency", "minor", "found"),
    [
        ("5.00", "EUR", 550, (500, "EUR")),
        ("5.00", "€", -550, (-500, "EUR")),
        ("5.00", "USD", 500, (None, None)),
        ("5.00", "???", 500, (None, None)),
        ("", "EUR", 500, (None, None)),
    ],
)
def test_the_amount_of_the_purchase_has_the_sign_of_the_movement(
    amount: str, currency: str, minor: int, found: tuple[int | None, str | None]
) -> None:
    cells = ["", "", "", amount, currency]
    assert extras(cells, minor=minor, original_amount=3, original_currency=4)[4:6] == found
