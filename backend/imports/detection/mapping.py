"""Detect the column mapping of a table that nobody has mapped yet, and what a person should check."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from backend.imports.detection.columns import Roles
from backend.imports.detection.currency import account_type_in_header, counts_cents, currency_in_header
from backend.imports.detection.date_order import decide_date_order
from backend.imports.detection.evidence import Evidence, currency_of, gather_evidence, languages_of, money_facts
from backend.imports.detection.not_a_statement import refuse_other_tables
from backend.imports.detection.questions import confidence_of, find_questions, may_count_cents
from backend.imports.detection.roles import find_roles
from backend.imports.detection.sign import minor_reader, seems_a_card, with_sign
from backend.imports.errors import NotATable
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.table.locate import DATE_ROLES, MONEY_ROLES, Table
from backend.imports.values.cells import Facts, facts_of, looks_like_movement
from backend.imports.values.decimal_separator import DecimalMark, decide_decimal
from backend.imports.vocabulary.bank_layouts import Layout, find_layout
from backend.imports.vocabulary.headers import meanings_of

_HEADER = (
    "id", "on", "account_name", "description", "merchant_name", "amount", "currency", "category_name",
    "parent_category_name", "notes", "source",
)  # fmt: skip
_WISE = (
    "ID", "Status", "Direction", "Created on", "Finished on", "Source fee amount", "Source fee currency",
    "Target fee amount", "Target fee currency", "Source name", "Source amount (after fees)", "Source currency",
    "Target name", "Target amount (after fees)", "Target currency", "Exchange rate", "Reference", "Batch",
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def mapping_of_known_export(table: Table, encoding: str) -> ColumnMapping | None:
    """Return how a file is read whose columns are all known; None for others."""
    header = tuple(cell.strip() for cell in table.header.cells) if table.header else ()
    if header == _HEADER:
        return _own_mapping(table, encoding)
    return _wise_mapping(table, encoding) if header[: len(_WISE)] == _WISE else None


def _wise_mapping(table: Table, encoding: str) -> ColumnMapping:
    """Return how Wise tells of transfers: money out leaves the source with a fee, money in arrives at the target."""
    assert table.header
    column = {name.strip(): index for index, name in enumerate(table.header.cells)}
    return ColumnMapping(
        delimiter=table.dialect.delimiter,
        encoding=encoding,
        header_line=table.header.line_no,
        header=tuple(table.header.cells),
        date=column["Finished on"],
        description=(column["Reference"],),
        amount=column["Source amount (after fees)"],
        amount_in=column["Target amount (after fees)"],
        fee=column["Source fee amount"],
        sign="column",
        sign_column=column["Direction"],
        out_values=("OUT",),
        in_values=("IN",),
        currency=column["Source currency"],
        currency_in=column["Target currency"],
        category=column.get("Category"),
        payee=column["Target name"],
        payer=column["Source name"],
        status=column["Status"],
        notes=column.get("Note"),
        provider_id=column["ID"],
        authorized_date=column["Created on"],
        original_amount=column["Target amount (after fees)"],
        original_currency=column["Target currency"],
    )


def _own_mapping(table: Table, encoding: str) -> ColumnMapping | None:
    """Return how our own file is read; None if a spreadsheet wrote its days and amounts anew."""
    assert table.header
    column = {name: index for index, name in enumerate(_HEADER)}
    rows = [record.cells for record in (*table.rows, *table.spread) if len(record.cells) == len(_HEADER)]
    if not all(_DAY.fullmatch(row[column["on"]]) and _AMOUNT.fullmatch(row[column["amount"]]) for row in rows):
        return None
    return ColumnMapping(
        delimiter=table.dialect.delimiter,
        encoding=encoding,
        header_line=table.header.line_no,
        header=tuple(table.header.cells),
        date=column["on"],
        date_format="YMD",
        description=(column["description"],),
        amount=column["amount"],
        sign="plus_is_out",
        decimal=".",
        currency=column["currency"],
        category=column["category_name"],
        payee=column["merchant_name"],
        notes=column["notes"],
        account=column["account_name"],
    )


_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}", re.ASCII)
_POINT_LANGUAGES = {"en", "zh", "ja", "ko", "he", "th"}


@dataclass(frozen=True, slots=True)
class DetectedMapping:
    """The mapping as we would read the file, and the questions that remain."""

    mapping: ColumnMapping
    layout: Layout | None
    questions: tuple[str, ...]
    confidence: float
    currency: str | None
    account_type: str | None
    evidence: Evidence
    is_given: bool = False

    @classmethod
    def given(cls, mapping: ColumnMapping, table: Table, account_type: str | None) -> "DetectedMapping":
        """Wrap a mapping that a person has made or confirmed: nothing remains to be asked."""
        header = table.header.cells if table.header else []
        layout = find_layout(header)
        account_type = account_type or (layout.account_type if layout else None)
        currency = currency_in_header(header, table.preamble)
        return cls(mapping, layout, (), 1.0, currency, account_type, Evidence(), is_given=True)


def detect_mapping(
    table: Table,
    *,
    encoding: str,
    home_currency: str,
    account_type: str | None,
    latest: date | None = None,
    filename: str = "",
) -> DetectedMapping:
    """Return the best mapping for this table. Raises NotATable or NotAStatement if there is none.

    `latest` is a day after which no movement can be, if the file or the calendar tells one.
    """
    header = table.header.cells if table.header else []
    layout = find_layout(header)
    if known := mapping_of_known_export(table, encoding):
        return DetectedMapping(known, layout, (), 1.0, None, account_type, Evidence())
    rows = _regular_rows(table, len(header))
    sample = rows + [record.cells for record in table.spread if len(record.cells) >= len(header)]
    facts = _facts(sample, len(header))
    refuse_other_tables(header, has_signed_amount=_has_signed_amount(header, facts))
    languages = languages_of(header)
    told_currency = currency_in_header(header, table.preamble)
    numbers = [column for column in facts if column.is_amount and any("," in v or "." in v for v in column.values)]
    decimal = _decimal_of(numbers, languages, told_currency, home_currency)
    roles = find_roles(header, facts, rows, minor_reader(decimal.mark, home_currency))
    if roles.date is None or (roles.amount is None and roles.debit is None and roles.credit is None):
        raise NotATable(_missing_column(header, facts, roles))
    account_type = (
        account_type or (layout.account_type if layout else None) or account_type_in_header(header, table.preamble)
    )
    currency = currency_of(roles, facts, currency_in_header([_header_of_money(header, roles)], []) or told_currency)
    of_money = _decimal_of(money_facts(facts, roles), languages, currency, home_currency)
    if of_money.is_sure or not decimal.is_shown:
        # Other columns of numbers count only where the amounts leave it open.
        decimal = of_money
    mapping = _mapping(table, roles, decimal, encoding, layout)
    if counts_cents(_header_of_money(header, roles)):
        is_whole = all(value.lstrip("+-−").isdecimal() for value in facts[_money_column(roles)].values)
        mapping = replace(mapping, is_minor_units=is_whole)
        decimal = decimal._replace(is_sure=is_whole)
    mapping, sign = with_sign(
        mapping, roles, facts, rows + [r.cells for r in table.spread], account_type, layout, home_currency, filename
    )
    if account_type is None and layout is None and seems_a_card(mapping, sign, rows, filename):
        account_type = "credit"
    evidence = gather_evidence(roles, facts, layout, languages, decimal.mark, currency, home_currency, latest)
    mapping, is_order_sure = with_date_order(mapping, facts[roles.date].values, evidence)
    if not header and may_count_cents(money_facts(facts, roles), evidence.currency or home_currency):
        decimal = decimal._replace(is_sure=False)
    questions = find_questions(mapping, roles, facts, sign, decimal, is_order_sure=is_order_sure) if rows else ()
    if "th" in languages and any(_SHORT_YEAR.fullmatch(text) for text in facts[roles.date].values):
        # Thai statements write years of the Buddhist era, and 67 alone may be 2567 or 2067.
        questions += ("years",)
    return DetectedMapping(
        mapping, layout, questions, confidence_of(questions, roles, layout), evidence.currency, account_type, evidence
    )


def _missing_column(header: Sequence[str], facts: Sequence[Facts], roles: Roles) -> str:
    """Say which column is missing, with a value of the column that the header calls so."""
    what, wanted = ("days", DATE_ROLES) if roles.date is None else ("amounts", MONEY_ROLES)
    for cell, column in zip(header, facts, strict=False):
        if column.values and any(meaning.role in wanted for meaning in meanings_of(cell)):
            return f"The {what} in the column “{cell.strip()}”, such as “{column.values[0][:40]}”, cannot be read."
    return f"The file has no column of {what} that we can recognise."


def _money_column(roles: Roles) -> int:
    return next(column for column in (roles.amount, roles.debit, roles.credit) if column is not None)


def _header_of_money(header: Sequence[str], roles: Roles) -> str:
    column = _money_column(roles)
    return header[column] if column < len(header) else ""


def _has_signed_amount(header: Sequence[str], facts: Sequence[Facts]) -> bool:
    money = [i for i, cell in enumerate(header) if any(m.role in ("amount", "debit", "net") for m in meanings_of(cell))]
    return any(facts[index].has_negatives and facts[index].is_amount for index in money)


def with_date_order(mapping: ColumnMapping, texts: Sequence[str], evidence: Evidence) -> tuple[ColumnMapping, bool]:
    """Return the mapping with the order of days these texts agree on, and whether that is sure."""
    if texts and all(re.fullmatch(r"[2-7]\d{4}([.,]\d+)?", text.strip()) for text in texts):
        return replace(mapping, date_format="SERIAL"), True
    order = decide_date_order(texts, evidence)
    return replace(mapping, date_format=order.order), order.is_sure


def _regular_rows(table: Table, width: int) -> list[list[str]]:
    """Return the sampled rows that have the shape of most rows."""
    rows = [record.cells for record in table.rows if sum(bool(cell.strip()) for cell in record.cells) >= 2]
    movements = [cells for cells in rows if looks_like_movement(cells)]
    if len(movements) >= 0.3 * len(rows):
        return movements
    # Footers are short; a column must not be judged by them.
    return [cells for cells in rows if len(cells) >= width * 0.6 or len(cells) >= 4] or rows


def _facts(rows: Sequence[Sequence[str]], width: int) -> list[Facts]:
    lengths = sorted(len(cells) for cells in rows)
    usual = max(width, lengths[int(len(lengths) * 0.6)] if lengths else 0)
    return [facts_of([cells[index] if index < len(cells) else "" for cells in rows]) for index in range(usual)]


def _decimal_of(
    facts: Sequence[Facts],
    languages: frozenset[str],
    currency: str | None,
    home_currency: str,
) -> DecimalMark:
    texts = [value for column in facts for value in column.values]
    hint = None
    if languages and not languages & _POINT_LANGUAGES:
        hint = ","
    elif languages:
        hint = "."
    return decide_decimal(texts, hint, currency=currency, home_currency=home_currency)


def _mapping(table: Table, roles: Roles, decimal: DecimalMark, encoding: str, layout: Layout | None) -> ColumnMapping:
    return ColumnMapping(
        delimiter=table.dialect.delimiter,
        encoding=encoding,
        header_line=table.header.line_no if table.header else None,
        header=tuple(table.header.cells) if table.header else (),
        date=roles.date or 0,
        description=roles.description,
        amount=roles.amount,
        debit=roles.debit,
        credit=roles.credit,
        fee=roles.fee,
        sign_column=roles.sign_column,
        decimal=decimal.mark,
        is_minor_units=bool(layout and layout.is_minor_units),
        balance=roles.balance,
        currency=roles.currency,
        category=roles.category,
        payee=roles.payee,
        payer=roles.payer,
        status=roles.status,
        notes=roles.notes,
        provider_id=roles.provider_id,
        authorized_date=roles.authorized_date,
        original_amount=roles.original_amount,
        original_currency=roles.original_currency,
        account=roles.account,
        kind=roles.kind,
    )
