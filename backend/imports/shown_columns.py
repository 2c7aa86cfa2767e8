"""The columns as a person sees them when choosing what each one means."""

from backend.imports.line import Column
from backend.imports.sniff import Table


def columns_of(table: Table) -> tuple[Column, ...]:
    header = table.header.cells if table.header else []
    width = max(len(header), max((len(record.cells) for record in table.rows), default=0))
    return tuple(
        Column(index, header[index].strip() if index < len(header) else "", _samples(table, index))
        for index in range(width)
    )


def _samples(table: Table, index: int) -> tuple[str, ...]:
    values = (record.cells[index].strip() for record in table.rows[:50] if index < len(record.cells))
    return tuple(dict.fromkeys(value for value in values if value))[:5]
