"""A QIF record as a row of cells, so that a person can choose columns, the order of days and the decimal mark."""

from collections.abc import Mapping, Sequence

from backend.imports.column_mapping import ColumnMapping
from backend.imports.errors import MappingDoesNotFit
from backend.imports.formats.qif_records import QifRecord
from backend.imports.line import Column

HEADER = ("Date", "Amount", "Payee", "Memo", "Category", "Number", "Address")
DATE, AMOUNT, PAYEE, MEMO, CATEGORY, NUMBER, ADDRESS = range(len(HEADER))
_SAMPLES = 3


def cells_of(record: QifRecord, days: Mapping[str, str]) -> list[str]:
    """Return the record as a row; `days` says how each text of a day is written plainly."""
    return [
        days[record.first("D")],
        record.first("T") or record.first("U"),
        record.first("P"),
        " ".join(record.all_of("M")),
        record.first("L"),
        record.first("N"),
        ", ".join(record.all_of("A")),
    ]


def columns_of(rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Return the columns as a person sees them, each with the first different values in these rows."""
    return tuple(
        Column(index, name, tuple(list(dict.fromkeys(row[index] for row in rows if row[index]))[:_SAMPLES]))
        for index, name in enumerate(HEADER)
    )


def mapping_for(*, encoding: str, date_order: str, decimal: str) -> ColumnMapping:
    """Return the mapping by which QIF is read unless a person wishes another."""
    return ColumnMapping(
        delimiter="^",
        encoding=encoding,
        date=DATE,
        header=HEADER,
        date_format=date_order,
        description=(PAYEE, MEMO),
        amount=AMOUNT,
        decimal=decimal,
        category=CATEGORY,
    )


def amount_column(mapping: ColumnMapping) -> int:
    """Return the column of the amount. Raises MappingDoesNotFit for a mapping that was made for another table."""
    if mapping.amount is None:
        raise MappingDoesNotFit((mapping.debit or mapping.credit or 0) + 1)
    for column in mapping.used_columns():
        if column >= len(HEADER):
            raise MappingDoesNotFit(column + 1)
    return mapping.amount
