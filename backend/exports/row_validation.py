"""Makes rows of tables from the rows of an export: each field checked, each reference resolved, or a sentence where."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Table

from backend.exports.errors import DamagedExport, Unfit
from backend.exports.export_schema import export_fields, referenced_table
from backend.exports.field_validation import default_of, reader_of

Json = dict[str, Any]
# What the rows read so far are known by: categories by key, all others by number.
ReferencedIds = dict[str, dict[Any, int]]


class RowReader:
    """Reads the rows of one table. `referenced_ids` are the rows of other tables that they may refer to."""

    def __init__(self, table: Table, referenced_ids: ReferencedIds, *, part: str) -> None:
        self._part = part
        self._fields = [_Field(name, column, referenced_ids) for name, column in export_fields(table).items()]

    def read(self, line: int, exported: Any) -> Json:
        """Return the values by column. Raises DamagedExport; names that no column has are passed over."""
        if not isinstance(exported, Mapping):
            raise DamagedExport(line, "here should be a row", part=self._part)
        row: Json = {}
        for field in self._fields:
            try:
                row[field.column.name] = field.read(exported)
            except Unfit as why:
                raise DamagedExport(line, f"“{field.name}” {why}", part=self._part) from why
        return row


class _Field:
    """One column, what it is called in the export, and the rows that it may refer to."""

    def __init__(self, name: str, column: Column[Any], referenced_ids: ReferencedIds) -> None:
        self.name = name
        self.column = column
        self._target = referenced_table(column)
        # Categories refer to each other; these are looked up when all are read (see `order_categories`).
        self._referenced_ids = None if self._target == column.table.name else referenced_ids.get(self._target or "")
        self._read = _key_reader(column) if self._target == "categories" else reader_of(column)

    def read(self, exported: Mapping[str, Any]) -> Any:
        if self.name not in exported:
            return default_of(self.column)
        value = self._read(exported[self.name])
        if value is None or self._referenced_ids is None:
            return value
        if value not in self._referenced_ids:
            raise Unfit(f"refers to {value!r}, which is not in the export")
        return self._referenced_ids[value]


def _key_reader(column: Column[Any]) -> Any:
    def read(value: Any) -> str | None:
        if value is None and column.nullable:
            return None
        if not isinstance(value, str):
            raise Unfit("is no key of a category")
        return value

    return read


def order_categories(categories: Sequence[tuple[int, Json]]) -> Iterator[tuple[int, Json]]:
    """Yield the lines and rows of categories, main ones first, with `parent_id` as a number. Raises DamagedExport."""
    mains = {row["short_desc"]: row["id"] for _line, row in categories if row["parent_id"] is None}
    for line, row in categories:
        if row["parent_id"] is None:
            yield line, row
    for line, row in categories:
        parent = row["parent_id"]
        if parent is None:
            continue
        if parent not in mains:
            trouble = f"“parent_short_desc” refers to {parent!r}, which is no main category of the export"
            raise DamagedExport(line, trouble, part="categories")
        yield line, {**row, "parent_id": mains[parent]}
