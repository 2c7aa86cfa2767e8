"""Every SELECT over documents and their links."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, text
from sqlalchemy.orm import Session, undefer

from backend.accounts.models import Account
from backend.categories.models import Category
from backend.documents.errors import NoSuchDocument
from backend.documents.kinds import TAX_KINDS
from backend.documents.models import Document, DocumentLink
from backend.goals.models import Goal
from backend.infra.sql import in_list, is_postgres
from backend.transactions import queries as transactions
from backend.transactions.models import Transaction, TransactionSplit

Json = dict[str, Any]
_WORD = re.compile(r"\w+", re.UNICODE)
_HEADLINE = "StartSel=⟦, StopSel=⟧, MaxWords=12, MinWords=6, MaxFragments=1"


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents are wanted; None where it does not matter. `words` are searched in name, notes and text."""

    kind: str | None = None
    tax_year: int | None = None
    is_linked: bool | None = None
    words: str | None = None


def of_transaction(db: Session, user_id: int, transaction_id: int) -> Sequence[Document]:
    """Return the documents of a transaction in the order in which they were linked."""
    query = select(Document).join(DocumentLink, DocumentLink.document_id == Document.id)
    wanted = (Document.user_id == user_id, DocumentLink.transaction_id == transaction_id)
    return db.scalars(query.where(*wanted).order_by(DocumentLink.id)).all()


def hashes(db: Session, user_id: int) -> list[str]:
    """Return the SHA-256 of each document, in order."""
    return list(db.scalars(select(Document.sha256).where(Document.user_id == user_id).order_by(Document.sha256)))


def hashes_of_others(db: Session, user_id: int) -> set[str]:
    """Return the SHA-256 of each document of anybody else."""
    return set(db.scalars(select(Document.sha256).where(Document.user_id != user_id)))


def one(db: Session, user_id: int, document_id: int) -> Document:
    """Return one document. Raises NoSuchDocument."""
    document = db.get(Document, document_id)
    if document is None or document.user_id != user_id:
        raise NoSuchDocument
    return document


def with_text(db: Session, user_id: int, document_id: int) -> Document:
    """Return one document with its text and what was extracted from it. Raises NoSuchDocument."""
    query = select(Document).where(Document.id == document_id, Document.user_id == user_id)
    document = db.scalars(query.options(undefer(Document.text), undefer(Document.extracted))).one_or_none()
    if document is None:
        raise NoSuchDocument
    return document


def by_hash(db: Session, user_id: int, sha256: str) -> Document | None:
    """Return the document with these bytes, None if there is none."""
    return db.scalars(select(Document).where(Document.user_id == user_id, Document.sha256 == sha256)).one_or_none()


def unread(db: Session, user_id: int, *, limit: int) -> Sequence[Document]:
    """Return the oldest documents whose text was not read yet."""
    query = select(Document).where(Document.user_id == user_id, Document.reading == "waiting")
    return db.scalars(query.order_by(Document.id).limit(limit)).all()


def find(db: Session, user_id: int, filter: DocumentFilter, *, start: int, limit: int) -> tuple[list[Document], int]:
    """Return one page of documents, newest first, and how many there are in all."""
    wanted = _wanted(user_id, filter)
    newest = func.coalesce(Document.issued_on, func.date(Document.created_at)).desc()
    query = _searched(db, select(Document), filter).where(*wanted).order_by(newest, Document.id.desc())
    total = db.scalar(_searched(db, select(func.count()).select_from(Document), filter).where(*wanted)) or 0
    return list(db.scalars(query.offset(start).limit(limit))), total


def snippets(db: Session, user_id: int, document_ids: Sequence[int], words: str) -> dict[int, str]:
    """Return where each of these documents has the words: a piece of its text, with the words between ⟦ and ⟧."""
    match = fts_query(words)
    if not match or not document_ids:
        return {}
    if is_postgres(db):
        piece_of = func.ts_headline("simple", _searchable(), _text_search_query(words), _HEADLINE)
        found = select(Document.id, piece_of)
        found = found.where(Document.user_id == user_id, Document.id.in_(in_list(document_ids)), _has_words(words))
        return {id_: piece for id_, piece in db.execute(found) if piece}
    statement = text(
        "SELECT rowid, snippet(document_search, 2, '⟦', '⟧', '…', 12) FROM document_search"
        " WHERE document_search MATCH :match"
    )
    shown = set(document_ids)
    return {id_: piece for id_, piece in db.execute(statement, {"match": match}) if id_ in shown and piece}


