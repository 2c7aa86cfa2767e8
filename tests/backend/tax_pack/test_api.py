"""A tax pack over HTTP: parts, gaps, and a ZIP with the documents and their index."""

import csv
import io
import zipfile

from starlette.testclient import TestClient

from tests.backend.documents.test_api import add, attach
from tests.backend.investments.test_api import Hand
from tests.backend.journeys import open_account, spend


def test_a_year_is_packed_with_its_documents_and_what_is_missing(client: TestClient) -> None:
    account = open_account(client)
    given = spend(client, account, 12_000, "donation", on="2026-03-04", description="Northbank Shelter")
    spend(client, account, 9_000, "dental", on="2026-05-18", description="Juniper Dental")
    spend(client, account, -300_000, "payroll", on="2026-02-01", description="Alder Software")
    spend(client, account, 500, "groceries", on="2026-02-01")
    attach(client, given, b"Thank you for your donation", "letter.txt")
    add(client, b"Form W-2 Wage and Tax Statement 2026", "w2.txt")
    pack = client.get("/api/tax-packs/2026").json()
    assert [(part["id"], part["amount_minor"], part["present"], part["wanted"]) for part in pack["parts"]] == [
        ("pay", 300_000, 1, 1),
        ("charity", -12_000, 1, 1),
        ("medical", -9_000, 0, 1),
    ]
    assert [gap["label"] for gap in pack["gaps"]] == ["Juniper Dental, 2026-05-18"]
    answer = client.get("/api/tax-packs/2026/zip")
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    rows = list(csv.DictReader(io.StringIO(packed.read("index.csv").decode("utf-8-sig"))))
    assert rows[1] == {
        "part": "Charity", "day": "2026-03-04", "description": "Northbank Shelter", "amount": "-120.00",
        "currency": "USD", "documents": "documents/1-letter.txt",
    }  # fmt: skip
    assert [row["part"] for row in rows] == [
        "Pay and other income", "Charity", "Medical", "Document", "Document", "Missing",
    ]  # fmt: skip
    assert packed.read("documents/1-letter.txt") == b"Thank you for your donation"
    assert packed.read("index.pdf").startswith(b"%PDF-")
    assert client.get("/api/tax-packs/2025").json()["parts"] == []


def test_what_brokers_paid_and_each_sold_lot_count_also_if_it_was_reinvested(client: TestClient) -> None:
    hand = Hand(client)
    stock = hand.security("ADLR")
    hand.enter("buy", "2025-03-14", security_id=stock, quantity="20", price="96.20")
    hand.enter("sell", "2026-03-10", security_id=stock, quantity="8", price="142.50", fees_minor=500)
    hand.enter("dividend", "2025-12-31", security_id=stock, amount_minor=-900)
    hand.enter("dividend", "2026-03-11", security_id=stock, amount_minor=-1_496)
    hand.enter("reinvest", "2026-06-11", security_id=stock, quantity="0.1", price="150.00")
    hand.enter("interest", "2026-07-01", amount_minor=-250)
    # Interest that was charged is no income.
    hand.enter("interest", "2026-08-01", amount_minor=40)
    parts = client.get("/api/tax-packs/2026").json()["parts"]
    # 8 x 142.50 less 5.00 of fees, less 8 x 96.20.
    assert [(part["id"], part["amount_minor"]) for part in parts] == [
        ("interest", 210),
        ("dividends", 1_496 + 1_500),
        ("gains", 113_500 - 76_960),
    ]
    packed = zipfile.ZipFile(io.BytesIO(client.get("/api/tax-packs/2026/zip").content))
    rows = list(csv.DictReader(io.StringIO(packed.read("index.csv").decode("utf-8-sig"))))
    assert [row["description"] for row in rows if row["part"] == "Realised gains"] == ["8 ADLR, Brokerage"]
