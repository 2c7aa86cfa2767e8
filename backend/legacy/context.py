"""The shared state of a migration of a legacy budget.db: source, target and report."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from backend.infra.database import WriteSession
from backend.infra.tables import insert_rows
from backend.infra.vault import Vault
from backend.legacy.legacy_data import LegacyData, Row, as_json, printable
from backend.legacy.legacy_tokens import LegacyTokens
from backend.legacy.models import LegacyRow
from backend.legacy.progress import RowProgress
from backend.legacy.report import MigrationReport, TableCounts
from backend.legacy.values import parse_moment

_BATCH = 5000
_SECRET = {"accounts": ("plaid_access_token",), "app_settings": ("value",)}
_COLUMNS = ("table_name", "row_id", "row", "reason")


@dataclass(slots=True)
class MigrationContext:
    """One older budget.db on its way into a new one.

    `accounts` and `categories` are the names of what later rows may refer to, by their numbers; `category_keys` are
    the numbers of categories by their older keys.
    """

    db: WriteSession
    user_id: int
    legacy_data: LegacyData
    tokens: LegacyTokens
    vault: Vault
    report: MigrationReport
    progress: RowProgress
    now: datetime
    currency: str
    accounts: dict[int, str] = field(default_factory=dict)
    categories: dict[int, str] = field(default_factory=dict)
    category_keys: dict[str, int] = field(default_factory=dict)
    set_aside_ids: dict[str, set[int]] = field(default_factory=dict)
    _waiting: list[tuple[str, int | None, str, str]] = field(default_factory=list)

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of an older table; the report has their number."""
        self.report.tables[table] = TableCounts(before=self.legacy_data.count(table))
        return self.progress.over(self.legacy_data.rows(table))

    def batches(self, table: str) -> Iterator[list[Row]]:
        """Yield the rows of an older table, some thousands at a time."""
        rows = self.rows(table)
        while batch := list(islice(rows, _BATCH)):
            yield batch

    def count_migrated(self, table: str, count: int = 1) -> None:
        """Count migrated rows of a legacy table."""
        self.report.tables[table].after += count

    def keep_unmapped(self, table: str, row: Row, reason: str) -> None:
        """Keep a row as JSON for a later feature; it is not reported as a problem."""
        self._waiting.append((table, row.get("id"), as_json(self._locked(table, row)), reason))
        if len(self._waiting) >= _BATCH:
            self.flush()

    def set_aside(self, table: str, row: Row, reason: str) -> None:
        """Keep a row that cannot be converted as JSON, and report it."""
        self.keep_unmapped(table, row, reason)
        self.report.tables[table].set_aside += 1
        self.set_aside_ids.setdefault(table, set()).add(row.get("id", 0))
        shown_row = printable({**row, **{name: "(encrypted)" for name in _SECRET.get(table, ()) if row.get(name)}})
        self.report.could_not_keep.append({"table": table, "row_id": row.get("id"), "reason": reason, "row": shown_row})

    def record_changed_value(self, table: str, row: Row, column: str, now: Any, reason: str) -> None:
        """Report a value that had to be changed."""
        was = printable({column: row.get(column)})[column]
        change = {"table": table, "row_id": row.get("id"), "column": column, "was": was, "now": now, "reason": reason}
        self.report.changed.append(change)

    def created_at(self, row: Row) -> datetime:
        """Return when a row was made; the moment of taking it over where that is not known."""
        return parse_moment(row.get("created_at")) or self.now

    def has_column(self, table: str, column: str) -> bool:
        """Say whether this age of the older app had a column."""
        return column in self.legacy_data.columns.get(table, ())

    def encrypted(self, plain: str) -> str:
        """Return a secret as it is stored here. The older app kept its key in a file, so no other consent is needed."""
        self.vault.make_key()
        return self.vault.encrypt(plain)

    def flush(self) -> None:
        """Write the rows that were kept whole."""
        same = {"user_id": self.user_id, "created_at": self.now, "updated_at": self.now}
        insert_rows(self.db, LegacyRow, _COLUMNS, self._waiting, constants=same)
        self._waiting.clear()

    def _locked(self, table: str, row: Row) -> Row:
        """Return the row with its secrets encrypted by our own key, or as they are if no key reads them."""
        secrets = {name: str(row[name]) for name in _SECRET.get(table, ()) if row.get(name)}
        return {**row, **{name: self._sealed(table, secret) for name, secret in secrets.items()}}

    def _sealed(self, table: str, secret: str) -> str:
        plain = secret if table == "app_settings" else self.tokens.decrypt(secret)
        return secret if plain is None else self.encrypted(plain)
