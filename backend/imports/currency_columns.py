"""Finds the columns of currencies: that of the account's money, and that of a purchase abroad."""

import re

from backend.imports.amounts import SYMBOLS
from backend.imports.cells import Facts
from backend.imports.column_roles import Columns, Roles
from backend.imports.told import currency_told
from backend.kit.currency import is_currency

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
        told = currency_told([header[near]], []) if near is not None and near < len(header) else None
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
