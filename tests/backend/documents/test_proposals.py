"""A receipt that was drawn and recognised, and an order history: matched to transactions and split by their lines."""

import io
import stat
import sys
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient

from tests.backend.documents.test_api import add, names
from tests.backend.documents.test_order_file import CSV
from tests.backend.journeys import open_account, refused, spend

LINES = ("HARVEST LANE MKT", "2026-03-05 17:48", "SOURDOUGH LOAF 6.50", "DISH SOAP 4.79", "TOTAL 11.29", "VISA 11.29")


def receipt_pdf() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(200, 300), invariant=True)
    for at, line in enumerate(LINES):
        words, _, amount = line.rpartition(" ") if at > 1 else (line, "", "")
        canvas.drawString(10, 280 - 14 * at, words)
        canvas.drawRightString(190, 280 - 14 * at, amount)
    canvas.save()
    return target.getvalue()


def test_a_receipt_is_read_found_matched_and_split(client: TestClient) -> None:
    account = open_account(client)
    paid = spend(client, account, 1129, "groceries", on="2026-03-06", description="Harvest Lane Market")
    spend(client, account, 1129, on="2026-03-20", description="Harvest Lane Market")
    document = add(client, receipt_pdf(), "receipt.pdf")["document"]
    assert (document["kind"], document["amount_minor"], document["issued_on"]) == ("receipt", 1129, "2026-03-05")
    assert names(client, "?q=sourdough") == ["receipt.pdf"]
    base = f"/api/documents/{document['id']}"
    [proposal] = client.get(f"{base}/proposals").json()
    assert (proposal["is_sure"], proposal["difference_minor"]) == (True, 0)
    assert [each["transaction_id"] for each in proposal["candidates"]] == [paid]
    parts = [(part["category_short_desc"], part["amount_minor"]) for part in proposal["parts"]]
    assert parts == [("groceries", 650), ("home_supplies", 479)]
    client.post(f"{base}/links", json={"transaction_id": paid})
    splits = [{"category_short_desc": key, "amount_minor": minor} for key, minor in parts]
    assert client.patch(f"/api/transactions/{paid}", json={"splits": splits}).status_code == 200
    [proposal] = client.get(f"{base}/proposals").json()
    assert (proposal["linked_transaction"]["transaction_id"], proposal["is_split"]) == (paid, True)
    picture = client.get(f"{base}/pages/1")
    assert picture.headers["content-type"] == "image/png"
    refused(client.get(f"{base}/pages/2"), 404, "no_such_page")


def test_orders_are_matched_to_the_charges_of_a_card(client: TestClient) -> None:
    account = open_account(client)
    first = spend(client, account, 2247, on="2026-11-15", description="ONLINE SHOP 114")
    document = add(client, CSV.encode(), "orders.csv")["document"]
    matched, unmatched = client.get(f"/api/documents/{document['id']}/proposals").json()
    assert (matched["number"], matched["candidates"][0]["transaction_id"]) == ("114-7712", first)
    assert unmatched["candidates"] == []


def test_a_photo_is_read_by_the_text_recognition_that_is_installed(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    photo = b"GIF89a\x10\x00\x10\x00"
    document = add(client, photo, "photo.gif")["document"]
    assert (document["reading"], "Tesseract" in document["reading_note"]) == ("no_text", True)
    program = tmp_path / "tesseract"
    text = "\n".join(LINES)
    program.write_text(f"#!{sys.executable}\nprint({text!r})\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    read = client.post(f"/api/documents/{document['id']}/read").json()
    assert (read["reading"], read["kind"], read["amount_minor"]) == ("read", "receipt", 1129)


def test_a_pdf_that_cannot_be_read_is_kept_with_the_reason(client: TestClient) -> None:
    document = add(client, b"%PDF-1.7 damaged", "lease.pdf")["document"]
    assert (document["reading"], document["kind"]) == ("failed", "contract")
    assert document["reading_note"] == "The PDF is damaged or is no PDF. Download it again."
