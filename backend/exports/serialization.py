"""A deleted transaction is kept as its columns lie in the database: here they become values, and values become them."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from backend.transactions.models import Transaction

Json = dict[str, Any]
_DIALECT = SQLiteDialect(paramstyle="qmark")
_CATEGORIES = ("category_id", "predicted_category_id", "learned_category_id")


def to_values(row: Mapping[str, Any], categories: Mapping[int, str]) -> Json:
    """Return the columns as Python values. What was filed under a category that is gone waits for review again."""
    kept = {
        name: _from_database[name](value) if value is not None else None
        for name, value in row.items()
        if name in _from_database
    }
    for name in _CATEGORIES:
        if kept.get(name) is not None and kept[name] not in categories:
            kept[name] = None
            if name == "category_id":
                kept["status"] = "pending_review"
    return kept


def to_stored(row: Mapping[str, Any]) -> Json:
    """Return Python values as they lie in the database."""
    return {name: _to_database[name](value) if value is not None else None for name, value in row.items()}


def _identity(value: Any) -> Any:
    return value


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    processor = column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
    return processor or _identity


def _writer(column: Column[Any]) -> Callable[[Any], Any]:
    processor = column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return processor or _identity


_table = Transaction.__table__
assert isinstance(_table, Table)
_from_database = {column.name: _reader(column) for column in _table.columns}
_to_database = {column.name: _writer(column) for column in _table.columns}
