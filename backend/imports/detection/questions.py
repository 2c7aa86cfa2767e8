"""What a person should check before a detected mapping is used: as codes for the page, and as sentences."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from backend.imports.detection.columns import Roles
from backend.imports.detection.sign_rules import Sign
from backend.imports.detection.statement_period import days_read_either_way
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import Statement
from backend.imports.values.cells import Facts, is_number
from backend.imports.values.dates import UnreadableDate, read_day
from backend.imports.values.decimal_separator import DecimalMark
from backend.imports.values.wording import day_in_words
from backend.imports.vocabulary.bank_layouts import Layout
from backend.kit.currency import minor_digits

# Their ISO decimals are never written.
_WITHOUT_CENTS = {"HUF", "IDR", "TWD", "COP", "RSD"}
# A line of totals above the rows often writes its day in another way than the rows.
_YEAR_FIRST = re.compile(r"\d{4}")
_FLAGS = {"true", "false"}


def find_questions(
    mapping: ColumnMapping,
    roles: Roles,
    facts: Sequence[Facts],
    sign: Sign,
    decimal: DecimalMark,
    *,
    is_order_sure: bool,
) -> tuple[str, ...]:
    """Return what is to be asked, in the order a person should answer it."""
    found: list[str] = []
    if not is_order_sure:
        found.append("date_order")
    if not sign.is_sure:
        found.append("sign")
    if not decimal.is_sure:
        found.append("decimal")
    has_header = bool(mapping.header)
    is_money_unclear = ("amount" in roles.guessed and has_header) or "which amount" in roles.guessed
    if (
        is_money_unclear
        or not roles.description
        or (not has_header and _is_doubtful_without_names(mapping, roles, facts))
    ):
        found.append("columns")
    return tuple(found)


def sentences(statement: Statement) -> list[str]:
    """Return the open questions of a file as sentences, each with a value of the file that has two readings."""
    return [_SENTENCES[question](statement) for question in statement.questions]


def may_count_cents(money: Sequence[Facts], currency: str) -> bool:
    """Say whether nothing tells units from cents: whole numbers only, in a currency that has cents."""
    values = [value for facts in money for value in facts.values]
    is_whole = len(values) >= 3 and all(value.lstrip("+-").isdecimal() and len(value) >= 3 for value in values)
    return is_whole and currency not in _WITHOUT_CENTS and minor_digits(currency) > 0


def _is_doubtful_without_names(mapping: ColumnMapping, roles: Roles, facts: Sequence[Facts]) -> bool:
    return (
        _may_be_another_day(mapping, facts)
        or _has_unknown_flags(roles, facts)
        or len({bool(_YEAR_FIRST.match(text)) for text in facts[mapping.date].values}) > 1
    )


def _may_be_another_day(mapping: ColumnMapping, facts: Sequence[Facts]) -> bool:
    """Without a header the day of a purchase, before that of its booking, looks like the day of booking itself."""
    chosen = _days(mapping, facts[mapping.date])
    for index, column in enumerate(facts):
        if index != mapping.date and column.days >= 0.9 and column.filled >= 0.9:
            other = _days(mapping, column)
            if len(other) == len(chosen) and other != chosen:
                return True
    return False


def _days(mapping: ColumnMapping, facts: Facts) -> list[date]:
    found: list[date] = []
    for text in facts.values:
        try:
            found.append(read_day(text, mapping.date_format))
        except UnreadableDate:
            continue
    return found


def _has_unknown_flags(roles: Roles, facts: Sequence[Facts]) -> bool:
    """A column of True and False without a name may tell which rows are not booked yet."""
    return any(
        index != roles.status and {value.lower() for value in column.values} == _FLAGS
        for index, column in enumerate(facts)
    )


def _ask_date_order(statement: Statement) -> str:
    for sample in _samples(statement, statement.mapping.date if statement.mapping else None):
        days = sorted(days_read_either_way(sample))
        if len(days) == 2:
            first, second = map(day_in_words, days)
            return f"Day and month cannot be told apart: “{sample}” can be {first} or {second}."
    return "It is not certain in which order the days are written."


def _ask_years(statement: Statement) -> str:
    latest = max(statement.drafts.column("on"), default=None)
    example = f": the latest day would be {day_in_words(latest)}" if latest else ""
    return f"The years may belong to another calendar{example}."


def _ask_decimal(statement: Statement) -> str:
    mapping = statement.mapping
    columns = (mapping.amount, mapping.debit, mapping.credit, mapping.balance) if mapping else ()
    samples = [sample for column in columns for sample in _samples(statement, column)]
    unclear = next((sample for sample in samples if "," in sample or "." in sample), None)
    if unclear is None:
        return f"It is not certain whether “{next(iter(samples), '')}” counts whole units or cents."
    return f"It is not certain whether the mark in “{unclear}” separates thousands or decimals."


def _ask_columns(statement: Statement) -> str:
    used = statement.mapping.used_columns() if statement.mapping else []
    others = [
        f"“{column.header}”"
        for column in statement.columns
        if column.header and column.index not in used and column.samples and all(map(is_number, column.samples))
    ]
    also = f" Not used, but with numbers: {', '.join(others)}." if others else ""
    return f"It is not certain which column means what.{also}"


def _samples(statement: Statement, index: int | None) -> tuple[str, ...]:
    return next((column.samples for column in statement.columns if column.index == index), ())


_SENTENCES: dict[str, Callable[[Statement], str]] = {
    "date_order": _ask_date_order,
    "years": _ask_years,
    "sign": lambda _: "It is not certain which amounts are money out.",
    "decimal": _ask_decimal,
    "columns": _ask_columns,
}


def confidence_of(questions: Sequence[str], roles: Roles, layout: Layout | None) -> float:
    start = 1.0 if layout else 0.95 if not roles.guessed else 0.85
    return round(max(0.2, start - 0.25 * len(questions)), 2)
