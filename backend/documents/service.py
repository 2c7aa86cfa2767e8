"""Attach files to transactions and take them off; the only module that writes their table."""

from pathlib import Path, PurePath

from backend.documents import files, queries
from backend.documents.errors import DocumentTooLarge, EmptyDocument
from backend.documents.models import Document
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder
from backend.transactions import service as transactions

MAX_MEGABYTES = 20


def attach(
    db: WriteSession,
    user_id: int,
    transaction_id: int,
    content: bytes,
    *,
    filename: str,
    home: Path,
    recorder: ChangeRecorder,
) -> Document:
    """Keep a file with a transaction; one that it has already is not kept twice.

    Raises NoSuchTransaction, EmptyDocument, DocumentTooLarge, DiskFull, StorageFailed.
    """
    transactions.get_owned(db, user_id, transaction_id)
    if not content:
        raise EmptyDocument
    if len(content) > MAX_MEGABYTES * 1_000_000:
        raise DocumentTooLarge(MAX_MEGABYTES)
    digest = files.keep(home, content)
    same = [each for each in queries.of_transaction(db, user_id, transaction_id) if each.sha256 == digest]
    if same:
        return same[0]
    document = Document(
        user_id=user_id,
        transaction_id=transaction_id,
        filename=_plain_name(filename),
        media_type=files.media_type_of(content),
        sha256=digest,
        size_bytes=len(content),
    )
    db.add(document)
    db.flush()
    recorder.record_created(Document, document.id)
    return document


def take_off(db: WriteSession, user_id: int, document_id: int, *, recorder: ChangeRecorder) -> None:
    """Take a file off its transaction. Its bytes stay, so that undo brings it back. Raises NoSuchDocument."""
    document = queries.one(db, user_id, document_id)
    recorder.capture(Document, [document.id])
    db.delete(document)
    db.flush()


def _plain_name(filename: str) -> str:
    name = PurePath(filename.replace("\\", "/")).name
    return "".join(character for character in name if character.isprintable())[-255:] or "file"
