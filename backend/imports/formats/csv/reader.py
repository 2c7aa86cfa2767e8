"""Read a statement of one account from a CSV file of any bank."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import dropwhile
from typing import Any

from backend.imports.detection.columns import directions_by
from backend.imports.detection.mapping import DetectedMapping, detect_mapping, with_date_order
from backend.imports.detection.statement_period import has_future_dates, latest_date, year_completer
from backend.imports.errors import MappingDoesNotFit, NotATable
from backend.imports.formats.csv.accounts import account_hint, accounts_of, split_by_account
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.skip_reasons import HOLD, names_a_hold
from backend.imports.model.statement import Problem, ReadSettings, Statement
from backend.imports.normalization.normalize import Normalized, Normalizer
from backend.imports.normalization.warnings import warnings_about
from backend.imports.source.encoding import decode
from backend.imports.source.file_type import refuse_other_files, refuse_other_texts
from backend.imports.table.csv_reader import Record, dialect_for, physical_lines
from backend.imports.table.locate import Table, columns_of, find_table, table_by_mapping, text_rows
from backend.imports.table.rows import Complete, RowSource, SheetRows, TextRows, as_they_are
from backend.imports.values.cells import filled_cells, is_day
from backend.kit.compact_rows import CompactRows
from backend.kit.currency import is_currency
from backend.transactions.draft import Draft


def settle_date_order(guess: DetectedMapping, source: RowSource, table: Table) -> DetectedMapping:
    """Return the mapping with the order that all days of the file agree on, if those of the sample leave it open."""
    if "date_order" not in guess.questions or guess.mapping.date_format == "SERIAL":
        return guess
    column = guess.mapping.date
    cells = (record.cells[column] for record in _records_below(source, table) if column < len(record.cells))
    return _with_date_order(guess, dict.fromkeys(cells))


def check_date_order(guess: DetectedMapping, result: Normalized) -> DetectedMapping:
    """Ask for the order of days if all days of the file speak for another one than the sample did."""
    if guess.mapping.date_format == "SERIAL" or "date_order" in guess.questions:
        return guess
    settled = _with_date_order(guess, result.day_texts)
    if settled.mapping.date_format == guess.mapping.date_format and "date_order" not in settled.questions:
        return guess
    return replace(guess, questions=(*guess.questions, "date_order"))


def _with_date_order(guess: DetectedMapping, texts: Iterable[str]) -> DetectedMapping:
    days = [text for text in texts if is_day(text.strip())]
    mapping, is_sure = with_date_order(guess.mapping, days, guess.evidence)
    questions = tuple(q for q in guess.questions if q != "date_order") + (() if is_sure else ("date_order",))
    return replace(guess, mapping=mapping, questions=questions)


def apply_signs_from_balance(result: Normalized) -> None:
    """Give amounts without signs the direction in which the running balance moved; rows that it does not tell of
    become problems, as does the oldest row."""
    if result.mapping.sign != "balance" or not result.drafts:
        return
    drafts = list(result.drafts)
    pairs = [(draft.amount_minor, draft.balance_minor) for draft in drafts]
    steps = [1, -1] if drafts[0].on <= drafts[-1].on else [-1, 1]
    directions = [directions_by(*zip(*pairs[::step], strict=True))[::step] for step in steps]
    # On one day alone the order of the rows is the one that explains more of them.
    signed = max(directions, key=lambda changes: len(changes) - changes.count(None))
    result.drafts = CompactRows(
        Draft,
        (
            draft._replace(amount_minor=-change)
            for draft, change in zip(drafts, signed, strict=True)
            if change is not None
        ),
    )
    message = "Line {}: neither a sign nor the balance before it tells the direction of this amount. Enter it by hand."
    result.problems = [
        *result.problems,
        *(
            Problem(draft.line_no, draft.raw, "direction_unknown", message.format(draft.line_no))
            for draft, change in zip(drafts, signed, strict=True)
            if change is None
        ),
    ]


def skip_holds(result: Normalized) -> None:
    """Leave out rows that only hold money, as the running balance says: it is the same as before them."""
    drafts = result.drafts
    if result.mapping.balance is None or not drafts:
        return
    balances: dict[str, int | None] = {}
    holds: set[int] = set()
    is_ascending = drafts[0].on <= drafts[-1].on
    for draft in drafts if is_ascending else reversed(drafts):
        balance = draft.balance_minor
        is_same = draft.amount_minor and balance is not None and balances.get(draft.currency) == balance
        if is_same and names_a_hold(draft.raw):
            holds.add(draft.line_no)
        balances[draft.currency] = balance
    if holds:
        result.drafts = CompactRows(Draft, (draft for draft in drafts if draft.line_no not in holds))
        left_out = [Problem(draft.line_no, draft.raw, *HOLD) for draft in drafts if draft.line_no in holds]
        result.left_out = sorted([*result.left_out, *left_out], key=lambda row: row.line_no or 0)


def drop_unreliable_ids(guess: DetectedMapping, result: Normalized) -> DetectedMapping:
    """An id that comes twice in one file is no identity; dedupe must not trust it."""
    if guess.mapping.provider_id is None:
        return guess
    drafts = result.drafts
    ids = set(drafts.column("provider_id"))
    if len(ids) == len(drafts) and None not in ids:
        return guess
    result.drafts = CompactRows(Draft, (draft._replace(provider_id=None) for draft in drafts))
    return replace(guess, mapping=replace(guess.mapping, provider_id=None))


@dataclass(frozen=True, slots=True)
class CsvOptions:
    """What the caller knows or wants besides the bytes."""

    filename: str = ""
    mapping: ColumnMapping | None = None
    default_currency: str = "USD"
    account_type: str | None = None
    # Helps to tell days from months, for no movement lies far ahead.
    today: date | None = None
    # Asked once the layout is known and before the rows are read, with a statement that has no rows yet.
    settle: Callable[[Statement], ReadSettings] | None = None
    on_progress: Callable[[int], None] | None = None


def read_csv(data: bytes, **options: Any) -> Statement:
    """Read a CSV statement as one, whatever accounts its rows name. `options` are those of CsvOptions.

    With a mapping it is read by it; without one the mapping is guessed. Raises an UnreadableFile if nothing can be
    read. Rows that cannot be read are returned as problems. `on_progress` gets the number of rows done and may raise
    to stop.
    """
    return _read_text(data, CsvOptions(**options), _as_one)[0]


def read_csv_by_account(data: bytes, **options: Any) -> list[Statement]:
    """Read a CSV file as `read_csv` does, and return one statement for each account that its rows name.

    A table in which some row names no account stays whole, with its warning: no row is lost.
    """
    return _read_text(data, CsvOptions(**options), _by_account)


def read_sheet_by_account(sheet: SheetRows, **options: Any) -> list[Statement]:
    """Read the rows of a sheet as `read_csv_by_account` reads those of a file."""
    return _read_completed(
        lambda complete: replace(sheet, complete=complete), "utf-8", CsvOptions(**options), _by_account
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file that was read: its table, how it was read, and what became of its rows."""

    source: RowSource
    table: Table
    guess: DetectedMapping
    result: Normalized


