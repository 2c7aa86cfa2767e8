"""CSV for spreadsheets: exact, harmless, and read back by our own import."""

import csv
import io
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from backend.exports.csv_file import as_csv, escape_formula
from backend.imports import readers
from tests.backend.exports import makers
from tests.backend.journeys import open_account, spend
from tests.makers import preview


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(sign: str) -> None:
    assert escape_formula(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("text", ["", "COFFEE", "1+1", "'=1", "A=B", "５＋５"])
def test_other_text_stays(text: str) -> None:
    assert escape_formula(text) == text


def test_the_file_reads_back_without_a_question(client: TestClient) -> None:
    texts = ["COFFEE BAR 0042", "=1+2", "＝1+2", "－RENT", "Café, „Zürich“", 'TWO\n"LINES"', "SALARY"]
    account = open_account(client, "=Everyday")
    for day, text in enumerate(texts, 1):
        spend(client, account, -200000 if text == "SALARY" else day * 1111, description=text, on=f"2024-01-{day + 10}")
    file = client.get("/api/transactions/export").content
    seen = preview(client, file).json()
    assert (seen["layout"], seen["needs_mapping"], seen["questions"]) == ("Budget App", False, [])
    read = client.get(f"/api/import/{seen['id']}/rows").json()["items"]
    here = client.get("/api/transactions").json()["items"]
    assert sorted((row["on"], row["amount_minor"]) for row in read) == sorted(
        (row["on"], row["amount_minor"]) for row in here
    )
    assert len(read) == len(list(csv.DictReader(io.StringIO(file.decode(), newline="")))) == len(texts)


words = st.text("ABCÄßxyz019 '\"=+-@,;.:/\n", max_size=12)
# A text that begins with an apostrophe cannot be told from one that was made harmless; one of letters is no balance.
descriptions = words.map(lambda text: f"{text}RENT").filter(lambda text: not text.startswith("'"))
rows = st.fixed_dictionaries(
    {
        # The reader asks about days far ahead.
        "on": makers.days.filter(lambda day: day.year < 2026),
        "account_name": st.sampled_from(("Everyday", "Card, blue", "=Sparen")),
        "description": descriptions | descriptions.map(lambda text: f"{text}'"),
        "merchant_name": st.none() | st.just("Corner Shop"),
        "amount_minor": makers.amounts,
        "currency": st.sampled_from((*makers.CURRENCIES, "DEM")),
        "category_name": st.none() | st.just("Rent"),
        "notes": st.none() | st.just("a note"),
    }
)


@given(rows=st.lists(rows, min_size=1, max_size=8))
def test_whatever_was_written_reads_back_without_a_question(rows: list[dict[str, Any]]) -> None:
    written = [{"id": n, "parent_category_name": None, "source": "manual", **row} for n, row in enumerate(rows, 1)]
    found = readers.read(
        b"".join(as_csv(written)), filename="transactions.csv", mapping=None, currency="USD", account_type=None
    )
    assert {one.layout for one in found} == {"Budget App"}
    assert [one for one in found if one.questions or one.problems or one.left_out] == []
    read = [
        ((one.part or one.accounts[0]).removeprefix("'"), draft.on, draft.description, draft.amount_minor)
        for one in found
        for draft in one.drafts
    ]
    told = [(row["account_name"], row["on"], " ".join(row["description"].split()), row["amount_minor"]) for row in rows]
    assert sorted(read) == sorted(told)
    others = [
        (draft.currency, draft.merchant_name, draft.category_hint, draft.notes) for one in found for draft in one.drafts
    ]
    columns = ("currency", "merchant_name", "category_name", "notes")
    assert Counter(others) == Counter(tuple(row[column] for column in columns) for row in rows)
