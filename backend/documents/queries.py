"""Every SELECT over attached files."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.documents.errors import NoSuchDocument
from backend.documents.models import Document


def of_transaction(db: Session, user_id: int, transaction_id: int) -> Sequence[Document]:
    """Return the files of a transaction in the order in which they were attached."""
    query = select(Document).where(Document.user_id == user_id, Document.transaction_id == transaction_id)
    return db.scalars(query.order_by(Document.id)).all()


def hashes(db: Session, user_id: int) -> list[str]:
    """Return the SHA-256 of each attached file once, in order."""
    query = select(Document.sha256).where(Document.user_id == user_id).distinct().order_by(Document.sha256)
    return list(db.scalars(query))


def one(db: Session, user_id: int, document_id: int) -> Document:
    """Return one file. Raises NoSuchDocument."""
    document = db.get(Document, document_id)
    if document is None or document.user_id != user_id:
        raise NoSuchDocument
    return document