_Split = Callable[[_Reading], list[Statement]]


def _read_text(data: bytes, options: CsvOptions, split: _Split) -> list[Statement]:
    refuse_other_files(data)
    mapping = options.mapping
    text, encoding = decode(data, mapping.encoding if mapping else None)
    refuse_other_texts(text)

    def rows(complete: Complete) -> RowSource:
        return TextRows(text, dialect_for(text, mapping.delimiter), complete) if mapping else text_rows(text, complete)

    return _read_completed(rows, encoding, options, split, lines=lambda: physical_lines(text))


def _read_completed(
    rows: Callable[[Complete], RowSource],
    encoding: str,
    options: CsvOptions,
    split: _Split,
    lines: Callable[[], Iterator[str]] | None = None,
) -> list[Statement]:
    """Read the rows; if they have no days, once more with the year that the file names for days without one."""
    trouble: NotATable | None = None
    try:
        reading = _read(rows(as_they_are), encoding, options)
        if not (options.mapping and not reading.result.drafts and reading.result.problems):
            return split(reading)
    except NotATable as error:
        trouble, reading = error, None
    complete = year_completer(lines() if lines else rows(as_they_are).lines(), options.filename)
    if complete is not None:
        return split(_read(rows(complete), encoding, options))
    if reading is None:
        assert trouble is not None
        raise trouble
    return split(reading)


def _read(source: RowSource, encoding: str, options: CsvOptions) -> _Reading:
    if options.mapping is not None:
        return _read_with_mapping(source, options.mapping, options)
    table = find_table(source)
    guess = _detect(table, encoding, options)
    if options.settle is not None:
        settings = options.settle(_head(table, guess))
        is_other_currency = guess.currency is None and settings.currency != options.default_currency
        if is_other_currency or settings.mapping not in (None, guess.mapping):
            options = replace(options, default_currency=settings.currency, account_type=settings.account_type)
            if settings.mapping is not None:
                return _read_with_mapping(source, settings.mapping, options)
            guess = _detect(table, encoding, options)
    guess = settle_date_order(guess, source, table)
    result = _normalize(source, table, guess.mapping, guess.currency or options.default_currency, options)
    guess = check_date_order(guess, result)
    if has_future_dates(result.drafts.column("on"), options.today) and "years" not in guess.questions:
        guess = replace(guess, questions=(*guess.questions, "years"))
    return _Reading(source, table, guess, result)


