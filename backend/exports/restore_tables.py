"""Puts the parts of an export into their tables, one after the other, as they were.

Elsewhere only its owner writes a table. Here all tables are written as one, because the rows come back with their
numbers and moments, and no verb of any domain means that.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.exc import IntegrityError

from backend.accounts.names import free_name
from backend.exports.batches import in_batches
from backend.exports.errors import DamagedExport
from backend.exports.export_file import ExportFile
from backend.exports.export_schema import PARTS, ExportPart
from backend.exports.row_validation import ReferencedIds, RowReader, order_categories
from backend.exports.serialization import to_stored
from backend.infra.database import WriteSession
from backend.infra.sql import in_list
from backend.infra.tables import set_last_given_id
from backend.transactions import descriptors
from backend.transactions.models import DeletedTransaction, Transaction, TransactionSplit

Json = dict[str, Any]
Rows = Iterator[tuple[int, Json]]
_transaction_part = next(part for part in PARTS if part.model is Transaction)


class TableRestorer:
    """Puts one part after the other in, and remembers what later parts may refer to."""

    def __init__(self, db: WriteSession, user_id: int, export: ExportFile) -> None:
        self._db = db
        self._user_id = user_id
        self._export = export
        self._referenced_ids: ReferencedIds = {}
        self._last_ids: dict[str, int] = {}

    def restore_part(self, part: ExportPart) -> int:
        """Put all rows of a part in and return how many there were."""
        read: Callable[[ExportPart], Rows] = {
            "accounts": self._accounts,
            "categories": self._categories,
            "transactions": self._transactions,
            "deleted_transactions": self._deleted,
        }.get(part.name, self._rows)
        referenced_ids = self._referenced_ids.setdefault(part.table.name, {})
        # Only the few are remembered; nothing refers to the rows of the large parts by a key that is checked.
        is_large = part.name in ("transactions", "source_rows", "deleted_transactions", "prices")
        count = 0
        for batch in in_batches(read(part)):
            self._insert(part, batch)
            for _line, row in batch:
                if not is_large:
                    referenced_ids[row["short_desc"] if part.name == "categories" else row["id"]] = row["id"]
                self._track_ids(part, row)
            count += len(batch)
            # sleep(0) releases the GIL, so that other requests wait for one batch at most.
            time.sleep(0)
        return count

    def restore_sequences(self, parts: Iterable[ExportPart]) -> None:
        """Let each part give out numbers that it never gave out before, here or where the export comes from."""
        for part in parts:
            if part.has_sequence:
                name = part.table.name
                last = max(self._last_ids.get(name, 0), self._export.last_ids.get(part.name, 0))
                set_last_given_id(self._db, name, last)

    def _rows(self, part: ExportPart) -> Rows:
        reader = RowReader(part.table, self._referenced_ids, part=part.name)
        for line, exported in self._export.rows(part.name):
            yield line, self._with_user(reader.read(line, exported))

    def _accounts(self, part: ExportPart) -> Rows:
        """Older versions let two accounts share a name."""
        taken: set[str] = set()
        for line, row in self._rows(part):
            if row["deleted_at"] is None:
                row["name"] = free_name(row["name"], taken)
                taken.add(row["name"].casefold())
            yield line, row

    def _categories(self, part: ExportPart) -> Rows:
        rows = list(self._rows(part))
        for line, row in rows:
            if row["is_income"] != (row["kind"] == "income"):
                raise DamagedExport(line, "“is_income” contradicts “kind”", part=part.name)
        yield from order_categories(rows)

    def _transactions(self, part: ExportPart) -> Rows:
        reader = RowReader(part.table, self._referenced_ids, part=part.name)
        splits = SplitReader(self._referenced_ids, part=part.name)
        for batch in in_batches(self._export.rows(part.name)):
            rows = [(line, self._with_user(reader.read(line, exported))) for line, exported in batch]
            self._describe(row for _line, row in rows)
            self._insert_splits(
                split
                for (line, exported), (_line, row) in zip(batch, rows, strict=True)
                for split in splits.read(line, exported, row)
            )
            yield from rows

    def _deleted(self, part: ExportPart) -> Rows:
        reader = RowReader(part.table, self._referenced_ids, part=part.name)
        whole = RowReader(_transaction_part.table, {"categories": self._referenced_ids["categories"]}, part=part.name)
        splits = SplitReader(self._referenced_ids, part=part.name)
        for batch in in_batches(self._export.rows(part.name)):
            rows = [(line, self._with_user(reader.read(line, exported))) for line, exported in batch]
            inner = [self._with_user(whole.read(line, row["row"])) for line, row in rows]
            self._check_deleted(rows, inner, part)
            self._describe(inner)
            self._insert_splits(
                split
                for (line, exported), values in zip(batch, inner, strict=True)
                for split in splits.read(line, exported, values)
            )
            for (line, row), values in zip(rows, inner, strict=True):
                yield line, {**row, "row": to_stored(values)}

    def _check_deleted(self, rows: list[tuple[int, Json]], inner: list[Json], part: ExportPart) -> None:
        """Raise DamagedExport if a deleted transaction is here too, or its log is about another one."""
        ids = [values["id"] for values in inner]
        here = set(self._db.scalars(select(Transaction.id).where(Transaction.id.in_(in_list(ids)))))
        for (line, row), id_ in zip(rows, ids, strict=True):
            if id_ in here or id_ != row["original_id"]:
                raise DamagedExport(line, f"the deleted transaction {id_} is also another one", part=part.name)
        for (line, row), values in zip(rows, inner, strict=True):
            if any(row[name] != values[name] for name in ("account_id", "on", "amount_minor", "currency")):
                raise DamagedExport(line, "“row” is not the transaction that stands around it", part=part.name)

    def _describe(self, rows: Iterable[Json]) -> None:
        """Give each row its descriptor; afterwards the descriptors exist."""
        described = [(row, (row["description"], row["merchant_name"] or "")) for row in rows]
        ids = descriptors.ensure(self._db, self._user_id, (texts for _row, texts in described))
        for row, texts in described:
            row["descriptor_id"] = ids[texts]

    def _insert_splits(self, splits: Iterable[Json]) -> None:
        if rows := [self._with_user(split) for split in splits]:
            self._db.execute(insert(TransactionSplit.__table__), rows)  # type: ignore[arg-type]

    def _insert(self, part: ExportPart, batch: list[tuple[int, Json]]) -> None:
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

    def _track_ids(self, part: ExportPart, row: Json) -> None:
        """Remember the greatest numbers: those of deleted transactions stand in their log and in the ledger."""
        numbers = {part.table.name: row["id"]}
        if part.model is DeletedTransaction:
            numbers[Transaction.__tablename__] = row["original_id"]
        elif part.name == "source_rows":
            numbers[Transaction.__tablename__] = row["transaction_id"] or 0
        for name, number in numbers.items():
            self._last_ids[name] = max(self._last_ids.get(name, 0), number)

    def _with_user(self, row: Json) -> Json:
        return {**row, "user_id": self._user_id}


class SplitReader:
    """Reads the splits inside the transactions of an export."""

    def __init__(self, referenced_ids: ReferencedIds, *, part: str) -> None:
        table = TransactionSplit.__table__
        assert isinstance(table, Table)
        self._reader = RowReader(table, referenced_ids, part=part)
        self._part = part

    def read(self, line: int, exported: Mapping[str, Any], transaction: Json) -> Iterator[Json]:
        """Yield the parts of one transaction as rows; they are as old as it. Raises DamagedExport."""
        splits = exported.get("splits", [])
        if not isinstance(splits, list) or not all(isinstance(split, dict) for split in splits):
            raise DamagedExport(line, "“splits” is no list of parts", part=self._part)
        parts = [self._read(line, split, position, transaction) for position, split in enumerate(splits)]
        if parts and sum(part["amount_minor"] for part in parts) != transaction["amount_minor"]:
            raise DamagedExport(line, "“splits” do not sum to the amount of their transaction", part=self._part)
        yield from parts

    def _read(self, line: int, split: Json, position: int, transaction: Json) -> Json:
        # The number is the database's to give.
        whole = {**split, "id": 1, "transaction_id": transaction["id"], "position": position}
        row = self._reader.read(line, whole)
        del row["id"]
        return {**row, "created_at": transaction["created_at"], "updated_at": transaction["updated_at"]}
