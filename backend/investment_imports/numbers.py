"""Read quantities, prices and amounts as exact decimals, with all the digits that a file writes. Pure."""

import re
from collections.abc import Iterable
from decimal import Decimal

from backend.imports.values.amounts import SYMBOLS, UnreadableAmount, split_amount
from backend.imports.values.decimal_separator import decimal_mark_of

_PLAIN = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,18})?", re.ASCII)
_DIGITS = re.compile(r"\d{0,15}(?:\.\d{0,18})?", re.ASCII)
_NOTHING = frozenset({"", "-", "--", "n/a", "na", "nan", "null", "none", "not available"})
# Prices in a hundredth of the currency, as on the exchanges of London, Johannesburg and Tel Aviv.
_HUNDREDTHS = {"GBX": "GBP", "GBp": "GBP", "ZAc": "ZAR", "ZAX": "ZAR", "ILA": "ILS", "ILX": "ILS"}


class UnreadableNumber(ValueError):
    """The text is no number; the message continues the sentence “The quantity …”."""


def read_number(text: str, decimal: str = ".") -> Decimal | None:
    """Return the number in a cell, None if the cell says that there is none. Raises UnreadableNumber."""
    text = text.strip()
    if decimal == "." and _PLAIN.fullmatch(text):
        return Decimal(text)
    if text.casefold() in _NOTHING:
        return None
    try:
        parts = split_amount(text)
    except UnreadableAmount as error:
        raise UnreadableNumber(error.why) from error
    groups = "," if decimal == "." else "."
    body = parts.body.translate({ord(mark): None for mark in f"{groups}'’` "}).replace(decimal, ".")
    if body in ("", ".") or not _DIGITS.fullmatch(body):
        raise UnreadableNumber(f"“{text[:40]}” does not fit the way this file writes numbers")
    return -Decimal(body) if parts.is_negative else Decimal(body)


def find_decimal_mark(texts: Iterable[str]) -> str:
    """Return the mark that most of these numbers show as theirs; a point if none shows one."""
    marks = []
    for text in texts:
        try:
            marks.append(decimal_mark_of(split_amount(text).body) if text.strip() else None)
        except UnreadableAmount:
            continue
    return "," if marks.count(",") > marks.count(".") else "."


def currency_of(text: str) -> tuple[str | None, bool]:
    """Return the currency that a cell names, and whether its numbers are hundredths of it."""
    code = text.strip()
    if code in _HUNDREDTHS:
        return _HUNDREDTHS[code], True
    code = code.upper()
    return (SYMBOLS.get(code, code) or None), False
