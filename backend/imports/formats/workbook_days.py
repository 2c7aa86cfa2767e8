"""Days in workbooks are numbers; only the format of a cell says that it shows one."""

import re
from datetime import datetime, time, timedelta

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
    if 0 <= serial < 1:
        return (_FIRST_DAY_1900 + timedelta(seconds=seconds)).time()
    days = int(serial // 1) + (not counts_from_1904 and serial < _DAY_THAT_NEVER_WAS)
    try:
        return (_FIRST_DAY_1904 if counts_from_1904 else _FIRST_DAY_1900) + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return None
