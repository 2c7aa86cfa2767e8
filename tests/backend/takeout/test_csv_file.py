"""CSV for spreadsheets: exact, harmless, and read back by our own import."""

import csv
import io

import pytest
from starlette.testclient import TestClient

from backend.takeout.csv_file import harmless
from tests.backend.journeys import open_account, spend
from tests.makers import preview


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(sign: str) -> None:
    assert harmless(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("text", ["", "COFFEE", "1+1", "'=1", "A=B", "５＋５"])
def test_other_text_stays(text: str) -> None:
    assert harmless(text) == text


def test_the_file_reads_back_with_the_same_days_texts_and_sums(client: TestClient) -> None:
    texts = ["COFFEE BAR 0042", "=1+2", "＝1+2", "－RENT", "Café, „Zürich“", 'TWO\n"LINES"', "SALARY"]
    account = open_account(client, "=Everyday")
    for day, text in enumerate(texts, 1):
        spend(client, account, -200000 if text == "SALARY" else day * 1111, description=text, on=f"2024-01-{day + 10}")
    file = client.get("/api/transactions/export").content
    seen = preview(client, file).json()
    mapping = {**seen["column_mapping"], "sign": "plus_is_out"}
    again = client.post(f"/api/import/{seen['id']}/preview", json={"column_mapping": mapping}).json()
    read = client.get(f"/api/import/{again['id']}/rows").json()["items"]
    here = client.get("/api/transactions").json()["items"]
    assert sum(row["amount_minor"] for row in read) == sum(row["amount_minor"] for row in here)
    assert sorted(row["on"] for row in read) == sorted(row["on"] for row in here)
    assert len(read) == len(list(csv.DictReader(io.StringIO(file.decode(), newline="")))) == len(texts)
