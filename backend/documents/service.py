"""Keep documents, change what is said about them, link them, delete them; the only module that writes their tables."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any

from backend.documents import files, queries
from backend.documents.errors import DamagedDocument, DocumentTooLarge, EmptyDocument, OneTarget, ProgramRefused
from backend.documents.models import Document, DocumentLink
from backend.documents.reading import DocumentContent
from backend.goals import queries as goals
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder
from backend.transactions import service as transactions

MAX_MEGABYTES = 20
TARGETS = ("transaction_id", "account_id", "goal_id")


def check(content: bytes, *, filename: str) -> str:
    """Return the media type of a file that can be kept. Raises EmptyDocument, DocumentTooLarge, ProgramRefused."""
    if not content:
        raise EmptyDocument
    if len(content) > MAX_MEGABYTES * 1_000_000:
        raise DocumentTooLarge(MAX_MEGABYTES)
    if files.is_program(content):
        raise ProgramRefused(plain_name(filename))
    return files.media_type_of(content)


def add(
    db: WriteSession,
    user_id: int,
    sha256: str,
    read: DocumentContent,
    *,
    filename: str,
    media_type: str,
    size_bytes: int,
    recorder: ChangeRecorder,
) -> Document:
    """Add a document whose bytes are kept and were read; one that is here already is returned as it is."""
    same = queries.by_hash(db, user_id, sha256)
    if same is not None:
        return same
    document = Document(
        user_id=user_id,
        filename=plain_name(filename),
        media_type=media_type,
        sha256=sha256,
        size_bytes=size_bytes,
        **asdict(read),
    )
    db.add(document)
    db.flush()
    recorder.record_created(Document, document.id)
    return document


def save_reading(db: WriteSession, user_id: int, document_id: int, read: DocumentContent) -> Document:
    """Save what a later reading found. What a person entered stays. Raises NoSuchDocument."""
    document = queries.one(db, user_id, document_id)
    fields = asdict(read)
    for name in ("reading", "reading_note", "page_count", "text", "extracted"):
        setattr(document, name, fields.pop(name))
    if document.kind != "other":
        fields.pop("kind")
    for name, value in fields.items():
        if getattr(document, name) in (None, "other"):
            setattr(document, name, value)
    db.flush()
    return document


def change(
    db: WriteSession, user_id: int, document_id: int, fields: Mapping[str, Any], *, recorder: ChangeRecorder
) -> Document:
    """Change what is said about a document. Raises NoSuchDocument."""
    document = queries.one(db, user_id, document_id)
    recorder.capture(Document, [document.id])
    for name, value in fields.items():
        setattr(document, name, plain_name(value) if name == "filename" else value)
    db.flush()
    return document


def link(
    db: WriteSession, user_id: int, document_id: int, target: Mapping[str, int], *, recorder: ChangeRecorder
) -> None:
    """Link a document to one transaction, account or goal; a link that is there already stays.

    Raises NoSuchDocument, OneTarget, NoSuchTransaction, NoSuchAccount, NoSuchGoal.
    """
    queries.one(db, user_id, document_id)
    if len(target) != 1:
        raise OneTarget
    [(name, id_)] = target.items()
    if name == "transaction_id":
        transactions.get_owned(db, user_id, id_)
    elif name == "account_id":
        transactions.get_account(db, user_id, id_)
    else:
        goals.one(db, user_id, id_)
    if any(getattr(each, name) == id_ for each in queries.links_of(db, user_id, document_id)):
        return
    made = DocumentLink(user_id=user_id, document_id=document_id, **{name: id_})
    db.add(made)
    db.flush()
    recorder.record_created(DocumentLink, made.id)


def unlink(db: WriteSession, user_id: int, document_id: int, link_id: int, *, recorder: ChangeRecorder) -> None:
    """Remove one link of a document; the document stays. Raises NoSuchDocument."""
    found = queries.link(db, user_id, document_id, link_id)
    recorder.capture(DocumentLink, [found.id])
    db.delete(found)
    db.flush()


def unlink_transaction(
    db: WriteSession, user_id: int, document_id: int, transaction_id: int, *, recorder: ChangeRecorder
) -> None:
    """Remove the link between a document and a transaction. Raises NoSuchDocument."""
    queries.one(db, user_id, document_id)
    for each in queries.links_of(db, user_id, document_id):
        if each.transaction_id == transaction_id:
            unlink(db, user_id, document_id, each.id, recorder=recorder)


def delete(db: WriteSession, user_id: int, document_id: int, *, recorder: ChangeRecorder) -> None:
    """Delete a document with its links. Its bytes stay until they are erased, so that undo brings it back.

    Raises NoSuchDocument.
    """
    document = queries.one(db, user_id, document_id)
    links = queries.links_of(db, user_id, document_id)
    # Undo goes backwards: the document has to be back before its links.
    recorder.capture(DocumentLink, [each.id for each in links])
    recorder.capture(Document, [document.id])
    for each in links:
        db.delete(each)
    db.flush()
    db.delete(document)
    db.flush()


def content_of(document: Document, *, home: Path) -> bytes:
    """Return the bytes of a document, checked against its SHA-256. Raises DamagedDocument."""
    content = files.read_whole(home, document.sha256)
    if content is None:
        raise DamagedDocument(document.filename)
    return content


def plain_name(filename: str) -> str:
    """Return the last part of a file name without control characters, at most 255 characters."""
    name = PurePath(filename.replace("\\", "/")).name
    return "".join(character for character in name if character.isprintable())[-255:] or "file"
