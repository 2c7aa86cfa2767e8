"""A sheet as rows of texts that can be read in only one way; date formats; errors of workbooks."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from backend.imports.errors import TooManyColumns, UnreadableFile
from backend.imports.table.csv_reader import MAX_COLUMNS
from backend.imports.table.rows import SheetRows

_SAVE_AS = "Open it in your spreadsheet program, save the sheet as CSV, and choose that file."


class LockedWorkbook(UnreadableFile):
    code = "locked_workbook"

    def __init__(self) -> None:
        super().__init__(
            "This workbook is protected by a password. Open it in your spreadsheet program, save it without a"
            " password, and choose it again."
        )


class DamagedWorkbook(UnreadableFile):
    code = "damaged_workbook"

    def __init__(self) -> None:
        super().__init__("This workbook is damaged or cut off. Download it again from your bank.")


class NotAWorkbook(UnreadableFile):
    code = "not_a_workbook"

    def __init__(self, kind: str, advice: str = _SAVE_AS) -> None:
        super().__init__(f"This file is {kind}. {advice}", kind=kind)


class WorkbookTooLarge(UnreadableFile):
    code = "workbook_too_large"
    status = 413

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"This workbook unpacks to more than {megabytes} MB, so it was not opened. {_SAVE_AS}",
            limit_megabytes=megabytes,
        )


class EmptyWorkbook(UnreadableFile):
    code = "empty_workbook"

    def __init__(self) -> None:
        super().__init__("This workbook has no rows. Download it again from your bank.")


# ECMA-376, part 1, 18.8.30: formats that have a number and no code in the file, with those of East Asia.
_BUILT_IN = {*range(14, 23), *range(27, 37), *range(50, 59), 45, 47}
# Words in quotation marks, colours and countries in brackets, a letter that is shown, skipped or repeated as it is.
_SAID_AS_IT_IS = re.compile(r'"[^"]*"?|\[[^\]]*\]|[\\_*].')
_PARTS_OF_A_DAY = re.compile("[dmhys]", re.IGNORECASE)
_PARTS_OF_A_NUMBER = re.compile(r"[#?@]|(?<![sS.,0])0|general|standard", re.IGNORECASE)
_FIRST_DAY_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no zone
_FIRST_DAY_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
# Excel believes in 29 February 1900, so that days before it are one off.
_DAY_THAT_NEVER_WAS = 60


def shows_days(number: int, codes: dict[int, str]) -> bool:
    """Say whether cells with the format of this number show days; `codes` are those that the file brings itself."""
    code = codes.get(number)
    return number in _BUILT_IN if code is None else is_day_format(code)


def is_day_format(code: str) -> bool:
    """Say whether a format like "dd/mm/yyyy" shows days, and not a number like '#,##0.00 "kr"' or a duration."""
    if re.search(r"\[(?:h+|m+|s+)\]", code, re.IGNORECASE):
        return False
    bare = _SAID_AS_IT_IS.sub("", code.split(";")[0])
    return bool(_PARTS_OF_A_DAY.search(bare)) and not _PARTS_OF_A_NUMBER.search(bare)


def day_of(serial: float, *, counts_from_1904: bool) -> datetime | time | None:
    """Return what a cell shows that counts days; None if there is no such day."""
    # A floating-point error is far below a millisecond, so 23:59:59.999 is a time of its own day.
    serial = round(serial * 86_400_000) / 86_400_000
    seconds = min(round(serial % 1 * 86_400), 86_399)
    if serial < 0:
        return None
    if serial < 1:
        return (_FIRST_DAY_1900 + timedelta(seconds=seconds)).time()
    days = int(serial // 1) + (not counts_from_1904 and serial < _DAY_THAT_NEVER_WAS)
    try:
        return (_FIRST_DAY_1904 if counts_from_1904 else _FIRST_DAY_1900) + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return None


# The number of a row, counted from 1, and its cells. Rows come in their order; those between them are blank.
Row = tuple[int, Sequence[object]]

# What a formula shows that nobody has ever calculated: it is no number, so its row is a problem and never 0.
NOT_CALCULATED = "#NOT CALCULATED"
# Beyond these digits a number says how computers count, not what somebody wrote.
_KEPT_DIGITS = 10
_MOST_DIGITS = 15
_LOST = re.compile("[\ud800-\udfff]")
_BREAKS = str.maketrans("\t\r\n\v\f\u2028\u2029", "       ")
_MOST_MEGABYTES = 64


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name; its rows are read each time they are asked for."""

    name: str
    rows: Callable[[], Iterable[Row]]
    is_hidden: bool = False
    counts_from_1904: bool = False


def table_rows(rows: Iterable[Row]) -> SheetRows:
    """Return the filled rows with their numbers and the texts of their cells.

    Raises TooManyColumns and WorkbookTooLarge.
    """
    numbered: list[tuple[int, str]] = []
    size = widest = 0
    for number, values in rows:
        cells = [cell_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MAX_COLUMNS:
            raise TooManyColumns(number, MAX_COLUMNS)
        line = "\t".join(cells)
        numbered.append((number, line))
        # One long text may stand in a million cells and take its room in the file only once.
        size, widest = size + len(line), max(widest, len(cells))
        _refuse_large(size + widest * len(numbered))
    return SheetRows(numbered, widest)


def _refuse_large(size: int) -> None:
    if size > _MOST_MEGABYTES * 1_000_000:
        raise WorkbookTooLarge(_MOST_MEGABYTES)


def cell_text(value: object) -> str:
    """Return what a cell holds: days as 2024-01-31, numbers with a point, everything else as it stands."""
    if value is None:
        return ""
    if isinstance(value, str):
        # A letter that was already lost is reported by the reader of the table.
        return _LOST.sub("\ufffd", value.translate(_BREAKS)).strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        return number_text(value)
    return str(value).translate(_BREAKS)


def number_text(value: float | Decimal) -> str:
    """Return a number in plain digits. Three decimals get a fourth: 1.234 must never be taken for a thousand."""
    number = Decimal(repr(value) if isinstance(value, float) else value)
    if not number.is_finite():
        return str(number)
    if number.adjusted() < _MOST_DIGITS:
        number = round(number, _KEPT_DIGITS)
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 and "." in text else text
