"""Join the words of a line to the cells that a person sees: days, amounts with their signs, and texts. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from backend.imports.values.cells import is_day
from backend.imports.vocabulary.languages import MONTHS
from backend.imports.vocabulary.text import fold_letters
from backend.text_extraction.pages import Word


class Cell(NamedTuple):
    """A text of a line with its place. `kind` is "day", "amount" or "text"."""

    text: str
    left: float
    right: float
    kind: str


_YEARLESS = re.compile(
    r"\d{1,2}[/-]\d{1,2}|\d{1,2}\.\d{1,2}\.|(\d{1,2})[ -]?([^\W\d]{3,9})\.?|([^\W\d]{3,9})\.? (\d{1,2})"
)
_DIGITS = r"(?:\d{1,3}(?:[.,'’ ]\d{3})+|\d+)"
_CURRENCY = r"(?:[$€£¥₹]|US\$|A\$|C\$|R\$|kr\.?|zł|Kč|[A-Z]{3})"
_MARK = r"(?:[-+−–]|CR\.?|DR\.?|Cr\.?|Dr\.?|OD|[SHCDK])"
_AMOUNT = re.compile(
    rf"[(\[]?(?:[-+−–] ?)?(?:{_CURRENCY} ?)?(?:[-+−–] ?)?{_DIGITS}[.,]\d{{2}}(?!\d)"
    rf"(?: ?{_CURRENCY})?[)\]]?(?: ?{_MARK})?"
)
_WHOLE = re.compile(rf"[-+−–]?(?:[¥₩] ?)?\d{{1,3}}(?:,\d{{3}})+(?: ?{_MARK})?|0")
_LONGEST = 5


def cells_of(line: Sequence[Word]) -> list[Cell]:
    """Return the cells of a line from left to right; each word that is part of no day and no amount is a text."""
    cells: list[Cell] = []
    at = 0
    while at < len(line):
        for end in range(min(len(line), at + _LONGEST), at, -1):
            kind = _kind(line[at:end])
            if kind:
                break
        else:
            end, kind = at + 1, "text"
        words = line[at:end]
        cells.append(Cell(" ".join(word.text for word in words), words[0].left, words[-1].right, kind))
        at = end
    return cells


def is_amount(text: str) -> bool:
    """Say whether a text is an amount with two decimals, or one of a currency without any."""
    return bool(_AMOUNT.fullmatch(text) or _WHOLE.fullmatch(text))


def is_yearless_day(text: str) -> bool:
    """Say whether a text is a day and a month without a year."""
    found = _YEARLESS.fullmatch(text)
    if not found:
        return False
    month, day = found[2] or found[3], found[1] or found[4]
    if month is None:
        return True
    return fold_letters(month) in MONTHS and 1 <= int(day) <= 31


def _kind(words: Sequence[Word]) -> str | None:
    """Return what several words are together; a gap of a column is never inside of a day or an amount."""
    height = max(word.bottom - word.top for word in words)
    if any(after.left - before.right > 0.7 * height for before, after in pairwise(words)):
        return None
    text = " ".join(word.text for word in words)
    if is_amount(text):
        return "amount"
    if len(words) <= 4 and len(text) <= 20 and (is_day(text) or is_yearless_day(text)):
        return "day"
    return None
