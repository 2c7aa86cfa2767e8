"""The ledger of what the older app had: a file that it had imported, or whose rows were deleted, adds nothing."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from backend.infra.tables import insert_rows
from backend.ingest.models import SourceRow
from backend.kit.fingerprint import fingerprint
from backend.legacy.context import MigrationContext

KIND = "predecessor"
_COLUMNS = ("account_id", "source_key", "occurrence", "provider_id", "raw", "transaction_id", "fate", "reason")


class LedgerEntry(NamedTuple):
    """One row that the older app had. `reason` is None for a living one."""

    transaction_id: int
    account_id: int
    on: date
    description: str
    amount_minor: int
    bank_number: str | None
    raw: str
    reason: str | None = None


class LedgerWriter:
    """Writes rows into the ledger and counts equal ones."""

    def __init__(self, context: MigrationContext) -> None:
        self._context = context
        self._seen: Counter[tuple[int, str]] = Counter()

    def write(self, rows: Iterable[LedgerEntry]) -> None:
        """Afterwards the ledger knows these rows."""
        context = self._context
        same = {
            "user_id": context.user_id,
            "source": KIND,
            "created_at": context.now,
            "updated_at": context.now,
        }
        insert_rows(context.db, SourceRow, _COLUMNS, (self._columns(row) for row in rows), constants=same)

    def _columns(self, row: LedgerEntry) -> tuple[object, ...]:
        key = self._key(row)
        self._seen[row.account_id, key] += 1
        occurrence = self._seen[row.account_id, key]
        return (row.account_id, key, occurrence, row.bank_number, row.raw, row.transaction_id, "added", row.reason)

    def _key(self, row: LedgerEntry) -> str:
        # The older app made its payees out of the bank's text, so a file tells the text alone.
        return fingerprint(row.on, row.amount_minor, self._context.currency, row.description)
