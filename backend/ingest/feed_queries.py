"""What the ledger and the account know about the rows of a bank connection."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from backend.infra.sql import in_list, in_texts
from backend.infra.sql_functions import unindexed
from backend.ingest.arrival import NEAR_DAYS, OtherRow
from backend.ingest.models import SourceRow
from backend.ingest.queries import FILE_SOURCES
from backend.ingest.settlement import PendingRow
from backend.transactions.models import DeletedTransaction, Transaction
from backend.transactions.states import CONNECTIONS

D = DeletedTransaction
S = SourceRow
T = Transaction
_PENDING = (T.id, T.provider_transaction_id, T.on, T.amount_minor, T.currency, T.description, T.merchant_name)


class KnownRow(NamedTuple):
    """What became of a provider id that was seen before.

    `is_current` says that its transaction lives and has this id now; `is_own` that a connection brought it.
    `deleted_id` is its place in the log of deleted rows.
    """

    ledger_id: int | None
    fate: str | None
    transaction_id: int | None
    is_current: bool
    is_own: bool
    deleted_id: int | None

    @property
    def was_withdrawn(self) -> bool:
        """Say whether the bank took the row back earlier."""
        return self.fate == "undone"

    @property
    def was_deleted_by_person(self) -> bool:
        """Say whether the person deleted the transaction."""
        return self.deleted_id is not None and not self.was_withdrawn


class OtherRows(NamedTuple):
    """Transactions that came another way; those in `deleted` were deleted by the person."""

    rows: list[OtherRow]
    deleted: set[int]


def known_rows(db: Session, user_id: int, account_id: int, kind: str, ids: Iterable[str]) -> dict[str, KnownRow]:
    """Return what is known of these provider ids: by the ledger of the connection, else by a transaction's own id."""
    wanted = in_texts(list(ids))
    # SQLite would rather walk through the whole account than look each id up.
    owner = unindexed(T.user_id)
    by_ledger = (
        select(S.source_key, S.id, S.fate, S.transaction_id, T.provider_transaction_id, T.source, D.id)
        .outerjoin(T, T.id == S.transaction_id)
        .outerjoin(D, (D.original_id == S.transaction_id) & (D.user_id == user_id))
        .where(S.user_id == user_id, S.account_id == account_id, S.source == kind, S.source_key.in_(wanted))
    )
    rows = {
        key: KnownRow(id_, fate, transaction_id, current == key, source in CONNECTIONS, deleted_id)
        for key, id_, fate, transaction_id, current, source, deleted_id in db.execute(by_ledger)
    }
    by_id = select(T.provider_transaction_id, T.id, T.source).where(
        owner == user_id,
        T.account_id == account_id,
        T.provider_transaction_id.in_(wanted),
        T.provider_transaction_id.is_not(None),
    )
    for key, id_, source in db.execute(by_id):
        if key and key not in rows:
            rows[key] = KnownRow(None, None, id_, True, source in CONNECTIONS, None)
    return rows


def pending_rows(db: Session, user_id: int, account_id: int) -> list[PendingRow]:
    """Return the pending transactions of an account that a connection brought."""
    query = select(*_PENDING).where(
        T.user_id == user_id,
        T.account_id == account_id,
        T.is_pending == true(),
        T.source.in_(CONNECTIONS),
        T.provider_transaction_id.is_not(None),
    )
    return [_pending(row) for row in db.execute(query)]


def rows_by_id(db: Session, user_id: int, ids: Sequence[int | None]) -> dict[int, PendingRow]:
    """Return the living ones among these transactions, as rows that a posted one can settle."""
    query = select(*_PENDING).where(unindexed(T.user_id) == user_id, T.id.in_(in_list([id_ for id_ in ids if id_])))
    return {row.id: _pending(row) for row in db.execute(query)}


def other_rows(db: Session, user_id: int, account_id: int, kind: str, days: Collection[date]) -> OtherRows:
    """Return rows near these days that came another way than by this connection, deleted ones included."""
    if not days:
        return OtherRows([], set())
    first, last = min(days) - timedelta(days=NEAR_DAYS), max(days) + timedelta(days=NEAR_DAYS)
    rows = []
    for table, id_ in ((T, T.id), (D, D.original_id)):
        query = select(
            id_, table.on, table.amount_minor, table.currency, table.description, table.merchant_name, table.source
        ).where(
            table.user_id == user_id,
            table.account_id == account_id,
            table.on >= first,
            table.on <= last,
            ~select(S.id).where(S.transaction_id == id_, S.account_id == account_id, S.source == kind).exists(),
        )
        rows.append(
            [
                OtherRow(
                    row_id,
                    on,
                    amount,
                    currency,
                    f"{merchant or ''} {text}".strip(),
                    source == "manual",
                    source in FILE_SOURCES,
                )
                for row_id, on, amount, currency, text, merchant, source in db.execute(query)
            ]
        )
    living, deleted = rows
    return OtherRows([*living, *deleted], {row.transaction_id for row in deleted})


def _pending(row: Any) -> PendingRow:
    id_, provider_id, on, amount, currency, text, merchant = row
    return PendingRow(id_, provider_id or "", on, amount, currency, _text(text, merchant))


def _text(description: str, merchant_name: str | None) -> str:
    return f"{merchant_name or ''} {description}".strip()
