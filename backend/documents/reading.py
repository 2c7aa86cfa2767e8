"""Read a document: its text, and what that says about it. No session is open meanwhile."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from backend.documents import files, kinds
from backend.documents.order_file import read_orders
from backend.documents.purchase import Purchase
from backend.documents.receipt_text import day_in, read_receipt, warranty_end
from backend.text_extraction import service as text_extraction
from backend.text_extraction.errors import TextUnreadable
from backend.text_extraction.pages import text_of

MAX_TEXT = 300_000
# So many pages of a scan are recognised.
RECOGNIZED_PAGES = 5
_NO_RECOGNITION = f"It holds pictures and no text. {text_extraction.INSTALL_RECOGNITION}"
_NOTHING_RECOGNIZED = "No text was recognised in it."


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """What was read from a file; the columns of `Document` that follow from its bytes."""

    reading: str
    reading_note: str | None = None
    page_count: int | None = None
    text: str | None = None
    kind: str = "other"
    tax_year: int | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    amount_minor: int | None = None
    currency: str | None = None
    extracted: dict[str, Any] | None = None


def read_content(content: bytes, *, filename: str, media_type: str, currency: str, today: date) -> DocumentContent:
    """Return what a file says. A file that cannot be read says why in `reading_note`.

    `currency` is that of amounts without a mark; days after `today` are not taken for the day of a receipt.
    """
    try:
        read = _text(content, media_type)
    except TextUnreadable as why:
        read = DocumentContent("failed", why.message)
    return _with_meaning(read, filename, currency, today)


def _text(content: bytes, media_type: str) -> DocumentContent:
    """Return the text of a file. Raises TextUnreadable."""
    if media_type == files.TEXT:
        return DocumentContent("read", text=content.decode("utf-8-sig", errors="replace")[:MAX_TEXT])
    if media_type == files.PDF:
        pages = text_extraction.read_pdf(content)
        text = text_of(pages)[:MAX_TEXT]
        if text.strip():
            return DocumentContent("read", page_count=len(pages), text=text)
        return replace(_recognized(_pictures(content, len(pages))), page_count=len(pages))
    if media_type.startswith("image/"):
        return _recognized([content])
    return DocumentContent("no_text")


def _pictures(content: bytes, pages: int) -> list[bytes]:
    if text_extraction.recognizer() is None:
        return []
    pixels = text_extraction.RECOGNIZED_PIXELS
    numbers = range(1, min(pages, RECOGNIZED_PAGES) + 1)
    return [text_extraction.page_picture(content, number, pixels=pixels) for number in numbers]


def _recognized(pictures: list[bytes]) -> DocumentContent:
    texts = [text for picture in pictures if (text := text_extraction.recognize(picture))]
    if texts:
        return DocumentContent("read", "Text recognition on this computer", text="\n\n".join(texts)[:MAX_TEXT])
    has_program = text_extraction.recognizer() is not None
    return DocumentContent("no_text", _NOTHING_RECOGNIZED if has_program else _NO_RECOGNITION)


def _with_meaning(content: DocumentContent, filename: str, currency: str, today: date) -> DocumentContent:
    """Return the content with kind, day, amount and purchases, as far as the text says them."""
    text = content.text or ""
    orders = read_orders(text, currency=currency, today=today) if text else []
    if orders:
        return replace(content, kind="invoice", extracted=_extracted(orders), issued_on=_latest(orders))
    is_recognized = content.reading_note is not None and content.reading == "read"
    receipt = read_receipt(text, currency=currency, today=today) if text else None
    kind = kinds.guess_kind(filename, text, is_receipt=receipt is not None and is_recognized)
    is_month_first = currency == "USD"
    if kind == "other" and receipt is not None and receipt.lines and receipt.difference_minor == 0:
        kind = "receipt"
    if receipt is None or kind not in ("receipt", "invoice", "warranty"):
        issued_on = day_in(text[:3000], today=today, is_month_first=is_month_first)
        return replace(
            content,
            kind=kind,
            tax_year=kinds.guess_tax_year(kind, filename, text),
            issued_on=issued_on,
            expires_on=warranty_end(text, issued_on, is_month_first=is_month_first) if kind == "warranty" else None,
        )
    return replace(
        content,
        kind=kind,
        issued_on=receipt.on,
        expires_on=warranty_end(text, receipt.on, is_month_first=is_month_first),
        amount_minor=receipt.total_minor,
        currency=receipt.currency,
        extracted=_extracted([receipt]),
    )


def _extracted(purchases: list[Purchase]) -> dict[str, Any]:
    return {"purchases": [purchase.to_json() for purchase in purchases]}


def _latest(purchases: list[Purchase]) -> date | None:
    return max((purchase.on for purchase in purchases if purchase.on), default=None)
