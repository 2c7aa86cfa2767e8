"""Workbooks as openpyxl reads them: days, amounts and text are values of their own kind."""

import io
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from starlette.testclient import TestClient

from backend.exports.csv_file import COLUMNS
from backend.exports.xlsx_file import as_xlsx
from tests.backend.journeys import open_account, spend


def cells(file: bytes) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    return [list(line) for line in sheet.iter_rows()]


def a_row(**values: Any) -> dict[str, Any]:
    shown = dict.fromkeys(COLUMNS)
    return {**shown, "id": 7, "on": date(2024, 3, 1), "amount_minor": 123456, "currency": "USD", "splits": [], **values}


def test_days_and_amounts_are_values_and_the_currency_is_in_their_format() -> None:
    rows = [a_row(), a_row(currency="JPY", amount_minor=-500), a_row(currency="KWD", amount_minor=1234)]
    header, dollars, yen, dinars = cells(b"".join(as_xlsx(rows)))
    assert [cell.value for cell in header] == list(COLUMNS)
    at = COLUMNS.index("amount")
    assert [line[at].value for line in (dollars, yen, dinars)] == [1234.56, -500, 1.234]
    assert [line[at].number_format for line in (dollars, yen, dinars)] == [
        '#,##0.00 "USD"', '#,##0 "JPY"', '#,##0.000 "KWD"',
    ]  # fmt: skip
    on = dollars[COLUMNS.index("on")].value
    assert isinstance(on, datetime)
    assert on.date() == date(2024, 3, 1)
    assert dollars[COLUMNS.index("notes")].value is None


def test_text_is_never_a_formula_a_link_or_a_number() -> None:
    texts = ["=1+2", "{=1}", "+1", "@SUM(A1)", "https://example.com", "0042"]
    lines = cells(b"".join(as_xlsx([a_row(description=text) for text in texts])))[1:]
    found = [line[COLUMNS.index("description")] for line in lines]
    assert [cell.value for cell in found] == texts
    assert {cell.data_type for cell in found} == {"s"}
    assert all(cell.hyperlink is None for cell in found)


def test_a_split_transaction_has_a_line_for_each_part() -> None:
    parts = [{"amount_minor": part, "category_name": name, "memo": None} for part, name in ((40, "Rent"), (60, "Pet"))]
    lines = cells(b"".join(as_xlsx([a_row(splits=parts)])))[1:]
    shown = [(line[COLUMNS.index("amount")].value, line[COLUMNS.index("category_name")].value) for line in lines]
    assert shown == [(0.4, "Rent"), (0.6, "Pet")]


def test_what_a_search_shows_comes_as_a_workbook(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 1111, description="KETTLE ROW")
    spend(client, account, 2222, description="HARBOR CAFE")
    answer = client.get("/api/transactions/export", params={"format": "xlsx", "search": "kettle"})
    assert answer.headers["content-disposition"].endswith('.xlsx"')
    assert [line[COLUMNS.index("amount")].value for line in cells(answer.content)[1:]] == [11.11]
