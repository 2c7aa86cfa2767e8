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


def one(db: Session, user_id: int, document_id: int) -> Document:
    """Return one file. Raises NoSuchDocument."""
    document = db.get(Document, document_id)
    if document is None or document.user_id != user_id:
        raise NoSuchDocument
    return document
