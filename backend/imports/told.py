"""What a file says of itself in its header and in the lines above: currency and kind of account."""

import re
from collections.abc import Sequence

from backend.imports.amounts import SYMBOLS, UnreadableAmount, take_apart
from backend.imports.formats.csv_file import Record
from backend.imports.words import words_of
from backend.kit.currency import is_currency, is_current

_CODE = re.compile(r"\b([A-Z]{3})\b")
# Codes of the past are words in some languages (German "auf dem Konto"); a currency stands last, in capitals.
_LAST_CODE = re.compile(r"\b(?!ALL|TOP|MOP)([A-Z]{3})\W*$")
_EURO = re.compile(r"\beuros?\b", re.IGNORECASE)
_ACCOUNT_WORDS = (
    (
        "credit",
        r"kreditkarte|credit card|card ?member|card used|\bvisa\b|mastercard|carte de cr|tarjeta de cr|cart[ãa]o de cr"
        r"|\bcard no|\bcardid",
    ),
    ("savings", r"tagesgeld|savings|sparkonto|extra-konto|livret|ahorro|oszcz|spaarrekening"),
    ("checking", r"girokonto|checking|current account|cuenta corriente|conto corrente|compte courant|betaalrekening"),
)
_HEADER_SIGNS = {
    "元": "CNY",
    "円": "JPY",
    "원": "KRW",
    "in Rs": "INR",
    "руб": "RUB",
    "грн": "UAH",
    "Kč": "CZK",
    "zł": "PLN",
}


def currency_told(header: Sequence[str], preamble: Sequence[Record]) -> str | None:
    """Return the currency that the header or the lines above it name, if they name one only."""
    found = {code for cell in header for code in _codes(cell)}
    if not found:
        found = {code for record in preamble for cell in record.cells for code in codes_of_amount(cell)}
    return found.pop() if len(found) == 1 else None


def _codes(header: str) -> set[str]:
    codes = {code for code in _CODE.findall(header.upper()) if is_current(code) and code not in ("ALL", "TOP", "MOP")}
    if (last := _LAST_CODE.search(header)) and is_currency(last[1]):
        codes.add(last[1])
    codes |= {code for sign, code in _HEADER_SIGNS.items() if sign in header}
    if _EURO.search(header):
        codes.add("EUR")
    return codes | {
        code for symbol, code in SYMBOLS.items() if not symbol.isalpha() and len(symbol) == 1 and symbol in header
    }


def codes_of_amount(cell: str) -> set[str]:
    if is_currency(cell.strip()):
        return {cell.strip()}
    try:
        currency = take_apart(cell).currency
    except UnreadableAmount:
        return set()
    return {currency} if currency else set()


_CENTS = re.compile(r"\b(?:cents?|pence|minor|centimes|centavos|centimos|grosze|ore|kopecks?)\b")


def counts_cents(header: str) -> bool:
    """Say whether the header of an amount names the smallest unit of its currency."""
    return bool(_CENTS.search(words_of(header)))


_CARD_WORDS = re.compile(
    r"^card$|\b(?:card ?holder|card ?member|name on card|card (?:no|number|nr|id)|nome no cartao|final do cartao"
    r"|portador"
    r"|parcelas?|cuotas?|karteninhaber|kartennummer|karte|titulaire de la carte|numero de carte|numero carta|kortnummer"
    r"|numer karty|merchant (?:category|city|state|zip|postcode)|4 ספרות אחרונות)\b"
)


def names_a_card(header: Sequence[str]) -> bool:
    """Say whether a header names a card, its holder or instalments: such a table is mostly one of purchases."""
    return any(_CARD_WORDS.search(words_of(cell)) for cell in header)


_CARD_FILES = re.compile(
    r"credit ?card|kredit ?karte|mastercard|amex|american express|carte de credit|tarjeta de credito|cartao de credito"
    r"|carta di credito|\bvisa\b(?! debit)|(?<!debit )(?<!bank )\bcard\b"
)


def is_named_after_a_card(name: str) -> bool:
    """Say whether the name of a file or an account is that of a credit card."""
    return bool(_CARD_FILES.search(words_of(name)))


def account_type_told(header: Sequence[str], preamble: Sequence[Record]) -> str | None:
    """Return what the header or the preamble calls the account."""
    words = " ".join([*header, *(cell for record in preamble for cell in record.cells)]).lower()
    for kind, pattern in _ACCOUNT_WORDS:
        if re.search(pattern, words):
            return kind
    return None
