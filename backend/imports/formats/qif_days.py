"""Brings the days of a QIF file into the form that the rest of the house reads: "1/ 5'04" is 1/5/2004."""

import re
from collections.abc import Iterable

_QUICKEN = re.compile(r"(\d{1,4})\s*([-/. ])\s*(\d{1,2})\s*([-/.' ])\s*(\d{1,4})", re.ASCII)


class PlainDays(dict[str, str]):
    """The days of a file with one kind of separator and no spaces; the order of the numbers stays as it is.

    Quicken writes '04 for 2004 and /94 for 1994. Where a file has the one, the other is of the last century.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """`texts` are all the days of the file."""
        super().__init__()
        self._has_apostrophe = any("'" in text or "’" in text for text in texts)

    def __missing__(self, text: str) -> str:
        plain = self[text] = _plain(text, has_apostrophe=self._has_apostrophe)
        return plain


def _plain(text: str, *, has_apostrophe: bool) -> str:
    text = text.strip().replace("’", "'")
    found = _QUICKEN.fullmatch(text)
    if not found:
        return text
    first, separator, second, before_year, last = found.groups()
    if before_year == "'":
        last = f"20{last:0>2}" if len(last) <= 2 else last
    elif has_apostrophe and len(last) == 2 and len(first) <= 2:
        last = f"19{last}"
    return f"{first}{separator}{second}{separator}{last}"
