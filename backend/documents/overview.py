"""Documents as the page shows them: with what they belong to and how long they are kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from backend.documents import files, queries
from backend.documents.kinds import kept_until
from backend.documents.models import Document
from backend.documents.reading import DocumentContent
from backend.infra.database import ReadSession, WriteSession
from backend.settings import service as settings

Json = dict[str, Any]
UNREAD = DocumentContent("waiting")
_FIELDS = (
    "id", "filename", "media_type", "size_bytes", "sha256", "kind", "tax_year", "issued_on", "expires_on",
    "amount_minor", "currency", "notes", "reading", "reading_note", "page_count", "created_at",
)  # fmt: skip


def document_list(
    db: ReadSession | WriteSession, user_id: int, filter: queries.DocumentFilter, *, start: int, limit: int
) -> Json:
    """Return one page of documents with the counts of the filters."""
    found, total = queries.find(db, user_id, filter, start=start, limit=limit)
    items = as_json(db, user_id, found)
    if filter.words:
        pieces = queries.snippets(db, user_id, [document.id for document in found], filter.words)
        items = [item | {"snippet": pieces.get(item["id"])} for item in items]
    return {"items": items, "total": total, "counts": queries.counts(db, user_id)}


def details(db: ReadSession | WriteSession, user_id: int, document_id: int, *, home: Path) -> Json:
    """Return one document with its text and whether its file is intact. Raises NoSuchDocument."""
    document = queries.with_text(db, user_id, document_id)
    [shown] = as_json(db, user_id, [document])
    is_intact = files.read_whole(home, document.sha256) is not None
    return shown | {"text": document.text, "extracted": document.extracted, "is_intact": is_intact}


def as_json(db: ReadSession | WriteSession, user_id: int, documents: Sequence[Document]) -> list[Json]:
    """Return documents with what they belong to."""
    links = queries.links(db, user_id, [document.id for document in documents])
    years = {
        "receipt_years": int(settings.value(db, user_id, "keep_receipts_years") or 7),
        "tax_years": int(settings.value(db, user_id, "keep_tax_documents_years") or 10),
    }
    return [
        {name: getattr(document, name) for name in _FIELDS}
        | {
            "kept_until": kept_until(document.kind, document.issued_on, **years),
            "links": links.get(document.id, []),
            "snippet": None,
        }
        for document in documents
    ]


def file_response(content: bytes, media_type: str, filename: str) -> Response:
    """Return the bytes of a file: what a browser may show is shown without any rights, the rest is saved."""
    shown = "attachment" if media_type == files.OTHER else "inline"
    return Response(
        content,
        media_type=media_type,
        headers={
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(filename)}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
