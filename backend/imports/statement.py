"""Reads a statement of an account from a CSV file, whatever bank it comes from."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from backend.imports.balances import first_break, prove
from backend.imports.cells import is_day
from backend.imports.column_mapping import ColumnMapping
from backend.imports.encoding import Decoded, decode
from backend.imports.errors import MappingDoesNotFit
from backend.imports.formats.csv_file import read_records
from backend.imports.formats.not_csv import refuse_other_files, refuse_other_texts
from backend.imports.guess import Guess, guess_mapping, with_date_order
from backend.imports.line import Column, Problem
from backend.imports.normalize import Normalized, Normalizer
from backend.imports.sniff import Table, find_table, table_by_mapping
from backend.transactions.draft import Draft

__all__ = ["Column", "ColumnMapping", "Problem", "Statement", "read_csv"]

# Enough to see whether a balance runs at all, and in which order.
_PROOF_ROWS = 2000
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b|\b\d[\d •*xX-]{6,}\d{4}\b|[xX*•]{2,}[ -]?\d{4}\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file says: movements, rows it could not read, rows left out with their reason, and what to ask."""

    format: str
    layout: str
    confidence: float
    needs_mapping: bool
    questions: tuple[str, ...]
    mapping: ColumnMapping | None
    columns: tuple[Column, ...]
    currency: str | None
    account_hint: str | None
    account_type_hint: str | None
    accounts: tuple[str, ...]
    drafts: list[Draft]
    problems: list[Problem]
    left_out: list[Problem]
    warnings: tuple[str, ...]


