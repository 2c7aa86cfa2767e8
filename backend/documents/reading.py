"""Read a document: its text, and what that says about it. No session is open meanwhile."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from backend.documents import files, kinds

MAX_TEXT = 300_000


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


def read_content(content: bytes, *, filename: str, media_type: str) -> DocumentContent:
    """Return what a file says. A file that cannot be read says why in `reading_note`."""
    if media_type == files.TEXT:
        text = content.decode("utf-8", errors="replace")[:MAX_TEXT]
        return _with_meaning(DocumentContent("read", text=text), filename)
    return _with_meaning(DocumentContent("no_text"), filename)


def _with_meaning(content: DocumentContent, filename: str) -> DocumentContent:
    text = content.text or ""
    kind = kinds.guess_kind(filename, text)
    return replace(content, kind=kind, tax_year=kinds.guess_tax_year(kind, filename, text))
