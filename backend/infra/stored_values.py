"""Values of a database file that are not of the kind of their column. SQLite itself does not notice them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, LargeBinary, MetaData, String
from sqlalchemy.types import TypeDecorator


def invalid_values(connection: Any, metadata: MetaData) -> Iterator[tuple[str, str, int]]:
    """Yield table, column and number of the values that cannot be read, over an open connection of the driver."""
    for table in metadata.sorted_tables:
        # A file of an older version lacks some.
        existing = {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
        columns = [column for column in table.columns if column.name in existing and _condition(column)]
        if not columns:
            continue
        sums = ", ".join(f'sum("{each.name}" IS NOT NULL AND NOT ({_condition(each)}))' for each in columns)
        counts = connection.execute(f'SELECT {sums} FROM "{table.name}"').fetchone()  # noqa: S608
        yield from ((table.name, each.name, count) for each, count in zip(columns, counts, strict=True) if count)


def _condition(column: Column[Any]) -> str:
    """Return what holds for each good value of a column; nothing for kinds that take any value."""
    kind = column.type
    while isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    name = f'"{column.name}"'
    if isinstance(kind, JSON):
        return f"typeof({name}) = 'text' AND json_valid({name})"
    if isinstance(kind, DateTime):
        return f"typeof({name}) = 'text' AND datetime({name}) IS NOT NULL"
    if isinstance(kind, Date):
        return f"typeof({name}) = 'text' AND length({name}) = 10 AND date({name}) IS NOT NULL"
    if isinstance(kind, Boolean):
        return f"{name} IN (0, 1)"
    if isinstance(kind, Integer):
        return f"typeof({name}) = 'integer'"
    if isinstance(kind, String) and not isinstance(kind, LargeBinary):
        return f"typeof({name}) = 'text'"
    return ""