def counts(db: Session, user_id: int) -> Json:
    """Return how many documents there are in all, how many are linked to nothing, and how many by kind and tax year."""
    mine = Document.user_id == user_id
    kinds = db.execute(select(Document.kind, func.count()).where(mine).group_by(Document.kind)).all()
    years = db.execute(
        select(Document.tax_year, func.count()).where(mine, Document.tax_year.is_not(None)).group_by(Document.tax_year)
    ).all()
    unlinked = db.scalar(select(func.count()).select_from(Document).where(mine, ~_has_link())) or 0
    return {
        "total": sum(count for _, count in kinds),
        "unlinked": unlinked,
        "kinds": dict(kinds),
        "tax_years": sorted((year for year, _ in years), reverse=True),
    }


def links(db: Session, user_id: int, document_ids: Sequence[int]) -> dict[int, list[Json]]:
    """Return what each document belongs to, with its name, day and amount."""
    query = select(DocumentLink).where(
        DocumentLink.user_id == user_id, DocumentLink.document_id.in_(in_list(document_ids))
    )
    rows = db.scalars(query.order_by(DocumentLink.id)).all()
    ids = [row.transaction_id for row in rows if row.transaction_id is not None]
    named = {each["id"]: each for each in transactions.by_ids(db, user_id, ids)} if ids else {}
    accounts = _names(db, Account, user_id, [row.account_id for row in rows if row.account_id is not None])
    goals = _names(db, Goal, user_id, [row.goal_id for row in rows if row.goal_id is not None])
    found: dict[int, list[Json]] = {}
    for row in rows:
        link: Json = {"id": row.id, "transaction_id": row.transaction_id, "account_id": row.account_id}
        link |= {"goal_id": row.goal_id, "on": None, "amount_minor": None, "currency": None}
        if row.transaction_id is not None:
            transaction = named.get(row.transaction_id)
            if transaction is None:
                continue
            link["name"] = transaction["merchant_name"] or transaction["description"]
            link |= {name: transaction[name] for name in ("on", "amount_minor", "currency")}
        else:
            name = accounts.get(row.account_id or 0) or goals.get(row.goal_id or 0)
            if name is None:
                continue
            link["name"] = name
        found.setdefault(row.document_id, []).append(link)
    return found


def link(db: Session, user_id: int, document_id: int, link_id: int) -> DocumentLink:
    """Return one link of a document. Raises NoSuchDocument."""
    found = db.get(DocumentLink, link_id)
    if found is None or found.user_id != user_id or found.document_id != document_id:
        raise NoSuchDocument
    return found


def links_of(db: Session, user_id: int, document_id: int) -> Sequence[DocumentLink]:
    """Return the links of one document."""
    query = select(DocumentLink).where(DocumentLink.user_id == user_id, DocumentLink.document_id == document_id)
    return db.scalars(query.order_by(DocumentLink.id)).all()


def candidates(
    db: Session, user_id: int, *, amounts_minor: Sequence[int], first: date, last: date
) -> list[tuple[int, date, int, str, int]]:
    """Return the transactions of these amounts between two days: id, day, amount, text, number of documents."""
    linked = select(func.count()).where(DocumentLink.transaction_id == Transaction.id).scalar_subquery()
    query = select(Transaction.id, Transaction.on, Transaction.amount_minor, linked).where(
        Transaction.user_id == user_id,
        Transaction.on.between(first, last),
        Transaction.amount_minor.in_(in_list(amounts_minor)),
    )
    rows = db.execute(query.order_by(Transaction.on, Transaction.id).limit(200)).all()
    texts = {
        each["id"]: each["description"]
        if (each["merchant_name"] or "").casefold() in each["description"].casefold()
        else f"{each['merchant_name']}, {each['description']}"
        for each in transactions.by_ids(db, user_id, [row[0] for row in rows])
    }
    return [(id_, on, amount, texts[id_], count) for id_, on, amount, count in rows if id_ in texts]


