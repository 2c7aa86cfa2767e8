"""Makes the mapping for a file nobody has mapped yet, and says what a person should look at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from backend.imports.amounts import SYMBOLS
from backend.imports.cells import Facts, facts_of, looks_like_movement
from backend.imports.column_mapping import ColumnMapping
from backend.imports.column_roles import Roles
from backend.imports.date_order import decide_date_order
from backend.imports.decimals import DecimalMark, decide_decimal
from backend.imports.errors import NotATable
from backend.imports.evidence import Evidence, languages_of, regional_words
from backend.imports.guess_sign import minor_reader, with_sign
from backend.imports.header_words import YEAR_FIRST_LANGUAGES, meanings_of
from backend.imports.layouts import Layout, recognise
from backend.imports.not_a_statement import refuse_other_tables
from backend.imports.roles import find_roles
from backend.imports.signs import Sign
from backend.imports.sniff import Table
from backend.imports.told import account_type_told, codes_of_amount, currency_told
from backend.kit.currency import is_currency

_POINT_LANGUAGES = {"en", "zh", "ja", "ko", "he", "th"}


@dataclass(frozen=True, slots=True)
class Guess:
    """The mapping as we would read the file, and the questions that remain."""

    mapping: ColumnMapping
    layout: Layout | None
    questions: tuple[str, ...]
    confidence: float
    currency: str | None
    account_type: str | None
    evidence: Evidence
    is_told: bool = False

    @classmethod
    def told(cls, mapping: ColumnMapping, table: Table, account_type: str | None) -> "Guess":
        """Wrap a mapping that a person has made or confirmed: nothing remains to be asked."""
        header = table.header.cells if table.header else []
        layout = recognise(header)
        account_type = account_type or (layout.account_type if layout else None)
        currency = currency_told(header, table.preamble)
        return cls(mapping, layout, (), 1.0, currency, account_type, Evidence(), is_told=True)


def guess_mapping(table: Table, *, encoding: str, home_currency: str, account_type: str | None) -> Guess:
    """Return the best mapping for this table. Raises NotATable or NotAStatement if there is none."""
    header = table.header.cells if table.header else []
    layout = recognise(header)
    rows = _regular_rows(table, len(header))
    sample = rows + [record.cells for record in table.spread if len(record.cells) >= len(header)]
    facts = _facts(sample, len(header))
    refuse_other_tables(header, has_signed_amount=_has_signed_amount(header, facts))
    languages = languages_of(header)
    decimal = _decimal_of(facts, languages)
    told_currency = currency_told(header, table.preamble)
    roles = find_roles(header, facts, rows, minor_reader(decimal.mark, home_currency))
    if roles.date is None or (roles.amount is None and roles.debit is None and roles.credit is None):
        raise NotATable("The file has no column of dates or no column of amounts that we can recognise.")
    account_type = (
        account_type or (layout.account_type if layout else None) or account_type_told(header, table.preamble)
    )
    decimal = _decimal_of(_money_facts(facts, roles), languages, decimal)
    mapping = _mapping(table, roles, decimal, encoding, layout)
    mapping, sign = with_sign(
        mapping, roles, facts, rows + [r.cells for r in table.spread], account_type, layout, home_currency
    )
    evidence = _evidence(roles, facts, layout, languages, decimal.mark, told_currency, home_currency)
    mapping, is_order_sure = with_date_order(mapping, facts[roles.date].values, evidence)
    questions = _questions(roles, sign, decimal, is_order_sure, bool(header), bool(rows))
    return Guess(
        mapping, layout, questions, _confidence(questions, roles, layout), evidence.currency, account_type, evidence
    )


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


def _decimal_of(facts: Sequence[Facts], languages: frozenset[str], earlier: DecimalMark | None = None) -> DecimalMark:
    texts = [value for column in facts if column.is_amount for value in column.values]
    hint = None
    if languages and not languages & _POINT_LANGUAGES:
        hint = ","
    elif languages:
        hint = "."
    decided = decide_decimal(texts, hint)
    if earlier and not decided.is_sure and earlier.is_sure:
        return earlier
    return decided


def _money_facts(facts: Sequence[Facts], roles: Roles) -> list[Facts]:
    columns = (roles.amount, roles.debit, roles.credit, roles.balance)
    return [facts[column] for column in columns if column is not None]


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
    )


def _evidence(
    roles: Roles,
    facts: Sequence[Facts],
    layout: Layout | None,
    languages: frozenset[str],
    decimal: str,
    told_currency: str | None,
    home_currency: str,
) -> Evidence:
    texts = [value for column in roles.description for value in facts[column].values]
    american, british = regional_words(texts[:600])
    currency = told_currency
    if roles.currency is not None and facts[roles.currency].values:
        codes = {value.upper() for value in facts[roles.currency].values}
        currency = codes.pop() if len(codes) == 1 else None
    elif currency is None and (money := _money_facts(facts, roles)):
        codes = {code for column in money for value in column.values[:200] for code in codes_of_amount(value)}
        currency = codes.pop() if len(codes) == 1 else None
    currency = SYMBOLS.get(currency or "", currency)
    return Evidence(
        languages=languages - YEAR_FIRST_LANGUAGES,
        date_order=layout.date_order if layout else None,
        decimal=decimal if any("," in v for column in _money_facts(facts, roles) for v in column.values) else None,
        currency=currency if currency and is_currency(currency) else None,
        home_currency=home_currency,
        american=american,
        british=british,
    )


def _questions(
    roles: Roles, sign: Sign, decimal: DecimalMark, is_order_sure: bool, has_header: bool, has_rows: bool
) -> tuple[str, ...]:
    found: list[str] = []
    if not has_rows:
        return ()
    if not is_order_sure:
        found.append("date_order")
    if not sign.is_sure:
        found.append("sign")
    if not decimal.is_sure:
        found.append("decimal")
    if ("amount" in roles.guessed and has_header) or "which amount" in roles.guessed or not roles.description:
        found.append("columns")
    return tuple(found)


def _confidence(questions: Sequence[str], roles: Roles, layout: Layout | None) -> float:
    start = 1.0 if layout else 0.95 if not roles.guessed else 0.85
    return round(max(0.2, start - 0.25 * len(questions)), 2)