def read_csv(
    data: bytes,
    *,
    filename: str = "",
    mapping: ColumnMapping | None = None,
    default_currency: str = "USD",
    account_type: str | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> Statement:
    """Read a CSV statement. With a mapping it is read as told; without one the mapping is guessed.

    Raises an UnreadableFile if nothing can be read. Rows that cannot be read are returned as problems.
    `on_progress` gets the number of rows done and may raise to stop.
    """
    refuse_other_files(data)
    decoded = decode(data, mapping.encoding if mapping else None)
    refuse_other_texts(decoded.text)
    if mapping is not None:
        return _read_as_told(decoded, mapping, default_currency, account_type, on_progress)
    table = find_table(decoded.text)
    guess = guess_mapping(table, encoding=decoded.encoding, home_currency=default_currency, account_type=account_type)
    currency = guess.currency or default_currency
    result = _normalize(decoded.text, table, guess.mapping, currency, on_progress)
    guess, result = _think_again(decoded.text, table, guess, result, currency)
    result, guess = _without_false_identities(decoded.text, table, guess, result, currency)
    return _statement(table, guess, result, decoded)


def _read_as_told(
    decoded: Decoded,
    mapping: ColumnMapping,
    default_currency: str,
    account_type: str | None,
    on_progress: Callable[[int], None] | None,
) -> Statement:
    table = table_by_mapping(decoded.text, mapping)
    widest = max((len(record.cells) for record in table.rows), default=0)
    for column in mapping.used_columns():
        if table.rows and column >= widest:
            raise MappingDoesNotFit(column + 1)
    result = _normalize(decoded.text, table, mapping, default_currency, on_progress)
    told = Guess.told(mapping, table, account_type)
    return _statement(table, told, result, decoded)


def _normalize(
    text: str,
    table: Table,
    mapping: ColumnMapping,
    currency: str,
    on_progress: Callable[[int], None] | None,
) -> Normalized:
    records = read_records(text, table.dialect)
    if table.header:
        header_line = table.header.line_no
        records = dropwhile(lambda record: record.line_no <= header_line, records)
    normalizer = Normalizer(mapping, default_currency=currency, width=_usual_width(table))
    return normalizer.normalize(records, on_progress)


def _usual_width(table: Table) -> int:
    """Return how many cells a row has: as many as the header, or as most rows if they have more."""
    widths = Counter(len(record.cells) for record in table.rows if len(record.cells) > 1)
    usual, count = widths.most_common(1)[0] if widths else (0, 0)
    if not table.header and count < 0.7 * widths.total():
        # Without a header and without a common width, rows simply end where their text ends.
        return max(widths, default=0)
    return max(usual, len(table.header.cells) if table.header else 0)


def _think_again(text: str, table: Table, guess: Guess, result: Normalized, currency: str) -> tuple[Guess, Normalized]:
    """The sample may not have shown a day above twelve; all the days of the file decide."""
    mapping, is_sure = with_date_order(
        guess.mapping, [text for text in result.day_texts if is_day(text.strip())], guess.evidence
    )
    questions = tuple(q for q in guess.questions if q != "date_order") + (() if is_sure else ("date_order",))
    again = replace(guess, mapping=mapping, questions=questions)
    if mapping.date_format != guess.mapping.date_format:
        return again, _normalize(text, table, mapping, currency, None)
    return again, result


def _without_false_identities(
    text: str, table: Table, guess: Guess, result: Normalized, currency: str
) -> tuple[Normalized, Guess]:
    """An id that comes twice in one file is no identity; dedupe must not trust it."""
    if guess.mapping.provider_id is None:
        return result, guess
    ids = [draft.provider_id for draft in result.drafts]
    if None not in ids and len(set(ids)) == len(ids):
        return result, guess
    guess = replace(guess, mapping=replace(guess.mapping, provider_id=None))
    return _normalize(text, table, guess.mapping, currency, None), guess


def _statement(table: Table, guess: Guess, result: Normalized, decoded: Decoded) -> Statement:
    questions = guess.questions
    troubled = len(result.problems) > max(1, 0.25 * len(result.drafts)) or (result.problems and not result.drafts)
    if troubled and not guess.is_told and "columns" not in questions:
        questions += ("columns",)
    currencies = {draft.currency for draft in result.drafts}
    accounts = _accounts(table, guess.mapping)
    return Statement(
        format="csv",
        layout=guess.layout.name if guess.layout else "generic",
        confidence=guess.confidence,
        needs_mapping=bool(questions),
        questions=questions,
        mapping=guess.mapping,
        columns=_columns(table),
        currency=_currency_found(guess, currencies),
        account_hint=_account_hint(table, accounts),
        account_type_hint=guess.account_type,
        accounts=accounts,
        drafts=result.drafts,
        problems=result.problems,
        left_out=result.left_out,
        warnings=_warnings(result, guess, accounts, decoded),
    )


def _currency_found(guess: Guess, currencies: set[str]) -> str | None:
    if len(currencies) > 1:
        return None
    if guess.currency:
        return guess.currency
    return next(iter(currencies)) if guess.mapping.currency is not None and currencies else None


def _columns(table: Table) -> tuple[Column, ...]:
    header = table.header.cells if table.header else []
    width = max(len(header), max((len(record.cells) for record in table.rows), default=0))
    return tuple(
        Column(index, header[index].strip() if index < len(header) else "", _samples(table, index))
        for index in range(width)
    )


def _samples(table: Table, index: int) -> tuple[str, ...]:
    values = (record.cells[index].strip() for record in table.rows[:50] if index < len(record.cells))
    return tuple(dict.fromkeys(value for value in values if value))[:5]


def _accounts(table: Table, mapping: ColumnMapping) -> tuple[str, ...]:
    column = mapping.account
    if column is None:
        return ()
    values = (record.cells[column].strip() for record in table.rows if column < len(record.cells))
    return tuple(dict.fromkeys(value for value in values if value))


def _account_hint(table: Table, accounts: Sequence[str]) -> str | None:
    """Return the last four digits of the account, or its name, if the file tells of one account only."""
    if len(accounts) > 1:
        return None
    for cell in [*accounts, *(cell for record in table.preamble for cell in record.cells)]:
        if found := _ACCOUNT.search(cell):
            return re.sub(r"\W", "", found[0])[-4:]
    if not accounts:
        return None
    digits = re.sub(r"\D", "", accounts[0])
    return digits[-4:] if len(digits) >= 4 else accounts[0]


def _warnings(result: Normalized, guess: Guess, accounts: Sequence[str], decoded: Decoded) -> tuple[str, ...]:
    found: list[str] = []
    if len(accounts) > 1:
        found.append(
            f"The file holds rows of {len(accounts)} accounts ({', '.join(accounts[:5])})."
            " Import only those that belong to the chosen account."
        )
    if (line := _balance_break(result.drafts)) is not None and len(accounts) <= 1:
        found.append(
            f"The running balance on line {line} does not follow from the amounts. A row may be missing from the file."
        )
    if "\ufffd" in decoded.text:
        found.append("Some letters were already lost when the file was made; they are shown as \ufffd.")
    return tuple(found)


def _balance_break(drafts: Sequence[Draft]) -> int | None:
    """Return the line where a balance that otherwise runs breaks, or None."""
    balances = [draft.balance_minor for draft in drafts if draft.balance_minor is not None]
    if len(balances) != len(drafts) or len(drafts) < 3:
        return None
    amounts = [-draft.amount_minor for draft in drafts]
    proof = prove(amounts[:_PROOF_ROWS], balances[:_PROOF_ROWS])
    if proof.share < 0.8 or proof.sign < 0:
        return None
    broken = first_break(amounts, balances, proof.is_ascending)
    return None if broken is None else drafts[broken].line_no
