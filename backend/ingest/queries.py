"""Every SELECT over the row ledger: by key, by the bank's number, by transaction."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from backend.infra.sql_functions import day_of
from backend.ingest.arrival import NEAR_DAYS, OtherRow, Outcome
from backend.ingest.dedupe import LedgerRow
from backend.ingest.models import SourceRow
from backend.kit.fingerprint import day_prefix
from backend.transactions.models import Transaction

_CHUNK = 900
# Rows of the ledger fetched at once.
_MANY = 5000
# What a person brought as a file; a connection or a hand brings the rest.
FILE_SOURCES = ("csv_import", "file_import", "archive")
# Days of one statement lie closer together than this; what lies farther apart is asked for apart.
_GAP = timedelta(days=62)
T = Transaction
S = SourceRow


@dataclass(frozen=True, slots=True)
class AccountLedger:
    """An account that files of one `kind` come into, and what it has."""

    db: Session
    user_id: int
    account_id: int
    kind: str

    def has_ledger(self) -> bool:
        """Say whether anything ever arrived here with a file."""
        mine = select(S.id).where(S.user_id == self.user_id, S.account_id == self.account_id).limit(1)
        return self.db.scalar(mine) is not None

    def is_empty(self) -> bool:
        """Say whether nothing ever arrived here in any way."""
        mine = select(T.id).where(T.user_id == self.user_id, T.account_id == self.account_id).limit(1)
        return not self.has_ledger() and self.db.scalar(mine) is None

    def rows_of_days(self, days: Iterable[date]) -> Iterator[LedgerRow]:
        """Yield the ledger's rows that came with these days, or with days between them; those of one key together.

        Rows that came with files of another kind are the same rows, but their numbers and balances say nothing here.
        """
        kinds = self._kinds()
        for first, last in _date_ranges(days):
            # After the day come hexadecimal digits, and "g" is greater than all of them.
            stretch = and_(S.source_key >= day_prefix(first), S.source_key < f"{day_prefix(last)}g")
            # One kind, the usual case, is read in the order of the index; several have to be sorted.
            of_kinds = S.source == kinds[0] if len(kinds) == 1 else S.source.in_(kinds)
            yield from self._rows(and_(of_kinds, stretch), by_key=True)

    def rows_by_provider_id(self, provider_ids: Collection[str]) -> dict[str, LedgerRow]:
        """Return the rows of this kind's ledger that carry one of these bank numbers."""
        ids = list(provider_ids)
        rows: dict[str, LedgerRow] = {}
        for start in range(0, len(ids), _CHUNK):
            wanted = and_(S.source == self.kind, S.provider_id.in_(ids[start : start + _CHUNK]))
            rows.update({str(row.provider_id): row for row in self._rows(wanted)})
        return rows

    def reasons(self, outcomes: Iterable[Outcome]) -> dict[Outcome, str]:
        """Return in words when the ledger's rows came that these outcomes repeat."""
        by_row = {(each.key, each.occurrence, each.twin_id): each for each in outcomes}
        wanted = and_(S.source.in_(self._kinds()), S.source_key.in_({key for key, _, _ in by_row}))
        pairs = ((by_row.get((row.key, row.occurrence, row.transaction_id)), row) for row in self._rows(wanted))
        return {outcome: row.arrived for outcome, row in pairs if outcome}

    def rows_from_other_sources(self, days: Collection[date]) -> Iterator[OtherRow]:
        """Yield transactions near these days that came another way than by files of this kind: typed by hand, from a
        connection, or from a file of another format or layout."""
        if not days:
            return
        near, first, last = timedelta(days=NEAR_DAYS), min(days), max(days)
        of_this_kind = select(S.id).where(S.transaction_id == T.id, S.source == self.kind)
        query = select(T.id, T.on, T.amount_minor, T.currency, T.description, T.merchant_name, T.source).where(
            T.user_id == self.user_id,
            T.account_id == self.account_id,
            T.on >= first - near,
            T.on <= last + near,
            ~of_this_kind.exists(),
        )
        if set(self._kinds()) <= {self.kind}:
            # The usual case: no look into the ledger for each row.
            query = query.where(T.source.not_in(FILE_SOURCES))
        for id_, on, amount, currency, text, merchant, source in self.db.execute(query):
            words = f"{merchant or ''} {text}".strip()
            yield OtherRow(id_, on, amount, currency, words, source == "manual", source in FILE_SOURCES)

    def _kinds(self) -> list[str]:
        """Return the kinds of the account's ledger; one look into the index for each, however many rows they have."""
        kinds: list[str] = []
        query = select(func.min(S.source)).where(S.account_id == self.account_id)
        while (following := self.db.scalar(query.where(S.source > kinds[-1]) if kinds else query)) is not None:
            kinds.append(following)
        return kinds

    def _rows(self, wanted: ColumnElement[bool], *, by_key: bool = False) -> Iterator[LedgerRow]:
        kind = self.kind
        query = (
            select(
                S.id, S.source_key, S.occurrence, S.provider_id, S.balance_minor, S.line_no, S.fate,
                day_of(S.created_at), S.transaction_id, T.id, T.on, T.amount_minor, S.source,
            )
            .outerjoin(T, T.id == S.transaction_id)
            .where(S.user_id == self.user_id, S.account_id == self.account_id, wanted)
        )  # fmt: skip
        if by_key:
            query = query.order_by(S.source_key)
        # On the connection, past the ORM: a file that comes again asks for all its rows.
        for rows in self.db.connection().execute(query).partitions(_MANY):
            for id_, key, nth, provider_id, balance, line_no, fate, at, was, living, on, amount, came_as in rows:
                is_of_kind = came_as == kind
                yield LedgerRow(
                    id_, key, nth, provider_id if is_of_kind else None, balance if is_of_kind else None, living,
                    _arrived(fate, line_no, at, was, living), on, amount,
                )  # fmt: skip


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


def _date_ranges(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each run of days that has no large gap."""
    ordered = sorted(set(days))
    start = 0
    for end, day in enumerate(ordered, start=1):
        if end == len(ordered) or ordered[end] - day > _GAP:
            yield ordered[start], day
            start = end


def _arrived(fate: str, line_no: int | None, came_on: str, was: int | None, living: int | None) -> str:
    if fate == "doubtful":
        return f"You skipped this transaction on {came_on}"
    if was is not None and living is None:
        return f"You deleted this transaction; it was imported on {came_on}"
    return f"Came with a file on {came_on}, line {line_no}"
