"""Makes the mapping for a file nobody has mapped yet, and says what a person should look at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from backend.imports.amounts import SYMBOLS, UnreadableAmount, read_amount, take_apart
from backend.imports.cells import Facts, direction_of, facts_of, looks_like_movement
from backend.imports.column_mapping import ColumnMapping
from backend.imports.date_order import decide_date_order
from backend.imports.decimals import DecimalMark, decide_decimal
from backend.imports.errors import NotATable
from backend.imports.evidence import Evidence, languages_of, regional_words
from backend.imports.formats.csv_file import Record
from backend.imports.header_words import YEAR_FIRST_LANGUAGES
from backend.imports.layouts import Layout, recognise
from backend.imports.not_a_statement import refuse_other_tables
from backend.imports.roles import RoleFinder, Roles
from backend.imports.signs import Movement, Sign, decide_sign
from backend.imports.sniff import Table
from backend.kit.currency import is_currency

_CODE = re.compile(r"\b([A-Z]{3})\b")
_ACCOUNT_WORDS = (
    (
        "credit",
        r"kreditkarte|credit card|card ?member|card used|\bvisa\b|mastercard|carte de cr|tarjeta de cr|cart[ãa]o de cr"
        r"|\bcard no|\bcardid",
    ),
    ("savings", r"tagesgeld|savings|sparkonto|extra-konto|livret|ahorro|oszcz|spaarrekening"),
    ("checking", r"girokonto|checking|current account|cuenta corriente|conto corrente|compte courant|betaalrekening"),
)
_HEADER_SIGNS = {
    "元": "CNY",
    "円": "JPY",
    "원": "KRW",
    "in Rs": "INR",
    "руб": "RUB",
    "грн": "UAH",
    "Kč": "CZK",
    "zł": "PLN",
}
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
        currency = _currency_told(header, table.preamble)
        return cls(mapping, layout, (), 1.0, currency, account_type, Evidence(), is_told=True)


def guess_mapping(table: Table, *, encoding: str, home_currency: str, account_type: str | None) -> Guess:
    """Return the best mapping for this table. Raises NotATable or NotAStatement if there is none."""
    header = table.header.cells if table.header else []
    layout = recognise(header)
    refuse_other_tables(header)
    rows = _regular_rows(table, len(header))
    sample = rows + [record.cells for record in table.spread if len(record.cells) >= len(header)]
    facts = _facts(sample, len(header))
    languages = languages_of(header)
    decimal = _decimal_of(facts, languages)
    currency_told = _currency_told(header, table.preamble)
    roles = RoleFinder(header, facts, rows, _minor_reader(decimal.mark, home_currency)).find()
    if roles.date is None or (roles.amount is None and roles.debit is None and roles.credit is None):
        raise NotATable("The file has no column of dates or no column of amounts that we can recognise.")
    account_type = account_type or (layout.account_type if layout else None) or _account_type(header, table.preamble)
    decimal = _decimal_of(_money_facts(facts, roles), languages, decimal)
    mapping = _mapping(table, roles, decimal, encoding, layout)
    mapping, sign = _with_sign(
        mapping, roles, facts, rows + [r.cells for r in table.spread], account_type, layout, home_currency
    )
    evidence = _evidence(roles, facts, layout, languages, decimal.mark, currency_told, home_currency)
    mapping, is_order_sure = with_date_order(mapping, facts[roles.date].values, evidence)
    questions = _questions(roles, sign, decimal, is_order_sure, bool(header), bool(rows))
    return Guess(
        mapping, layout, questions, _confidence(questions, roles, layout), evidence.currency, account_type, evidence
    )


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


def _minor_reader(decimal: str, currency: str):  # type: ignore[no-untyped-def]
    def read(text: str) -> int | None:
        try:
            amount = read_amount(text, decimal, currency)
        except UnreadableAmount:
            return None
        return -abs(amount.minor) if amount.mark == "out" else amount.minor

    return read


def _currency_told(header: Sequence[str], preamble: Sequence[Record]) -> str | None:
    """Return the currency that the header or the lines above it name, if they name one only."""
    found = {code for cell in header for code in _codes(cell)}
    if not found:
        found = {code for record in preamble for cell in record.cells for code in _codes_of_amount(cell)}
    return found.pop() if len(found) == 1 else None


def _codes(header: str) -> set[str]:
    codes = {code for code in _CODE.findall(header.upper()) if is_currency(code) and code not in ("ALL", "TOP", "MOP")}
    codes |= {code for sign, code in _HEADER_SIGNS.items() if sign in header}
    return codes | {
        code for symbol, code in SYMBOLS.items() if not symbol.isalpha() and len(symbol) == 1 and symbol in header
    }


def _codes_of_amount(cell: str) -> set[str]:
    if is_currency(cell.strip()):
        return {cell.strip()}
    try:
        currency = take_apart(cell).currency
    except UnreadableAmount:
        return set()
    return {currency} if currency else set()


def _account_type(header: Sequence[str], preamble: Sequence[Record]) -> str | None:
    """Return what the header or the preamble calls the account."""
    words = " ".join([*header, *(cell for record in preamble for cell in record.cells)]).lower()
    for kind, pattern in _ACCOUNT_WORDS:
        if re.search(pattern, words):
            return kind
    return None


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


def _with_sign(
    mapping: ColumnMapping,
    roles: Roles,
    facts: Sequence[Facts],
    rows: Sequence[Sequence[str]],
    account_type: str | None,
    layout: Layout | None,
    home_currency: str,
) -> tuple[ColumnMapping, Sign]:
    """Return the mapping with its sign, and whether the file itself shows it."""
    amount = mapping.amount
    if amount is None:
        return _with_two_columns(mapping, facts), Sign("minus_is_out", True)
    movements = _movements(mapping, roles, rows, home_currency)
    has_minus = any(movement.value < 0 for movement in movements)
    if mapping.sign_column is not None and not has_minus and not (layout and layout.sign):
        values = {value.strip() for value in facts[mapping.sign_column].values}
        outs = tuple(sorted(value for value in values if direction_of(value) == "out"))
        ins = tuple(sorted(value for value in values if direction_of(value) == "in"))
        mapping = replace(mapping, sign="column", out_values=outs, in_values=ins)
        return mapping, Sign("column", len(outs) + len(ins) == len(values))
    marks = {mark for row in rows if (mark := _mark_of(row, amount))}
    if marks:
        # Where only payments carry CR, a bare number is money out; where only debits carry DR, it is money in.
        return replace(mapping, sign="plus_is_out" if "in" in marks else "minus_is_out", sign_column=None), Sign(
            "marks", True
        )
    sign = decide_sign(movements, roles.proof, account_type=account_type, layout_sign=layout.sign if layout else None)
    return replace(mapping, sign=sign.sign, sign_column=None), sign


def _mark_of(row: Sequence[str], column: int) -> str | None:
    try:
        return take_apart(row[column]).mark if column < len(row) else None
    except UnreadableAmount:
        return None


def _with_two_columns(mapping: ColumnMapping, facts: Sequence[Facts]) -> ColumnMapping:
    """Each of the two columns counts in its own usual sign: some banks write debits with a minus, some credits."""
    return replace(
        mapping,
        sign_column=None,
        is_debit_negative=mapping.debit is not None and _is_mostly_negative(facts[mapping.debit]),
        is_credit_negative=mapping.credit is not None and _is_mostly_negative(facts[mapping.credit]),
    )


def _is_mostly_negative(facts: Facts) -> bool:
    minuses = sum(value.startswith(("-", "(", "−")) or value.endswith("-") for value in facts.values)
    return minuses * 2 > len(facts.values)


def _movements(
    mapping: ColumnMapping, roles: Roles, rows: Sequence[Sequence[str]], home_currency: str
) -> list[Movement]:
    read = _minor_reader(mapping.decimal, home_currency)
    column = mapping.amount if mapping.amount is not None else 0
    return [
        Movement(
            read(row[column]) or 0,
            " ".join(cell for cell in row if len(cell) > 2),
            direction_of(row[roles.sign_column])
            if roles.sign_column is not None and roles.sign_column < len(row)
            else None,
        )
        for row in rows
        if column < len(row)
    ]


def _evidence(
    roles: Roles,
    facts: Sequence[Facts],
    layout: Layout | None,
    languages: frozenset[str],
    decimal: str,
    currency_told: str | None,
    home_currency: str,
) -> Evidence:
    texts = [value for column in roles.description for value in facts[column].values]
    american, british = regional_words(texts[:600])
    currency = currency_told
    if roles.currency is not None and facts[roles.currency].values:
        codes = {value.upper() for value in facts[roles.currency].values}
        currency = codes.pop() if len(codes) == 1 else None
    elif currency is None and (money := _money_facts(facts, roles)):
        codes = {code for column in money for value in column.values[:200] for code in _codes_of_amount(value)}
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
    if "sides" in roles.guessed and "sign" not in found:
        found.append("sign")
    if ("amount" in roles.guessed and has_header) or "which amount" in roles.guessed or not roles.description:
        found.append("columns")
    return tuple(found)


def _confidence(questions: Sequence[str], roles: Roles, layout: Layout | None) -> float:
    start = 1.0 if layout else 0.95 if not roles.guessed else 0.85
    return round(max(0.2, start - 0.25 * len(questions)), 2)
