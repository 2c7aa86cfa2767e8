"""Decide once per file whether "1.234" means 1.234 or 1234."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from backend.imports.values.amounts import UnreadableAmount, split_amount
from backend.kit.currency import minor_digits

_THREE_AFTER = re.compile(r"[1-9]\d{0,2}([.,])\d{3}", re.ASCII)


class DecimalMark(NamedTuple):
    """`is_shown` says that some amount has a decimal mark which can be nothing else."""

    mark: str
    is_sure: bool
    is_shown: bool = False


def decide_decimal(
    texts: Iterable[str], hint: str | None = None, *, currency: str | None = None, home_currency: str = "USD"
) -> DecimalMark:
    """Return the mark that all the amounts of a file agree on.

    `hint` is the mark that the language of the file suggests, `currency` the one that the file names.
    """
    marks: list[str] = []
    has_whole = False
    unclear: Counter[str] = Counter()
    for text in texts:
        try:
            body = split_amount(text).body
        except UnreadableAmount:
            continue
        mark = decimal_mark_of(body)
        if mark:
            marks.append(mark)
        elif _THREE_AFTER.fullmatch(body):
            unclear[body] += 1
        elif body.isdecimal() and body.strip("0"):
            has_whole = True
    if marks:
        points, commas = marks.count("."), marks.count(",")
        return DecimalMark("." if points >= commas else ",", min(points, commas) * 4 <= max(points, commas), True)
    if not unclear:
        return DecimalMark(hint or ".", True)
    digits = minor_digits(currency or home_currency)
    # Thousandths are no money in most currencies, and who writes three decimals writes them behind every number.
    has_groups = has_whole or (currency is not None and not all(body.endswith("0") for body in unclear))
    return _decide_unclear(unclear, hint, has_groups=digits == 0 or (digits < 3 and has_groups))


def decimal_mark_of(body: str) -> str | None:
    """Return the decimal mark this number shows by itself, or None if it could be either."""
    dots, commas = body.count("."), body.count(",")
    if not dots and not commas:
        return None
    if dots and commas:
        return "." if body.rindex(".") > body.rindex(",") else ","
    mark = "." if dots else ","
    if dots + commas > 1:
        return "," if mark == "." else "."
    if _THREE_AFTER.fullmatch(body):
        return None
    # After an apostrophe or a space only the last mark can be the decimal one.
    return mark


def _decide_unclear(bodies: Counter[str], hint: str | None, *, has_groups: bool) -> DecimalMark:
    """All numbers with a mark look like 1.234: groups of thousands, or three decimals written out."""
    mark = "." if "." in next(iter(bodies)) else ","
    other = "," if mark == "." else "."
    if has_groups or hint == other:
        return DecimalMark(other, True)
    ends = {body[-2:] for body in bodies}
    if bodies.total() >= 4 and ends != {"00"} and all(end[1] == "0" for end in ends):
        # Three decimals whose last is always zero are two decimals of money; thousands seldom all end with a zero.
        return DecimalMark(mark, True)
    return DecimalMark(hint or other, False)
