"""Read statements from a workbook: each sheet is a table that is read as CSV is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Self

from backend.imports.errors import TooManyColumns, UnreadableFile
from backend.imports.formats.csv.reader import read_sheet_by_account
from backend.imports.formats.excel.legacy import open_html, open_xls
from backend.imports.formats.excel.sheet import EmptyWorkbook, Sheet, table_rows
from backend.imports.formats.excel.xlsx import open_xlsx
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import ReadSettings, Statement
from backend.imports.table.rows import SheetRows
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft

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
    settle: Callable[[Statement], ReadSettings] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> list[Statement]:
    """Read all sheets of a workbook that hold movements: one statement for each, and for each account in it.

    Raises an UnreadableFile if there is none. Sheets without movements are named in a warning.
    """

    kind, sheets = _opened(data)

    def with_kind(head: Statement) -> ReadSettings:
        assert settle is not None
        return settle(replace(head, format=kind))

    def read(rows: SheetRows) -> list[Statement]:
        return read_sheet_by_account(
            rows,
            filename=filename,
            mapping=mapping,
            default_currency=default_currency,
            account_type=account_type,
            today=today,
            settle=with_kind if settle else None,
            on_progress=on_progress,
        )

    visible = _WorkbookStatements.on([sheet for sheet in sheets if not sheet.is_hidden], read)
    # What a bank hides is a list of its own words, or an older copy; it counts only where nothing else does.
    hidden = [sheet for sheet in sheets if sheet.is_hidden]
    hidden_ones = None if visible.statements else _WorkbookStatements.on(hidden, read)
    found = hidden_ones or visible
    if not found.statements:
        raise visible.best_reason or found.best_reason or EmptyWorkbook()
    skipped = [] if found is hidden_ones else [sheet.name for sheet in hidden]
    return list(_finished(kind, found.statements, warnings_about(visible.passed_over, skipped)))


def warnings_about(passed_over: list[str], hidden: list[str]) -> tuple[str, ...]:
    """Return what a person should know of sheets that were not read."""
    remarks = (
        (passed_over, "No transactions were found on the sheet {}; it was left out."),
        (hidden, "The sheet {} is hidden in the workbook; it was left out."),
    )
    return tuple(sentence.format(", ".join(f"“{name}”" for name in names[:5])) for names, sentence in remarks if names)


@dataclass(slots=True)
class _WorkbookStatements:
    """What sheets gave: statements, the names of those that have rows but no movements, and the best reason why."""

    statements: list[tuple[Sheet, Statement]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    best_reason: UnreadableFile | None = None
    _rows_behind_it: int = 0

    @classmethod
    def on(cls, sheets: list[Sheet], read: Callable[[SheetRows], list[Statement]]) -> Self:
        """Read one sheet after the other, so that only one is held at a time."""
        found = cls()
        for sheet in sheets:
            found._add(sheet, read)
        return found

    def _add(self, sheet: Sheet, read: Callable[[SheetRows], list[Statement]]) -> None:
        try:
            rows = table_rows(sheet.rows())
        except TooManyColumns as why:
            self._pass_over(sheet, why, rows=0)
            return
        if not rows.numbered:
            return
        try:
            statements = read(rows)
        except UnreadableFile as why:
            self._pass_over(sheet, why, rows=len(rows.numbered))
            return
        if any(statement.drafts or statement.problems for statement in statements):
            self.statements += [(sheet, statement) for statement in statements]
        else:
            self.passed_over.append(sheet.name)

    def _pass_over(self, sheet: Sheet, why: UnreadableFile, *, rows: int) -> None:
        self.passed_over.append(sheet.name)
        if self.best_reason is None or rows > self._rows_behind_it:
            self.best_reason, self._rows_behind_it = why, rows


def _finished(kind: str, found: list[tuple[Sheet, Statement]], warnings: tuple[str, ...]) -> Iterator[Statement]:
    named = len({id(sheet) for sheet, _ in found}) > 1
    for sheet, statement in found:
        names = [name for name in (sheet.name if named else None, statement.part) if name]
        drafts = statement.drafts
        if sheet.counts_from_1904 and statement.mapping and statement.mapping.date_format == "SERIAL":
            drafts = CompactRows(Draft, (draft._replace(on=draft.on + _LATER_EPOCH) for draft in drafts))
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
    return "html", open_html(data)
