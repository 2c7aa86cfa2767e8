"""What the ledger knows: rows that arrived before, by key, by bank number, by transaction."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from backend.infra.sql import day_of
from backend.ingest.arrival import NEAR_DAYS, OtherRow
from backend.ingest.dedupe import LedgerRow
from backend.ingest.models import SourceRow
from backend.kit.fingerprint import day_prefix
from backend.transactions.draft import Draft
from backend.transactions.models import Transaction

_CHUNK = 900
# What a person brought as a file; a connection or a hand brings the rest.
FILES = ("csv_import", "file_import", "archive")
# Days of one statement lie closer together than this; what lies farther apart is asked for apart.
_GAP = timedelta(days=62)
T = Transaction
S = SourceRow


def is_empty(db: Session, user_id: int, account_id: int) -> bool:
    """Say whether nothing ever arrived in this account."""
    query = select(SourceRow.id).where(SourceRow.user_id == user_id, SourceRow.account_id == account_id).limit(1)
    return db.scalar(query) is None


def by_key(
    db: Session, user_id: int, account_id: int, kind: str, keys: Sequence[str], days: Iterable[date]
) -> dict[str, list[LedgerRow]]:
    """Return the ledger's rows that have one of these keys, grouped by key, in order of occurrence.

    Rows that came with files of another kind are the same rows, but their numbers and balances say nothing here.
    `days` are the days of the rows with these keys. Whole stretches of days are read, not key by key.
    """
    found: dict[str, list[LedgerRow]] = {}
    asked = set(keys)
    for here, (first, last) in product(_kinds(db, account_id), _stretches(days)):
        # After the day come hexadecimal digits, and "g" is greater than all of them.
        stretch = and_(S.source_key >= day_prefix(first), S.source_key < f"{day_prefix(last)}g")
        for row in _rows(db, user_id, account_id, kind, and_(S.source == here, stretch)):
            if row.key in asked:
                found.setdefault(row.key, []).append(row)
    for rows in found.values():
        if len(rows) > 1:
            rows.sort(key=lambda row: row.occurrence)
    return found


def by_provider_id(
    db: Session, user_id: int, account_id: int, kind: str, drafts: Sequence[Draft]
) -> dict[str, LedgerRow]:
    """Return the rows of one kind's ledger that carry one of the drafts' bank numbers."""
    ids = list({draft.provider_id for draft in drafts if draft.provider_id})
    found: dict[str, LedgerRow] = {}
    for start in range(0, len(ids), _CHUNK):
        wanted = and_(S.source == kind, S.provider_id.in_(ids[start : start + _CHUNK]))
        found.update({str(row.provider_id): row for row in _rows(db, user_id, account_id, kind, wanted)})
    return found


def came_otherwise(db: Session, user_id: int, account_id: int, kind: str, drafts: Sequence[Draft]) -> list[OtherRow]:
    """Return transactions near the drafts' days that came another way than by files of this kind: typed by hand,
    from a connection, or from a file of another format or layout."""
    if not drafts:
        return []
    near = timedelta(days=NEAR_DAYS)
    first, last = min(draft.on for draft in drafts), max(draft.on for draft in drafts)
    of_this_kind = select(S.id).where(S.transaction_id == T.id, S.source == kind)
    query = select(T.id, T.on, T.amount_minor, T.currency, T.description, T.merchant_name, T.source).where(
        T.user_id == user_id,
        T.account_id == account_id,
        T.on >= first - near,
        T.on <= last + near,
        ~of_this_kind.exists(),
    )
    if set(_kinds(db, account_id)) <= {kind}:
        # The usual case: no look into the ledger for each row.
        query = query.where(T.source.not_in(FILES))
    return [
        OtherRow(id_, on, amount, currency, f"{merchant or ''} {text}".strip(), source == "manual", source in FILES)
        for id_, on, amount, currency, text, merchant, source in db.execute(query)
    ]


def _kinds(db: Session, account_id: int) -> list[str]:
    """Return the kinds of the account's ledger; one look into the index for each, however many rows they have."""
    found: list[str] = []
    query = select(func.min(S.source)).where(S.account_id == account_id)
    while (following := db.scalar(query.where(S.source > found[-1]) if found else query)) is not None:
        found.append(following)
    return found


def of_transaction(db: Session, user_id: int, transaction_id: int) -> list[dict[str, Any]]:
    """Return every arrival of one transaction, oldest first."""
    query = (
        select(SourceRow)
        .where(SourceRow.user_id == user_id, SourceRow.transaction_id == transaction_id)
        .order_by(SourceRow.id)
    )
    return [
        {
            "at": row.created_at,
            "fate": row.fate,
            "reason": row.reason,
            "source": row.source,
            "import_id": row.import_id,
            "line_no": row.line_no,
            "raw": row.raw,
        }
        for row in db.scalars(query)
    ]


def _rows(db: Session, user_id: int, account_id: int, kind: str, wanted: ColumnElement[bool]) -> list[LedgerRow]:
    query = (
        select(
            S.id, S.source_key, S.occurrence, S.provider_id, S.balance_minor, S.line_no, S.fate, day_of(S.created_at),
            S.transaction_id, T.id, T.on, T.amount_minor, S.source,
        )
        .outerjoin(T, T.id == S.transaction_id)
        .where(S.user_id == user_id, S.account_id == account_id, wanted)
    )  # fmt: skip
    # On the connection, past the ORM: a file that comes again asks for all its rows.
    found = db.connection().execute(query).all()
    return [
        LedgerRow(
            id_, key, occurrence, provider_id if came_as == kind else None, balance if came_as == kind else None,
            living, _told(fate, line_no, at, was, living), on, amount,
        )
        for id_, key, occurrence, provider_id, balance, line_no, fate, at, was, living, on, amount, came_as in found
    ]  # fmt: skip


def _stretches(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each run of days that has no large gap."""
    ordered = sorted(set(days))
    start = 0
    for end, day in enumerate(ordered, start=1):
        if end == len(ordered) or ordered[end] - day > _GAP:
            yield ordered[start], day
            start = end


def _told(fate: str, line_no: int | None, came_on: str, was: int | None, living: int | None) -> str:
    if fate == "doubtful":
        return f"You left this row out on {came_on}"
    if was is not None and living is None:
        return f"You deleted this row; it came on {came_on}"
    return f"Came with a file on {came_on}, line {line_no}"
