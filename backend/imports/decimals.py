"""Decides once per file whether "1.234" is one and a bit or more than a thousand."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from backend.imports.amounts import UnreadableAmount, take_apart

_THREE_AFTER = re.compile(r"[1-9]\d{0,2}([.,])\d{3}", re.ASCII)


class DecimalMark(NamedTuple):
    mark: str
    is_sure: bool


def decide_decimal(texts: Iterable[str], hint: str | None = None, *, has_decimals: bool = True) -> DecimalMark:
    """Return the mark that all the amounts of a file agree on. `hint` is what the language of the file suggests; a
    currency without decimals leaves only groups of thousands where nothing else tells."""
    votes = {".": 0, ",": 0}
    unclear: Counter[str] = Counter()
    for text in texts:
        try:
            body = take_apart(text).body
        except UnreadableAmount:
            continue
        mark = decimal_mark_of(body)
        if mark:
            votes[mark] += 1
        elif _THREE_AFTER.fullmatch(body):
            unclear[body] += 1
    if votes["."] or votes[","]:
        mark = "." if votes["."] >= votes[","] else ","
        return DecimalMark(mark, min(votes.values()) * 4 <= max(votes.values()))
    if not unclear:
        return DecimalMark(hint or ".", True)
    if not has_decimals:
        return DecimalMark("," if "." in next(iter(unclear)) else ".", True)
    return _decide_unclear(unclear, hint)


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


def _decide_unclear(bodies: Counter[str], hint: str | None) -> DecimalMark:
    """All numbers look like 1.234: groups of thousands, or three decimals written out."""
    mark = "." if "." in next(iter(bodies)) else ","
    other = "," if mark == "." else "."
    if (
        bodies.total() >= 4
        and all(body.endswith("0") for body in bodies)
        and not all(body.endswith("00") for body in bodies)
    ):
        # Three decimals whose last is always nought are two decimals of money; thousands would not do that.
        return DecimalMark(mark, True)
    if hint:
        return DecimalMark(hint, hint == other)
    return DecimalMark(other, False)
