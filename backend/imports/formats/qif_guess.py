"""What a QIF file shows of its days and amounts, and what remains to be asked."""

from collections.abc import Mapping
from datetime import date

from backend.imports.column_mapping import ColumnMapping
from backend.imports.date_order import decide_date_order
from backend.imports.decimals import decide_decimal
from backend.imports.evidence import Evidence, regional_words
from backend.imports.file_dates import latest_date
from backend.imports.formats.qif_cells import MEMO, PAYEE, cells_of, mapping_for
from backend.imports.formats.qif_records import QifText

_LOOKED_AT = 600


def guess_mapping(
    qif: QifText,
    days: Mapping[str, str],
    *,
    encoding: str,
    home_currency: str,
    told_order: str | None,
    filename: str,
    today: date | None,
) -> tuple[ColumnMapping, tuple[str, ...]]:
    """Return the mapping as we would read the file, and the questions that remain. All accounts count together."""
    decimal = decide_decimal(qif.amount_texts())
    rows = [cells_of(record, days) for record in qif.records[:_LOOKED_AT]]
    american, british = regional_words([f"{row[PAYEE]} {row[MEMO]}" for row in rows])
    evidence = Evidence(
        date_order=told_order,
        decimal=decimal.mark if any("," in amount for amount in qif.amount_texts()) else None,
        home_currency=home_currency,
        american=american,
        british=british,
        latest=latest_date(filename, [], today),
    )
    order = decide_date_order((days[text] for text in qif.day_texts()), evidence)
    questions: tuple[str, ...] = () if order.is_sure else ("date_order",)
    if not decimal.is_sure:
        questions += ("decimal",)
    return mapping_for(encoding=encoding, date_order=order.order, decimal=decimal.mark), questions
