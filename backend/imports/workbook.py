"""Reads a statement from a workbook: each sheet is a table, and a table is read as CSV is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from backend.imports.column_mapping import ColumnMapping
from backend.imports.csv_statement import read_csv
from backend.imports.errors import UnreadableFile
from backend.imports.formats.workbook_errors import EmptyWorkbook
from backend.imports.formats.workbook_page import open_page
from backend.imports.formats.workbook_sheet import Sheet
from backend.imports.formats.workbook_xls import open_xls
from backend.imports.formats.workbook_xlsx import open_xlsx
from backend.imports.statement import Statement
from backend.imports.tables import by_account

_OLE2 = b"\xd0\xcf\x11\xe0"
# Workbooks of early Macs count days from 1904 instead of 1900.
_LATER_EPOCH = timedelta(days=1462)


def read_workbook(
    data: bytes,
    *,
    filename: str,
    default_currency: str,
    mapping: ColumnMapping | None,
    account_type: str | None,
    today: date | None,
    on_progress: Callable[[int], None] | None = None,
) -> list[Statement]:
    """Read all sheets of a workbook that hold movements: one statement for each, and for each account in it.

    Raises an UnreadableFile if there is none. Sheets without movements are named in a warning.
    """

    def read(sheet: Sheet) -> list[Statement]:
        return by_account(
            lambda account: read_csv(
                sheet.text.encode(),
                filename=filename,
                mapping=mapping,
                default_currency=default_currency,
                account_type=account_type,
                account=account,
                today=today,
                on_progress=on_progress,
            )
        )

    kind, sheets = _opened(data)
    filled = [sheet for sheet in sheets if sheet.text.strip()]
    if not filled:
        raise EmptyWorkbook
    found, passed_over = [], []
    reasons: list[UnreadableFile] = []
    for sheet in filled:
        try:
            statements = read(sheet)
        except UnreadableFile as why:
            reasons.append(why)
            passed_over.append(sheet.name)
            continue
        if any(statement.drafts or statement.problems for statement in statements):
            found.append((sheet, statements))
        else:
            passed_over.append(sheet.name)
    if not found:
        raise reasons[0] if reasons else EmptyWorkbook()
    named = len(found) > 1
    return list(_finished(kind, found, warnings_about(passed_over), named=named))


def warnings_about(passed_over: list[str]) -> tuple[str, ...]:
    """Return what a person should know of sheets that were not read."""
    if not passed_over:
        return ()
    names = ", ".join(f"“{name}”" for name in passed_over[:5])
    return (f"No transactions were found on the sheet {names}; it was left out.",)


def _finished(
    kind: str, found: list[tuple[Sheet, list[Statement]]], warnings: tuple[str, ...], *, named: bool
) -> Iterator[Statement]:
    for sheet, statements in found:
        for statement in statements:
            names = [name for name in (sheet.name if named else None, statement.part) if name]
            drafts = statement.drafts
            if sheet.counts_from_1904 and statement.mapping and statement.mapping.date_format == "SERIAL":
                drafts = [draft._replace(on=draft.on + _LATER_EPOCH) for draft in drafts]
            yield replace(
                statement,
                format=kind,
                drafts=drafts,
                part=" / ".join(names)[:200] or None,
                part_label=" / ".join(names)[:200] or None,
                name_hint=statement.name_hint or (sheet.name if named else None),
                warnings=(*statement.warnings, *warnings),
            )
            warnings = ()


def _opened(data: bytes) -> tuple[str, list[Sheet]]:
    if data.startswith(b"PK"):
        return "xlsx", open_xlsx(data)
    if data.startswith(_OLE2):
        return "xls", open_xls(data)
    return "html", open_page(data)
