"""Pictures and scans read by the real Tesseract: receipts to purchases, statements to rows proved by their balances."""

import io
from datetime import date

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient

from backend.imports.formats.pdf.reader import read_pdf_statement
from backend.imports.model.statement import Statement
from backend.text_extraction import service
from tests.backend.documents.test_api import add
from tests.backend.documents.test_proposals import receipt_pdf
from tests.backend.imports.formats.pdf.layouts import LAYOUTS, MOVEMENTS, Layout, Movement, draw
from tests.backend.journeys import open_account, spend


def scan(pdf: bytes) -> bytes:
    """Return the PDF as a scanner makes it: a picture of each page and no text."""
    target = io.BytesIO()
    canvas = Canvas(target)
    for number in range(1, len(service.read_pdf(pdf)) + 1):
        picture = ImageReader(io.BytesIO(service.page_picture(pdf, number, pixels=service.RECOGNIZED_PIXELS)))
        width, height = (pixels * 72 / 300 for pixels in picture.getSize())
        canvas.setPageSize((width, height))
        canvas.drawImage(picture, 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def read(layout: Layout) -> Statement:
    [statement] = read_pdf_statement(
        scan(draw(layout)),
        filename="scan.pdf",
        default_currency=layout.currency,
        mapping=None,
        account_type="checking",
        today=date(2026, 4, 2),
    )
    return statement


def test_a_photo_of_a_receipt_is_read_searched_matched_and_split(client: TestClient) -> None:
    paid = spend(client, open_account(client), 1129, "groceries", on="2026-03-06", description="Harvest Lane Market")
    photo = service.page_picture(receipt_pdf(), 1, pixels=service.RECOGNIZED_PIXELS)
    document = add(client, photo, "IMG_2041.png")["document"]
    assert (document["kind"], document["amount_minor"], document["issued_on"]) == ("receipt", 1129, "2026-03-05")
    [proposal] = client.get(f"/api/documents/{document['id']}/proposals").json()
    assert [(line["text"], line["amount_minor"]) for line in proposal["lines"]] == [
        ("SOURDOUGH LOAF", 650),
        ("DISH SOAP", 479),
    ]
    assert (proposal["difference_minor"], proposal["candidates"][0]["transaction_id"]) == (0, paid)
    assert len(proposal["parts"]) == 2


def test_a_scanned_statement_is_read_and_proved_by_its_balances() -> None:
    statement = read(LAYOUTS["German, minus behind"])
    expected = sorted((each.on, each.minor) for each in MOVEMENTS)
    assert sorted((draft.on, -draft.amount_minor) for draft in statement.drafts) == expected
    assert not statement.is_unproved
    assert "text recognition" in statement.warnings[0]


def test_a_scan_whose_balances_do_not_fit_is_left_to_the_person() -> None:
    layout = LAYOUTS["German, minus behind"]
    short = Layout(
        layout.columns, movements=(*MOVEMENTS[:-1], Movement(date(2026, 3, 27), "Transfer", -1)), has_balances=False
    )
    assert read(short).is_unproved
