"""Find the currency of a file and the account type: in its columns, headers and the lines above the table."""

import re
from collections.abc import Sequence

from backend.imports.detection.columns import Columns, Roles
from backend.imports.table.csv_reader import Record
from backend.imports.values.amounts import SYMBOLS, UnreadableAmount, split_amount
from backend.imports.values.cells import Facts
from backend.imports.vocabulary.text import words_of
from backend.kit.currency import is_currency, is_current

_CODE_IN_TEXT = re.compile(r"\b([A-Z]{3})\b")
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


def currency_in_header(header: Sequence[str], preamble: Sequence[Record]) -> str | None:
    """Return the currency that the header or the lines above it name, if they name one only."""
    found = {code for cell in header for code in _codes(cell)}
    if not found:
        found = {code for record in preamble for cell in record.cells for code in codes_of_amount(cell)}
    return found.pop() if len(found) == 1 else None


def _codes(header: str) -> set[str]:
    codes = {
        code for code in _CODE_IN_TEXT.findall(header.upper()) if is_current(code) and code not in ("ALL", "TOP", "MOP")
    }
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
        currency = split_amount(cell).currency
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


def account_type_in_header(header: Sequence[str], preamble: Sequence[Record]) -> str | None:
    """Return what the header or the preamble calls the account."""
    words = " ".join([*header, *(cell for record in preamble for cell in record.cells)]).lower()
    for kind, pattern in _ACCOUNT_WORDS:
        if re.search(pattern, words):
            return kind
    return None


_CODE = re.compile(r"[A-Z]{3,5}(?:\.[A-Z])?", re.ASCII)


class CurrencyFinder:
    """Fills in the currencies of `roles`; the columns of money must be known already."""

    def __init__(self, columns: Columns, roles: Roles) -> None:
        self.columns = columns
        self.facts, self.rows, self.meanings = columns.facts, columns.rows, columns.meanings
        self.roles = roles

    def find(self) -> None:
        near = self.roles.amount if self.roles.amount is not None else self.roles.debit
        found = self._candidates()
        if found and (self._is_of_purchase(found[0]) or self._contradicts(found[0], near)):
            self.roles.original_currency = self.columns.take(found[0])
        elif found:
            # Where each amount has its own currency column, it stands just behind it.
            self.roles.currency = self.columns.take(min(found, key=lambda index: (index != (near or 0) + 1, index)))
        self.columns.used.update(found)
        if self.roles.original_currency is None:
            originals = (
                index for index in self.columns.named("original_currency") if are_currencies(self.facts[index])
            )
            self.roles.original_currency = self.columns.take(next(originals, None))

    def _candidates(self) -> list[int]:
        """Return the columns with the name of a currency column, then others that look like one."""
        found = [
            index
            for index in self.columns.named("currency")
            if are_currencies(self.facts[index]) or self._are_unknown_codes(index)
        ]
        return found + [
            index
            for index in range(len(self.facts))
            if index not in found and index not in self.columns.used and not self.meanings[index]
            # Behind a name that we do not know stand other codes as well.
            if are_currencies(self.facts[index], share=0.95 if self._has_name(index) else 0.6)
        ]

    def _has_name(self, index: int) -> bool:
        return index < len(self.columns.header) and bool(self.columns.header[index].strip())

    def _are_unknown_codes(self, index: int) -> bool:
        """A column that is called currency and holds codes of coins says that its amounts are no money we know."""
        values = self.facts[index].values
        is_named = any(meaning.role == "currency" and meaning.fit == 2 for meaning in self.meanings[index])
        return is_named and bool(values) and all(_CODE.fullmatch(value) for value in values)

    def _contradicts(self, index: int, near: int | None) -> bool:
        """Say whether the header of the amount names another currency; then the column is about the purchase."""
        header = self.columns.header
        told = currency_in_header([header[near]], []) if near is not None and near < len(header) else None
        return told is not None and {code_of(value) for value in self.facts[index].values} != {told}

    def _is_of_purchase(self, index: int) -> bool:
        """A currency that is written only beside amounts of purchases abroad is theirs."""
        filled = self._filled(index)
        return not all(filled) and any(self._filled(other) == filled for other in self.columns.named("original_amount"))

    def _filled(self, index: int) -> list[bool]:
        return [index < len(row) and bool(row[index].strip()) for row in self.rows]


def are_currencies(facts: Facts, *, share: float = 0.6) -> bool:
    """Say whether at least this share of the values are names or signs of currencies."""
    values = facts.values
    known = sum(is_currency(value.upper()) or value.upper() in SYMBOLS or value in "€$£₴₽zł" for value in values)
    return bool(values) and known >= share * len(values)


def code_of(text: str) -> str:
    return SYMBOLS.get(text.upper(), text.upper())