def _detect(table: Table, encoding: str, options: CsvOptions) -> DetectedMapping:
    above = [cell for record in table.preamble for cell in record.cells]
    return detect_mapping(
        table,
        encoding=encoding,
        home_currency=options.default_currency,
        account_type=options.account_type,
        latest=latest_date(options.filename, above, options.today),
        filename=options.filename,
    )


def _head(table: Table, guess: DetectedMapping) -> Statement:
    """Return what is known of the statement before its rows are read."""
    column = guess.mapping.currency
    cells = () if column is None else (r.cells[column].strip() for r in table.rows if column < len(r.cells))
    accounts = accounts_of(table, guess.mapping)
    return Statement(
        format="csv",
        layout=guess.layout.name if guess.layout else "generic",
        currency=_currency_found(guess, {code for code in cells if is_currency(code)}),
        drafts=CompactRows(Draft),
        mapping=guess.mapping,
        columns=columns_of(table),
        account_hint=account_hint(table, accounts),
        account_type_hint=guess.account_type,
        accounts=accounts,
    )


def _read_with_mapping(source: RowSource, mapping: ColumnMapping, options: CsvOptions) -> _Reading:
    table = table_by_mapping(source, mapping)
    widest = max((len(record.cells) for record in table.rows), default=0)
    for column in mapping.used_columns():
        if table.rows and column >= widest:
            raise MappingDoesNotFit(column + 1)
    result = _normalize(source, table, mapping, options.default_currency, options)
    return _Reading(source, table, DetectedMapping.given(mapping, table, options.account_type), result)


def _normalize(
    source: RowSource, table: Table, mapping: ColumnMapping, currency: str, options: CsvOptions
) -> Normalized:
    above = next((cells for record in reversed(table.preamble) if (cells := filled_cells(record.cells))), [])
    normalizer = Normalizer(
        mapping,
        default_currency=currency,
        width=_usual_width(table),
        heading=above[0] if len(above) == 1 else "",
    )
    return normalizer.normalize(_records_below(source, table), options.on_progress)


def _as_one(reading: _Reading) -> list[Statement]:
    accounts = accounts_of(reading.table, reading.guess.mapping)
    return [_statement(reading, reading.result, accounts)]


def _by_account(reading: _Reading) -> list[Statement]:
    parts = {} if "columns" in _questions(reading) else split_by_account(reading.result)
    return [
        replace(_statement(reading, part, (name,)), part=name[:200], part_label=name[:200], name_hint=name)
        for name, part in parts.items()
    ] or _as_one(reading)


def _records_below(source: RowSource, table: Table) -> Iterator[Record]:
    """Yield the rows below the header, or all of them if there is none."""
    if table.header is None:
        return source.records()
    header_line = table.header.line_no
    return dropwhile(lambda record: record.line_no <= header_line, source.records())


def _usual_width(table: Table) -> int:
    """Return how many cells a row has: as many as the header, or as most rows if they have more."""
    widths = Counter(len(record.cells) for record in table.rows if len(record.cells) > 1)
    usual, count = widths.most_common(1)[0] if widths else (0, 0)
    if not table.header and count < 0.7 * widths.total():
        # Without a header and without a common width, rows simply end where their text ends.
        return max(widths, default=0)
    return max(usual, len(table.header.cells) if table.header else 0)


def _statement(reading: _Reading, result: Normalized, accounts: tuple[str, ...]) -> Statement:
    """Return the statement of these rows: all of the file, or those of one account."""
    skip_holds(result)
    apply_signs_from_balance(result)
    guess = drop_unreliable_ids(reading.guess, result)
    questions = _questions(reading)
    currencies = set(result.drafts.column("currency"))
    return Statement(
        format="csv",
        layout=guess.layout.name if guess.layout else "generic",
        confidence=guess.confidence,
        needs_mapping=bool(questions),
        questions=questions,
        mapping=guess.mapping,
        columns=columns_of(reading.table),
        currency=_currency_found(guess, currencies),
        account_hint=account_hint(reading.table, accounts),
        account_type_hint=guess.account_type,
        accounts=accounts,
        drafts=result.drafts,
        problems=result.problems,
        left_out=result.left_out,
        warnings=warnings_about(
            result.drafts, result.left_out, accounts, has_lost_letters=reading.source.has_lost_letters
        ),
    )


def _questions(reading: _Reading) -> tuple[str, ...]:
    """Return the questions about the file; one about its columns as well, if many rows cannot be read."""
    questions, rows, problems = reading.guess.questions, len(reading.result.drafts), len(reading.result.problems)
    is_troubled = problems > max(1, 0.25 * rows) or (problems and not rows)
    if is_troubled and not reading.guess.is_given and "columns" not in questions:
        questions += ("columns",)
    return questions


def _currency_found(guess: DetectedMapping, currencies: set[str]) -> str | None:
    if len(currencies) > 1:
        return None
    if guess.currency:
        return guess.currency
    return next(iter(currencies)) if guess.mapping.currency is not None and currencies else None
