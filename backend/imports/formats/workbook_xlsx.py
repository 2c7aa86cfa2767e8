"""Opens .xlsx and .xlsm workbooks: as little as possible at once, and nothing that unpacks to more than it should."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from backend.imports.errors import UnreadableFile
from backend.imports.formats.workbook_errors import DamagedWorkbook, NotAWorkbook, WorkbookTooLarge
from backend.imports.formats.workbook_sheet import NOT_CALCULATED, Sheet, text_of

MOST_MEGABYTES = 400
# All texts of a workbook are held at once, and take several times their room.
_MOST_TEXT_MEGABYTES = 60
_MEGABYTE = 1_000_000
_WORKBOOK = "xl/workbook.xml"
_FORMULA = b"<f"


def open_xlsx(data: bytes) -> list[Sheet]:
    """Return the sheets. Raises NotAWorkbook, WorkbookTooLarge, DamagedWorkbook."""
    has_formulas = _look_inside(data)
    # openpyxl reads XML by defusedxml where it is installed: no DTD, no entity of any kind.
    try:
        return list(_sheets(data, has_formulas=has_formulas))
    except UnreadableFile:
        raise
    except Exception as error:
        raise DamagedWorkbook from error


def _look_inside(data: bytes) -> bool:
    """Refuse what is no workbook or too large; say whether there are formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = archive.infolist()
            _refuse_others({each.filename for each in inside})
            _refuse_large(inside)
            sheets = [each for each in inside if each.filename.startswith("xl/worksheets/")]
            return any(_holds(archive, each, _FORMULA) for each in sheets)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise DamagedWorkbook from error


def _refuse_others(names: set[str]) -> None:
    if _WORKBOOK in names:
        return
    if "content.xml" in names:
        raise NotAWorkbook("an OpenDocument file")
    if "xl/workbook.bin" in names:
        raise NotAWorkbook("a binary Excel workbook (.xlsb)")
    if any(name.startswith("word/") for name in names):
        raise NotAWorkbook("a text document", "Download the transactions as CSV or Excel from your bank.")
    raise NotAWorkbook("a zip archive", "Unpack it first and choose the files inside.")


def _refuse_large(inside: Sequence[zipfile.ZipInfo]) -> None:
    texts = sum(each.file_size for each in inside if each.filename == "xl/sharedStrings.xml")
    if sum(each.file_size for each in inside) > MOST_MEGABYTES * _MEGABYTE:
        raise WorkbookTooLarge(MOST_MEGABYTES)
    if texts > _MOST_TEXT_MEGABYTES * _MEGABYTE:
        raise WorkbookTooLarge(_MOST_TEXT_MEGABYTES)


def _holds(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, wanted: bytes) -> bool:
    with archive.open(entry) as file:
        before = b""
        while block := file.read(1 << 16):
            if wanted in before + block:
                return True
            before = block[-len(wanted) :]
    return False


def _sheets(data: bytes, *, has_formulas: bool) -> Iterator[Sheet]:
    values = _opened(data, data_only=True)
    formulas = _opened(data, data_only=False) if has_formulas else None
    from_1904 = values.epoch.year == 1904
    for sheet in values.worksheets:
        rows = _rows(sheet)
        if formulas is not None:
            rows = map(_with_formulas, rows, _rows(formulas[sheet.title]))
        hidden = sheet.sheet_state != "visible"
        yield Sheet(sheet.title, text_of(rows), is_hidden=hidden, counts_from_1904=from_1904)
    values.close()


def _opened(data: bytes, *, data_only: bool) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # It warns of styles and extensions that it does not know; cells are read all the same.
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


def _rows(sheet: Any) -> Iterator[Sequence[object]]:
    # What a sheet says of its own size may be wrong, and rows beyond it would not be read.
    sheet.reset_dimensions()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield from sheet.iter_rows(values_only=True)


def _with_formulas(values: Sequence[object], formulas: Sequence[object]) -> Sequence[object]:
    return [
        NOT_CALCULATED if value is None and formula is not None else value
        for value, formula in zip(values, formulas, strict=False)
    ]
