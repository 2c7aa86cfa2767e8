"""The fields of QIF records as cells with a column mapping, so that a person can correct date order and decimals."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from backend.imports.detection.date_order import decide_date_order
from backend.imports.detection.evidence import Evidence, regional_words
from backend.imports.detection.statement_period import latest_date
from backend.imports.errors import MappingDoesNotFit
from backend.imports.formats.qif.records import QifRecord, QifText
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import Column
from backend.imports.values.decimal_separator import decide_decimal

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


def qif_columns(rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
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


_QUICKEN = re.compile(r"(\d{1,4})\s*([-/. ])\s*(\d{1,2})\s*([-/.' ])\s*(\d{1,4})", re.ASCII)


class QifDateTexts(dict[str, str]):
    """The days of a file with one kind of separator and no spaces; the order of the numbers stays as it is.

    Quicken writes '04 for 2004 and /94 for 1994. Where a file has the one, the other is of the last century.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """`texts` are all the days of the file."""
        super().__init__()
        self._has_apostrophe = any("'" in text or "’" in text for text in texts)

    def __missing__(self, text: str) -> str:
        plain = self[text] = _plain(text, has_apostrophe=self._has_apostrophe)
        return plain


def _plain(text: str, *, has_apostrophe: bool) -> str:
    text = text.strip().replace("’", "'")
    found = _QUICKEN.fullmatch(text)
    if not found:
        return text
    first, separator, second, before_year, last = found.groups()
    if before_year == "'":
        last = f"20{last:0>2}" if len(last) <= 2 else last
    elif has_apostrophe and len(last) == 2 and len(first) <= 2:
        last = f"19{last}"
    return f"{first}{separator}{second}{separator}{last}"


INVESTING = frozenset({"invst", "port", "mutual", "401(k)/403(b)", "401k", "investment"})
# Amounts in these sections carry no sign; the action says the direction. "Cash" alone is signed as in a bank section.
_IN = frozenset({"xin", "contribx", "miscinc", "intinc", "deposit", "dep"})
_OUT = frozenset({"xout", "withdrwx", "withdrw", "miscexp", "withdraw"})
_SIGNED = frozenset({"cash", ""})


def is_investing(kind: str) -> bool:
    return kind in INVESTING


def is_cash_alone(record: QifRecord) -> bool:
    """Say whether the record moves cash and has nothing to do with a security."""
    return not record.first("Y") and record.first("N").lower() in _IN | _OUT | _SIGNED


def direction(record: QifRecord) -> str | None:
    """Return "in" or "out" where the action says it, None where the sign of the amount does."""
    action = record.first("N").lower()
    return "in" if action in _IN else "out" if action in _OUT else None


_LOOKED_AT = 600


def detect_qif_mapping(
    qif: QifText,
    days: Mapping[str, str],
    *,
    encoding: str,
    home_currency: str,
    stated_order: str | None,
    filename: str,
    today: date | None,
) -> tuple[ColumnMapping, tuple[str, ...]]:
    """Return the mapping as we would read the file, and the questions that remain. All accounts count together."""
    decimal = decide_decimal(qif.amount_texts())
    rows = [cells_of(record, days) for record in qif.records[:_LOOKED_AT]]
    american, british = regional_words([f"{row[PAYEE]} {row[MEMO]}" for row in rows])
    evidence = Evidence(
        date_order=stated_order,
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
