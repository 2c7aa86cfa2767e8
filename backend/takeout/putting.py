"""Puts the parts of an export into their tables, one after the other, as they were.

Elsewhere only its owner writes a table. Here all tables are written as one, because the rows come back with their
numbers and moments, and no verb of any domain means that.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from backend.accounts.names import free_name
from backend.infra.database import WriteSession
from backend.infra.sql import listed
from backend.takeout.batches import in_batches
from backend.takeout.contents import PARTS, Part
from backend.takeout.errors import DamagedExport
from backend.takeout.export_file import ExportFile
from backend.takeout.reading import Known, Reader, in_order
from backend.takeout.splits import SplitReader
from backend.takeout.stored import as_stored
from backend.transactions import descriptors
from backend.transactions.models import DeletedTransaction, Transaction, TransactionSplit

Json = dict[str, Any]
Rows = Iterator[tuple[int, Json]]
_transaction_part = next(part for part in PARTS if part.model is Transaction)


class Putting:
    """Puts one part after the other in, and remembers what later parts may refer to."""

    def __init__(self, db: WriteSession, user_id: int, export: ExportFile) -> None:
        self._db = db
        self._user_id = user_id
        self._export = export
        self._known: Known = {}
        self._last_ids: dict[str, int] = {}

    def put(self, part: Part) -> int:
        """Put all rows of a part in and return how many there were."""
        read: Callable[[Part], Rows] = {
            "accounts": self._accounts,
            "categories": self._categories,
            "transactions": self._transactions,
            "deleted_transactions": self._deleted,
        }.get(part.name, self._plain)
        known = self._known.setdefault(part.table.name, {})
        # Only the few are remembered; nothing refers to the rows of the large parts by a key that is checked.
        is_large = part.name in ("transactions", "source_rows", "deleted_transactions")
        count = 0
        for batch in in_batches(read(part)):
            self._insert(part, batch)
            for _line, row in batch:
                if not is_large:
                    known[row["short_desc"] if part.name == "categories" else row["id"]] = row["id"]
                self._saw(part, row)
            count += len(batch)
            # Whoever reads beside it waits no longer than for a batch.
            time.sleep(0)
        return count

    def go_on_counting(self) -> None:
        """Let each part give out numbers that it never gave out before, here or where the export comes from."""
        for part in PARTS:
            if part.counts_up:
                name = part.table.name
                last = max(self._last_ids.get(name, 0), self._export.last_ids.get(part.name, 0))
                self._db.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
                if last:
                    statement = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)")
                    self._db.execute(statement, {"name": name, "last": last})

    def _plain(self, part: Part) -> Rows:
        reader = Reader(part.table, self._known, part=part.name)
        for line, told in self._export.rows(part.name):
            yield line, self._owned(reader.read(line, told))

    def _accounts(self, part: Part) -> Rows:
        """Older versions let two accounts share a name."""
        taken: set[str] = set()
        for line, row in self._plain(part):
            if row["deleted_at"] is None:
                row["name"] = free_name(row["name"], taken)
                taken.add(row["name"].casefold())
            yield line, row

    def _categories(self, part: Part) -> Rows:
        found = list(self._plain(part))
        for line, row in found:
            if row["is_income"] != (row["kind"] == "income"):
                raise DamagedExport(line, "“is_income” contradicts “kind”", part=part.name)
        yield from in_order(found)

    def _transactions(self, part: Part) -> Rows:
        reader = Reader(part.table, self._known, part=part.name)
        splits = SplitReader(self._known, part=part.name)
        for batch in in_batches(self._export.rows(part.name)):
            found = [(line, self._owned(reader.read(line, told))) for line, told in batch]
            self._describe(row for _line, row in found)
            self._insert_splits(
                split
                for (line, told), (_line, row) in zip(batch, found, strict=True)
                for split in splits.read(line, told, row)
            )
            yield from found

    def _deleted(self, part: Part) -> Rows:
        reader = Reader(part.table, self._known, part=part.name)
        whole = Reader(_transaction_part.table, {"categories": self._known["categories"]}, part=part.name)
        splits = SplitReader(self._known, part=part.name)
        for batch in in_batches(self._export.rows(part.name)):
            found = [(line, self._owned(reader.read(line, told))) for line, told in batch]
            inner = [self._owned(whole.read(line, row["row"])) for line, row in found]
            self._check_gone(found, inner, part)
            self._describe(inner)
            self._insert_splits(
                split
                for (line, told), values in zip(batch, inner, strict=True)
                for split in splits.read(line, told, values)
            )
            for (line, row), values in zip(found, inner, strict=True):
                yield line, {**row, "row": as_stored(values)}

    def _check_gone(self, found: list[tuple[int, Json]], inner: list[Json], part: Part) -> None:
        """Raise DamagedExport if a deleted transaction is here too, or its log is about another one."""
        ids = [values["id"] for values in inner]
        here = set(self._db.scalars(select(Transaction.id).where(Transaction.id.in_(listed(ids)))))
        for (line, row), id_ in zip(found, ids, strict=True):
            if id_ in here or id_ != row["original_id"]:
                raise DamagedExport(line, f"the deleted transaction {id_} is also another one", part=part.name)
        for (line, row), values in zip(found, inner, strict=True):
            if any(row[name] != values[name] for name in ("account_id", "on", "amount_minor", "currency")):
                raise DamagedExport(line, "“row” is not the transaction that stands around it", part=part.name)

    def _describe(self, rows: Iterable[Json]) -> None:
        """Give each row its descriptor; afterwards the descriptors exist."""
        described = [(row, (row["description"], row["merchant_name"] or "")) for row in rows]
        ids = descriptors.ensure(self._db, self._user_id, (texts for _row, texts in described))
        for row, texts in described:
            row["descriptor_id"] = ids[texts]

    def _insert_splits(self, splits: Iterable[Json]) -> None:
        if found := [self._owned(split) for split in splits]:
            self._db.execute(insert(TransactionSplit.__table__), found)  # type: ignore[arg-type]

    def _insert(self, part: Part, batch: list[tuple[int, Json]]) -> None:
        """Insert a batch. Raises DamagedExport with the line that contradicts the others."""
        statement = insert(part.table)
        try:
            with self._db.begin_nested():
                self._db.execute(statement, [row for _line, row in batch])
        except IntegrityError:
            for line, row in batch:
                try:
                    self._db.execute(statement, [row])
                except IntegrityError as error:
                    trouble = "this row repeats another one, or holds a value that is not allowed"
                    raise DamagedExport(line, trouble, part=part.name) from error

    def _saw(self, part: Part, row: Json) -> None:
        """Remember the greatest numbers: those of deleted transactions stand in their log and in the ledger."""
        numbers = {part.table.name: row["id"]}
        if part.model is DeletedTransaction:
            numbers[Transaction.__tablename__] = row["original_id"]
        elif part.name == "source_rows":
            numbers[Transaction.__tablename__] = row["transaction_id"] or 0
        for name, number in numbers.items():
            self._last_ids[name] = max(self._last_ids.get(name, 0), number)

    def _owned(self, row: Json) -> Json:
        return {**row, "user_id": self._user_id}
