"""Parse amounts exactly: the right number of minor units, or an error with the reason."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from backend.imports.model.column_mapping import ColumnMapping
from backend.kit.currency import is_currency, minor_digits

# Fifteen digits of minor units are more than any account holds, and stay exact in every program downstream.
LIMIT_MINOR = 10**15

SYMBOLS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "R$": "BRL", "MX$": "MXN", "NT$": "TWD", "€": "EUR", "£": "GBP", "₹": "INR", "RS": "INR", "RS.": "INR",
    "₽": "RUB", "РУБ": "RUB", "РУБ.": "RUB", "RUR": "RUB",
    "₴": "UAH", "ГРН": "UAH", "ZŁ": "PLN", "KČ": "CZK", "FT": "HUF",
    "FR.": "CHF", "SFR.": "CHF", "₺": "TRY", "TL": "TRY", "₩": "KRW", "₪": "ILS", "฿": "THB", "₫": "VND", "₱": "PHP",
    "₦": "NGN", "₵": "GHS", "₡": "CRC", "₲": "PYG", "₸": "KZT", "₼": "AZN", "₾": "GEL", "৳": "BDT", "₮": "MNT",
    "₭": "LAK", "៛": "KHR", "RP": "IDR", "RP.": "IDR", "RM": "MYR", "KSH": "KES", "S/": "PEN", "ZK": "ZMW",
    "元": "CNY",
    "人民币": "CNY", "人民币元": "CNY", "人民幣": "CNY", "美元": "USD", "港币": "HKD", "円": "JPY", "원": "KRW",
    "ЛВ.": "BGN", "ЛВ": "BGN", "LEI": "RON", "RMB": "CNY",
    "EURO": "EUR", "EUROS": "EUR", "NIS": "ILS", "STG": "GBP", "UKP": "GBP",
}  # fmt: skip
# Shared by several currencies, so they say nothing about which one it is.
VAGUE_SYMBOLS = {"$", "¥", "KR", "KR.", ":-", "R", "FR", "₨"}
OUT_MARKS = {"DR", "DR.", "D", "DB", "S", "SOLL", "DEBIT"}
IN_MARKS = {"CR", "CR.", "C", "H", "HABEN", "CREDIT", "K"}

_PLAIN = {
    ".": re.compile(r"-?\d{1,12}\.\d\d", re.ASCII),
    ",": re.compile(r"-?\d{1,12},\d\d", re.ASCII),
}
_LONGEST = 30
# What most cells are; nothing has to be taken apart.
_BARE = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)
_PARTS = re.compile(r"([^\d.,]*)([.,]?\d[\d.,'’` ]*)([^\d]*)", re.ASCII)
# The Swiss way of writing that there are no cents: "1'000.--" and "20.-".
_NO_CENTS = re.compile(r"(?<=\d)[.,](?:--?|–)(?=\D*$)", re.ASCII)
_GROUPS = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})*,\d{3}|\d+", re.ASCII)


class UnreadableAmount(ValueError):
    """The text is no amount we may believe. `code` is stable; `why` continues the sentence "The amount ... "."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


class Amount(NamedTuple):
    """`minor` as the text signs it; `mark` is "out" or "in" where letters such as DR or CR say so."""

    minor: int
    currency: str
    mark: str | None = None


class AmountParts(NamedTuple):
    """An amount taken apart, before anyone knows which mark is the decimal one."""

    body: str
    is_negative: bool
    currency: str | None
    mark: str | None


def amount_reader(decimal: str, default_currency: str) -> Callable[[str], Amount]:
    """Return the function that reads one column: quick for the plain form, careful for all others."""
    is_plain = _PLAIN[decimal].fullmatch
    has_two_digits = minor_digits(default_currency) == 2

    def read(text: str) -> Amount:
        if has_two_digits and is_plain(text):
            return Amount(int(text.replace(decimal, "")), default_currency)
        return read_amount(text, decimal, default_currency)

    return read


def read_amount(text: str, decimal: str, default_currency: str) -> Amount:
    """Read any form of amount. Afterwards it is exact in minor units, or UnreadableAmount says why not."""
    pieces = split_amount(text)
    currency = pieces.currency or default_currency
    minor = _to_minor(pieces.body, decimal, minor_digits(currency))
    if minor >= LIMIT_MINOR:
        raise UnreadableAmount("amount_too_large", "is larger than any account could hold")
    if pieces.is_negative and pieces.mark:
        raise UnreadableAmount("amount_sign_twice", "has both a minus and a letter for the direction")
    return Amount(-minor if pieces.is_negative else minor, currency, pieces.mark)


