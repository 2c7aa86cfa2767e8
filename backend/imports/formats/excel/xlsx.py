"""Opens .xlsx and .xlsm workbooks: as little as possible at once, and nothing that unpacks to more than it should.

Read by hand, for what a statement needs is little: names, texts, numbers, and which numbers are days (decision 16).
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import partial

from backend.imports.formats.excel.sheet import DamagedWorkbook, NotAWorkbook, Row, Sheet, WorkbookTooLarge
from backend.imports.formats.excel.xlsx_package import Archive, related_to
from backend.imports.formats.excel.xlsx_parts import SheetPart, book_in, day_styles_in, sheet_parts_of, texts_in
from backend.imports.formats.excel.xlsx_rows import rows_in

MOST_MEGABYTES = 400
_MEGABYTE = 1_000_000
# Statements shrink to a tenth or a thirtieth; what shrinks much more holds nothing, over and over again.
_MOST_SHRUNK = 150
_HARMLESS = 50 * _MEGABYTE
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError)


def open_xlsx(data: bytes) -> list[Sheet]:
    """Return the sheets; their rows are read when they are asked for.

    Raises NotAWorkbook, WorkbookTooLarge and DamagedWorkbook.
    """
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        _refuse_others(packed.infolist())
        _refuse_large(packed.infolist(), len(data))
        return _sheets(Archive(packed))
    except _BROKEN as error:
        raise DamagedWorkbook from error


def _refuse_others(inside: Sequence[zipfile.ZipInfo]) -> None:
    names = [each.filename.replace("\\", "/").lower() for each in inside]
    if any(name.startswith("xl/workbook") and name.endswith(".xml") for name in names):
        return
    if "content.xml" in names:
        raise NotAWorkbook("an OpenDocument file")
    if "xl/workbook.bin" in names:
        raise NotAWorkbook("a binary Excel workbook (.xlsb)")
    if any(name.startswith("word/") for name in names):
        raise NotAWorkbook("a text document", "Download the transactions as CSV or Excel from your bank.")
    raise NotAWorkbook("a zip archive", "Unpack it first and choose the files inside.")


def _refuse_large(inside: Sequence[zipfile.ZipInfo], packed_size: int) -> None:
    # The zip module never unpacks more of a part than this many bytes.
    size = sum(each.file_size for each in inside)
    if size > MOST_MEGABYTES * _MEGABYTE:
        raise WorkbookTooLarge(MOST_MEGABYTES)
    if size > max(_HARMLESS, packed_size * _MOST_SHRUNK):
        raise WorkbookTooLarge(_HARMLESS // _MEGABYTE)


def _sheets(archive: Archive) -> list[Sheet]:
    head = related_to(archive, "").of_kind("officeDocument") or "xl/workbook.xml"
    book, related = book_in(archive, head), related_to(archive, head)
    texts = texts_in(archive, related.of_kind("sharedStrings"))
    days = day_styles_in(archive, related.of_kind("styles"))
    from_1904 = book.counts_from_1904
    read = partial(_rows, archive, texts=texts, day_styles=days, counts_from_1904=from_1904)
    places = list(sheet_parts_of(book, related))
    if not places:
        raise DamagedWorkbook
    return [
        Sheet(place.name, partial(read, place), is_hidden=place.is_hidden, counts_from_1904=from_1904)
        for place in places
    ]


def _rows(
    archive: Archive, sheet_part: SheetPart, *, texts: Sequence[str], day_styles: frozenset[int], counts_from_1904: bool
) -> Iterator[Row]:
    try:
        with archive.open(sheet_part.part) as file:
            yield from rows_in(file, texts=texts, day_styles=day_styles, counts_from_1904=counts_from_1904)
    except _BROKEN as error:
        raise DamagedWorkbook from error
