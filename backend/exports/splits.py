"""The parts of a transaction, as an export tells them inside it."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Table

from backend.exports.errors import DamagedExport
from backend.exports.row_validation import ReferencedIds, RowReader
from backend.transactions.models import TransactionSplit

Json = dict[str, Any]


class SplitReader:
    """Reads the parts of transactions."""

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