def split_amount(text: str) -> AmountParts:
    """Separate sign, currency, direction letters and the digits. Raises UnreadableAmount if it is no amount."""
    if _BARE.fullmatch(text):
        return AmountParts(text.lstrip("-"), text[0] == "-", None, None)
    clean = plain_text(text)
    if not clean or clean in ("-", "--"):
        raise UnreadableAmount("amount_missing", "is empty")
    clean = _NO_CENTS.sub("", clean)
    is_bracketed = clean.startswith("(") and clean.endswith(")")
    found = _PARTS.fullmatch(clean[1:-1].strip() if is_bracketed else clean)
    if not found:
        raise UnreadableAmount("amount_unreadable", f"“{text.strip()[:40]}” is not a number we can read")
    before, body, after = found.groups()
    currency: str | None = None
    mark: str | None = None
    minuses = int(is_bracketed)
    for piece in _words(before) + _words(after):
        if piece in "+-":
            minuses += piece == "-"
        elif piece in VAGUE_SYMBOLS:
            continue
        elif piece in OUT_MARKS or piece in IN_MARKS:
            mark = "out" if piece in OUT_MARKS else "in"
        elif SYMBOLS.get(piece) or is_currency(piece):
            currency = SYMBOLS.get(piece, piece)
        elif re.fullmatch("[A-Z]{3}", piece) or all(unicodedata.category(sign) == "Sc" for sign in piece):
            raise UnreadableAmount("currency_unknown", f"is in {piece}, which is no currency we know")
        else:
            raise UnreadableAmount("amount_unreadable", f"“{text.strip()[:40]}” is not a number we can read")
    if minuses > 1:
        raise UnreadableAmount("amount_sign_twice", "has more than one minus")
    return AmountParts(body.strip(" '’`"), minuses == 1, currency, mark)


def plain_text(text: str) -> str:
    """Return the cell without spreadsheet escapes, in plain digits, spaces and minus signs."""
    text = text.strip()
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(_plain_character(character) for character in text).strip()
    if text.startswith("="):
        text = text[1:].strip()
    return text.strip('"').lstrip("'").strip()


def _plain_character(character: str) -> str:
    if character in "−–—‐‑﹣":
        return "-"
    if character in "’‘ʼ´":
        return "'"
    if character == "٬":
        return ","
    if character == "٫":
        return "."
    if character.isspace():
        return " "
    if character in "\u200b\u200e\u200f\u202a\u202c\ufeff\u2066\u2069":
        return ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _words(text: str) -> list[str]:
    """Split "- $" or "eur cr" into signs, symbols and words in capitals."""
    return re.findall(r"[+-]|:-|[^\s+-]+", text.upper().replace("*", " "))


def _to_minor(body: str, decimal: str, digits: int) -> int:
    """Turn the digits into minor units; the grouping must be as people write it, or the text is refused."""
    whole, mark, part = body.rpartition(decimal)
    if not mark:
        whole, part = body, ""
    if decimal in whole:
        # Twice the decimal mark is no number in this file's way of writing.
        raise UnreadableAmount("amount_unreadable", "does not fit the way this file writes numbers")
    whole = whole.replace("’", "'").replace("`", "'")
    if (whole and not _GROUPS.fullmatch(whole)) or (part and not (part.isascii() and part.isdigit())):
        raise UnreadableAmount("amount_unreadable", "does not fit the way this file writes numbers")
    if not whole and not part:
        raise UnreadableAmount("amount_unreadable", "is not a number we can read")
    kept = part[:digits]
    if part[digits:].strip("0"):
        raise UnreadableAmount("too_many_decimals", "has more decimals than its currency")
    written = (re.sub(r"\D", "", whole) + kept.ljust(digits, "0")).lstrip("0")
    if len(written) > _LONGEST:
        # Python refuses to turn thousands of digits into a number.
        raise UnreadableAmount("amount_too_large", "is larger than any account could hold")
    return int(written or "0")


CellReader = Callable[[list[str], int], Amount]


def reader_in(mapping: ColumnMapping, currency: str) -> Callable[[str], Amount]:
    """Return the function that reads an amount of this currency."""
    return (_whole_minor_reader if mapping.is_minor_units else amount_reader)(mapping.decimal, currency)


def cell_reader(mapping: ColumnMapping, default_currency: str) -> CellReader:
    """Return the function that reads the amount in one cell, in the currency its row names."""
    readers: dict[str, Callable[[str], Amount]] = {}
    column = mapping.currency

    def reader_for(code: str) -> Callable[[str], Amount]:
        name = SYMBOLS.get(code.upper(), code.upper()) if code else default_currency
        if name in VAGUE_SYMBOLS:
            name = default_currency
        if not is_currency(name):
            raise UnreadableAmount("currency_unknown", f"is in “{code}”, which is no currency we know")
        readers[code] = made = reader_in(mapping, name)
        return made

    plain = reader_for("")
    if column is None:
        return lambda cells, index: plain(cells[index])

    def read(cells: list[str], index: int) -> Amount:
        code = cells[column].strip() if column < len(cells) else ""
        return (readers.get(code) or reader_for(code))(cells[index])

    return read


def _whole_minor_reader(_decimal: str, currency: str) -> Callable[[str], Amount]:
    """For exports that count cents: a fraction would mean that they do not."""

    def read(text: str) -> Amount:
        digits = plain_text(text)
        if not digits.lstrip("-").isdecimal() or len(digits) > 15:
            raise UnreadableAmount("amount_unreadable", "is not a whole number of cents")
        return Amount(int(digits), currency)

    return read