def categories_of_memos(db: Session, user_id: int) -> dict[str, str]:
    """Return the category in which a person put each thing before: the memos of parts, in small letters."""
    query = (
        select(TransactionSplit.memo, Category.short_desc)
        .join(Category, Category.id == TransactionSplit.category_id)
        .where(TransactionSplit.user_id == user_id, TransactionSplit.memo.is_not(None))
        .order_by(TransactionSplit.id.desc())
        .limit(5_000)
    )
    found: dict[str, str] = {}
    for memo, category in db.execute(query):
        for text_ in (memo or "").split(", "):
            found.setdefault(text_.casefold(), category)
    return found


def by_ids(db: Session, user_id: int, document_ids: Sequence[int]) -> Sequence[Document]:
    """Return these documents, oldest first."""
    query = select(Document).where(Document.user_id == user_id, Document.id.in_(in_list(document_ids)))
    return db.scalars(query.order_by(Document.id)).all()


def documents_of_transactions(db: Session, user_id: int) -> dict[int, list[int]]:
    """Return the documents of every transaction that has some."""
    query = select(DocumentLink.transaction_id, DocumentLink.document_id).where(
        DocumentLink.user_id == user_id, DocumentLink.transaction_id.is_not(None)
    )
    found: dict[int, list[int]] = {}
    for transaction_id, document_id in db.execute(query.order_by(DocumentLink.id)):
        if transaction_id is not None:
            found.setdefault(transaction_id, []).append(document_id)
    return found


def of_tax_year(db: Session, user_id: int, year: int) -> Sequence[Document]:
    """Return the documents of a tax year: those that name it, and tax forms without a year that are of it by day."""
    by_day = Document.issued_on.between(date(year, 1, 1), date(year, 12, 31))
    wanted = or_(Document.tax_year == year, (Document.tax_year.is_(None)) & by_day & Document.kind.in_(list(TAX_KINDS)))
    return db.scalars(select(Document).where(Document.user_id == user_id, wanted).order_by(Document.id)).all()


def fts_query(words: str) -> str:
    """Return the FTS5 query for words as a person types them: all of them, the last one perhaps not finished."""
    found = _WORD.findall(words)
    return " ".join([*(f'"{word}"' for word in found[:-1]), f'"{found[-1]}"*']) if found else ""


def _has_words(words: str) -> ColumnElement[bool]:
    return func.to_tsvector("simple", _searchable()).op("@@")(_text_search_query(words))


def _searchable() -> ColumnElement[str]:
    return func.concat_ws(" ", Document.filename, Document.notes, Document.text)


def _text_search_query(words: str) -> ColumnElement[Any]:
    """Return what fts_query says in PostgreSQL's words."""
    found = _WORD.findall(words)
    return func.to_tsquery("simple", " & ".join([*(f"'{word}'" for word in found[:-1]), f"'{found[-1]}':*"]))


def _names(db: Session, model: type[Account | Goal], user_id: int, ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    query = select(model.id, model.name).where(model.user_id == user_id, model.id.in_(in_list(ids)))
    return dict(db.execute(query).all())


def _has_link() -> ColumnElement[bool]:
    return exists().where(DocumentLink.document_id == Document.id)


def _wanted(user_id: int, filter: DocumentFilter) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Document.user_id == user_id]
    if filter.kind is not None:
        wanted.append(Document.kind == filter.kind)
    if filter.tax_year is not None:
        wanted.append(Document.tax_year == filter.tax_year)
    if filter.is_linked is not None:
        wanted.append(_has_link() if filter.is_linked else ~_has_link())
    return wanted


def _searched(db: Session, query: Select[Any], filter: DocumentFilter) -> Select[Any]:
    match = fts_query(filter.words or "")
    if not match:
        return query
    if is_postgres(db):
        return query.where(_has_words(filter.words or ""))
    hits = text("SELECT rowid FROM document_search WHERE document_search MATCH :match").bindparams(match=match)
    return query.where(Document.id.in_(hits))


def ending(db: Session, user_id: int, first: date, last: date) -> list[tuple[int, str, date]]:
    """Return the id, the name and the day of each document whose warranty or contract ends between two days."""
    query = select(Document.id, Document.filename, Document.expires_on).where(
        Document.user_id == user_id, Document.expires_on.between(first, last)
    )
    rows = db.execute(query.order_by(Document.expires_on, Document.id))
    return [(id_, filename, on) for id_, filename, on in rows if on is not None]
