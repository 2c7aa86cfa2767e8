"""Read PDF statements: the table is found by geometry, read as CSV is, and proved by the printed balances."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from backend.accounts.kinds import LIABILITY_TYPES
from backend.imports.errors import NotATable, UnreadableFile
from backend.imports.formats.csv.reader import read_sheet_by_account
from backend.imports.formats.pdf.movement_table import Line, MovementTable, find_movements
from backend.imports.formats.pdf.stated_balances import is_proved, printed_balances
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import ReadSettings, StatedBalance, Statement
from backend.imports.table.rows import SheetRows
from backend.kit.compact_rows import CompactRows
from backend.text_extraction.errors import TextUnreadable
from backend.text_extraction.pages import Page
from backend.text_extraction.service import (
    INSTALL_RECOGNITION,
    MAX_RECOGNIZED_PAGES,
    read_pdf,
    recognize_pdf,
    recognizer,
)
from backend.transactions.draft import Draft

_PREAMBLE_LINES = 60
_NOT_PROVED = (
    "The printed balances do not prove these rows: opening balance plus movements is not the closing balance, or they"
    " are not printed. Compare each row with the statement and choose those to add."
)

_RECOGNIZED = "This is a scan, read by text recognition on this computer."


class ScannedPdf(UnreadableFile):
    code = "scanned_pdf"

    def __init__(self, what_to_do: str) -> None:
        super().__init__(
            f"This PDF is a scan: it holds pictures of pages and no text. {what_to_do}"
            " Or download the statement from your bank as PDF with text, or as CSV or OFX."
        )


class PdfUnreadable(UnreadableFile):
    code = "pdf_unreadable"


def read_pdf_statement(
    data: bytes,
    *,
    filename: str,
    default_currency: str,
    mapping: ColumnMapping | None,
    account_type: str | None,
    today: date | None,
    settle: Callable[[Statement], ReadSettings] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> list[Statement]:
    """Return the statement of a PDF. Rows that the printed balances do not prove are marked `is_unproved`.

    Raises an UnreadableFile: a scan, a locked or damaged file, or one without movements.
    """
    try:
        pages = read_pdf(data)
    except TextUnreadable as why:
        raise PdfUnreadable(why.message) from why
    is_scan = not any(page.words for page in pages)
    if is_scan:
        pages = _recognized(data, len(pages))
    table = find_movements(pages)
    if table is None:
        raise NotATable("No line of this PDF begins with a day and has an amount, so it holds no movements to import.")

    def as_pdf(head: Statement) -> ReadSettings:
        nonlocal account_type
        assert settle is not None
        settings = settle(replace(head, format="pdf"))
        account_type = settings.account_type
        return settings

    statements = read_sheet_by_account(
        _sheet(table),
        filename=filename,
        mapping=mapping,
        default_currency=default_currency,
        account_type=account_type,
        today=today,
        settle=as_pdf if settle else None,
        on_progress=on_progress,
    )
    found = [replace(each, format="pdf") for each in statements]
    if is_scan:
        found = [replace(each, warnings=(*each.warnings, _RECOGNIZED)) for each in found]
    return [_proved(each, table.lines, default_currency, account_type) for each in found]


def _recognized(data: bytes, page_count: int) -> list[Page]:
    """Return the pages of a scan with the words recognised in them. Raises ScannedPdf and PdfUnreadable."""
    if recognizer() is None:
        raise ScannedPdf(INSTALL_RECOGNITION)
    if page_count > MAX_RECOGNIZED_PAGES:
        raise ScannedPdf(
            f"It has {page_count} pages; up to {MAX_RECOGNIZED_PAGES} are read by text recognition."
            " Save the pages with the movements as one file and add that."
        )
    try:
        pages = recognize_pdf(data, range(1, page_count + 1))
    except TextUnreadable as why:
        raise PdfUnreadable(why.message) from why
    if not any(page.words for page in pages):
        raise ScannedPdf("No text was recognised in them. Scan it again with 300 dpi, straight and in good light.")
    return pages


def _sheet(table: MovementTable) -> SheetRows:
    """Return the table below the lines that stand above it: these name the account, the currency and the period."""
    first = table.rows[0][0]
    above = [line for line in table.lines if line.number < first][:_PREAMBLE_LINES]
    numbered = [(line.number, line.text) for line in above if line.text.strip() != " ".join(table.header).strip()]
    if table.header:
        numbered.append((first - 1 if first > 1 else 1, "\t".join(table.header)))
        numbered = [row for row in numbered[:-1] if row[0] < first - 1] + numbered[-1:]
    numbered += [(number, "\t".join(cells)) for number, cells in table.rows]
    return SheetRows(numbered, max(table.width, 1))


def _proved(statement: Statement, lines: Sequence[Line], currency: str, account_type: str | None) -> Statement:
    """Return the statement with its printed balances if they prove the movements, else marked as not proved."""
    drafts = statement.drafts
    if not drafts:
        return statement
    printed = printed_balances(lines, statement.currency or currency)
    # Balances of what is owed prove nothing of an account that owes nothing: there all signs would be the wrong way.
    kind = account_type or statement.account_type_hint
    proof = is_proved(list(drafts.column("amount_minor")), printed, may_be_owed=kind is None or kind in LIABILITY_TYPES)
    if proof is None and _is_chained(drafts):
        return statement
    if proof is None or statement.problems:
        return replace(statement, is_unproved=True, warnings=(*statement.warnings, _NOT_PROVED))
    opening, closing, is_owed = proof
    days = list(drafts.column("on"))
    sign = -1 if is_owed else 1
    balances = (
        StatedBalance(min(days), sign * opening.minor, "opening"),
        StatedBalance(max(days), sign * closing.minor, "closing"),
    )
    return replace(statement, balances=balances)


def _is_chained(drafts: CompactRows[Draft]) -> bool:
    """Say whether each row has a balance that follows from the one before it."""
    rows = list(drafts.columns("amount_minor", "balance_minor"))
    if len(rows) < 2 or any(balance is None for _, balance in rows):
        return False
    pairs = list(pairwise(rows))
    ascending = all(after[1] - before[1] == -after[0] for before, after in pairs)
    descending = all(before[1] - after[1] == -before[0] for before, after in pairs)
    return ascending or descending
