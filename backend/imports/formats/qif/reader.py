"""Read QIF files: one statement for each account."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from backend.imports.detection.statement_period import has_future_dates
from backend.imports.errors import EmptyFile, NoStatementInside
from backend.imports.formats.builder import StatementBuilder
from backend.imports.formats.qif.fields import (
    QifDateTexts,
    cells_of,
    detect_qif_mapping,
    is_cash_alone,
    is_investing,
    qif_columns,
)
from backend.imports.formats.qif.records import NotQif, QifAccount, QifRecord, QifText, split_records
from backend.imports.formats.qif.transaction import QifTransactionReader, category_in, is_opening
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.skip_reasons import BALANCE, INVESTMENT
from backend.imports.model.statement import Problem, StatedBalance, Statement
from backend.imports.source.encoding import decode
from backend.imports.table.csv_reader import physical_lines
from backend.imports.values.amounts import UnreadableAmount
from backend.imports.values.dates import UnreadableDate

MAX_RECORD = 250_000
_PROGRESS_EVERY = 1000
_SHOWN = 200
_TYPES = {"bank": "checking", "cash": "cash", "ccard": "credit", "oth a": "asset", "oth l": "liability"}


class _AccountRows(StatementBuilder):
    """The records of one account, with the name that its opening balance gives it."""

    def __init__(self) -> None:
        super().__init__()
        self.own_name: str | None = None
        self.unfit_parts = 0


def read_qif(
    data: bytes,
    *,
    filename: str,
    default_currency: str,
    mapping: ColumnMapping | None,
    account_type: str | None,
    today: date | None,
    on_progress: Callable[[int], None] | None = None,
) -> list[Statement]:
    """Read a QIF file. Afterwards each record of a movement is a draft, a problem, or left out with its reason.

    With a mapping the file is read by it; without one the order of days is guessed, or asked for in `questions`.
    Raises an UnreadableFile if there are no movements inside.
    """
    text, encoding = decode(data, mapping.encoding if mapping else None)
    qif = _cut(text)
    del text  # As large as the file, and not needed any more.
    days = QifDateTexts(qif.day_texts())
    questions: tuple[str, ...] = ()
    is_guessed = mapping is None
    if mapping is None:
        mapping, questions = detect_qif_mapping(
            qif,
            days,
            encoding=encoding,
            home_currency=default_currency,
            stated_order=qif.date_order,
            filename=filename,
            today=today,
        )
    columns = qif_columns([cells_of(record, days) for record in qif.records[:_SHOWN]])
    about_file = _warnings(qif)
    found = _read(qif, days, QifTransactionReader(mapping, default_currency), on_progress)
    if is_guessed and has_future_dates((draft.on for one in found.values() for draft in one.drafts), today):
        questions += ("years",)
    parts = _parts_of(found)
    return [
        replace(
            one.build(
                format="qif",
                layout="QIF",
                currency=None,
                warnings=(*about_file, *_warnings_about(one)),
                part=parts[account],
                part_label=account.name or one.own_name or (account.kind or "").capitalize() or None,
                account_type_hint=_type_of(qif.sections[account]) or account_type,
                name_hint=account.name or one.own_name,
            ),
            confidence=round(1.0 - 0.25 * len(questions), 2),
            needs_mapping=bool(questions),
            questions=questions,
            mapping=mapping,
            columns=columns,
        )
        for account, one in found.items()
    ]


def _cut(text: str) -> QifText:
    """Return the records of the file. Raises EmptyFile, NotQif, or NoStatementInside for lists of other things."""
    qif = split_records(text)
    if not qif.sections:
        if not any(line.strip() for line in physical_lines(text)):
            raise EmptyFile
        raise NoStatementInside("a list of accounts, categories or securities") if qif.has_headings else NotQif
    return qif


def _read(
    qif: QifText,
    days: QifDateTexts,
    movements: QifTransactionReader,
    on_progress: Callable[[int], None] | None,
) -> dict[QifAccount, _AccountRows]:
    """Return the rows of each account. Afterwards `qif` has no records: each is released when read, to save memory."""
    found = {account: _AccountRows() for account in qif.sections}
    total = len(qif.records)
    qif.records.reverse()
    for count in range(1, total + 1):
        record = qif.records.pop()
        if on_progress and not count % _PROGRESS_EVERY:
            on_progress(count)
        one = found[record.account]
        unfit_before = movements.unfit_parts
        try:
            _add_record(record, cells_of(record, days), movements, one)
        except (UnreadableDate, UnreadableAmount) as why:
            one.problems.append(_unreadable(record, why))
        one.unfit_parts += movements.unfit_parts - unfit_before
    if on_progress:
        on_progress(total)
    return found


def _add_record(record: QifRecord, cells: list[str], movements: QifTransactionReader, found: _AccountRows) -> None:
    """Put one record where it belongs. Raises UnreadableDate or UnreadableAmount."""
    if len(record.raw) > MAX_RECORD:
        found.problems.append(_problem(record, "field_too_large", "is larger than 250 KB; the file is damaged"))
    elif not record.is_closed and not record.is_whole:
        found.problems.append(_problem(record, "cut_off", "is cut off, for the file ends in the middle of it"))
    elif record.is_two:
        found.problems.append(_problem(record, "end_missing", "has two days or two amounts; an end mark is missing"))
    elif is_opening(record):
        _add_opening(record, cells, movements, found)
    elif is_investing(record.kind) and not is_cash_alone(record):
        found.skip(record.line_no, record.raw, INVESTMENT)
    else:
        found.drafts.append(movements.read(record, cells))


def _add_opening(record: QifRecord, cells: list[str], movements: QifTransactionReader, found: _AccountRows) -> None:
    """What an account held before is a balance and no income; where the file does not say it, nothing is stated."""
    if record.first("T") or record.first("U"):
        draft = movements.read(record, cells)
        found.balances.append(StatedBalance(draft.on, -draft.amount_minor, "opening"))
    found.skip(record.line_no, record.raw, BALANCE)
    found.own_name = category_in(record.first("L")).account or found.own_name


def _type_of(kind: str) -> str | None:
    return "investment" if is_investing(kind) else _TYPES.get(kind)


def _parts_of(accounts: Collection[QifAccount]) -> dict[QifAccount, str | None]:
    """Return what tells each account from the others in the file; None where there is nothing to tell."""
    names = Counter(account.name for account in accounts)
    return {account: _part_of(account, names) for account in accounts}


def _part_of(account: QifAccount, names: Counter[str | None]) -> str | None:
    if account.name is None:
        return f"!Type:{account.kind}" if names.total() > 1 else None
    return account.name if names[account.name] == 1 else f"{account.name} ({account.kind})"


def _warnings(qif: QifText) -> list[str]:
    said: list[str] = []
    if qif.records and not qif.records[-1].is_closed:
        said.append("The last record has no end mark, so the file may be cut off. Download it again to be sure.")
    if qif.has_lost_letters:
        said.append("Some letters could not be read in the encoding of this file; they are shown as \ufffd.")
    return said


def _warnings_about(found: _AccountRows) -> list[str]:
    if not found.unfit_parts:
        return []
    rows = "1 row do" if found.unfit_parts == 1 else f"{found.unfit_parts} rows do"
    return [f"The parts of {rows} not sum to the amount; the rows are kept whole, without their parts."]


def _unreadable(record: QifRecord, why: UnreadableDate | UnreadableAmount) -> Problem:
    what = "date" if isinstance(why, UnreadableDate) else "amount"
    message = f"Line {record.line_no}: the {what} {why.why}. Correct it in the file, or add this transaction by hand."
    return Problem(record.line_no, record.raw, why.code, message)


def _problem(record: QifRecord, code: str, what: str) -> Problem:
    message = f"The record on line {record.line_no} {what}. Download the file again, or add this transaction by hand."
    return Problem(record.line_no, record.raw[:2000], code, message)
