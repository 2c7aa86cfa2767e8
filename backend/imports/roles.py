"""Gives each column its role: what the header says, where the values agree, and the values alone where it is silent."""

from collections.abc import Callable, Sequence

from backend.imports.cells import Facts, direction_of, is_neither
from backend.imports.column_roles import Columns, ReadMinor, Roles
from backend.imports.currency_columns import CurrencyFinder
from backend.imports.date_columns import DateFinder
from backend.imports.description_columns import DescriptionFinder
from backend.imports.leave_out import is_status, reason_in_status
from backend.imports.money_columns import MoneyFinder
from backend.imports.words import words_of


def find_roles(
    header: Sequence[str], facts: Sequence[Facts], rows: Sequence[Sequence[str]], read_minor: ReadMinor
) -> Roles:
    """Return the roles, found one kind after the other; each column is used once."""
    columns, roles = Columns(header, facts, rows), Roles()
    finder = RoleFinder(columns, roles)
    DateFinder(columns, roles).find()
    MoneyFinder(columns, roles, read_minor).find()
    finder.find_sign_column()
    currencies = CurrencyFinder(columns, roles)
    currencies.find()
    finder.find_named()
    DescriptionFinder(columns, roles).find()
    return roles


class RoleFinder:
    """Finds the side and the columns that only a header can name."""

    def __init__(self, columns: Columns, roles: Roles) -> None:
        self.columns = columns
        self.facts, self.rows, self.meanings = columns.facts, columns.rows, columns.meanings
        self.header = columns.header
        self.roles = roles

    def find_sign_column(self) -> None:
        sides = [i for i in range(len(self.facts)) if i not in self.columns.used and self._tells_direction(i)]
        self.roles.sign_column = self.columns.take(sides[0] if sides else None)

    def _tells_direction(self, index: int) -> bool:
        """Say whether each cell is a word for in or out; letters count only where the header or its lack allows it."""
        facts, meanings = self.facts[index], self.meanings[index]
        told = [direction_of(value) for value in facts.values if not is_neither(value)]
        is_named = any(meaning.role == "kind" for meaning in meanings)
        if not told or sum(word is not None for word in told) < 0.95 * len(told):
            return is_named and self._tells_it_mostly(index, told)
        if facts.filled < 0.9:
            # Where only credits carry a mark, the others are debits; a header must say that it is about sides.
            return is_named and any(meaning.fit == 2 for meaning in meanings) and len(set(told)) == 1
        is_unnamed = index >= len(self.header) or not self.header[index].strip()
        if is_named or is_unnamed or any(meaning.role in ("debit", "credit") for meaning in meanings):
            return True
        return not meanings and len(set(told)) == 2 and any(len(value) > 1 for value in facts.values)

    def _tells_it_mostly(self, index: int, told: Sequence[str | None]) -> bool:
        """Say whether most cells tell in or out, both are told, and few other words stand beside them.

        Where amounts have signs of their own, words have to be clearer than that to be believed.
        """
        if self.roles.amount is None or self.facts[self.roles.amount].has_negatives:
            return False
        others = {value for value in self.facts[index].values if direction_of(value) is None}
        return {"in", "out"} <= set(told) and told.count(None) <= 0.5 * len(told) and len(others) <= 3

    def find_named(self) -> None:
        """Give the roles that only a header can name, each to the first column whose values agree."""
        roles, facts = self.roles, self.facts
        roles.original_amount = self._first("original_amount", lambda i: facts[i].is_amount)
        roles.status = self._find_status()
        roles.provider_id = self._first("id", self._is_identity)
        roles.category = self._first("category", lambda i: facts[i].is_text)
        payees = [index for index in self.columns.named("payee") if facts[index].is_text]
        roles.account = self._first("account", lambda i: facts[i].filled > 0.3 and not self._is_of_payee(i, payees))
        # With the owner in one of two columns of names, the other one names those paid.
        payees.sort(key=lambda index: (-round(facts[index].filled, 1), -facts[index].distinct))
        roles.payee = self.columns.take(payees[0] if payees else None)
        payer = self._first("payer", lambda i: facts[i].is_text)
        if roles.payee is None:
            roles.payee = payer
        else:
            roles.payer = payer
        roles.notes = self._first("memo", lambda i: facts[i].is_text)

    def _is_of_payee(self, index: int, payees: Sequence[int]) -> bool:
        """The number of an account behind the name of a payee is the payee's; one's own comes first or stands alone."""
        is_number = all(sum(map(str.isdigit, value)) >= 6 for value in self.facts[index].values)
        is_own = "auftrag" in self.header[index].lower() or "own" in words_of(self.header[index]).split()
        return is_number and not is_own and any(payee < index for payee in payees) and index > (self.roles.date or 0)

    def _find_status(self) -> int | None:
        """Prefer the column that tells of a row not booked; without a header its words are enough."""
        named = [index for index in self.columns.named("status") if self.facts[index].values]
        telling = [index for index in named if self._tells_of_unbooked(index)]
        if not named:
            telling = [
                index
                for index, facts in enumerate(self.facts)
                if index not in self.columns.used and facts.is_text and not self.meanings[index]
                if len(set(facts.values)) <= 5 and all(map(is_status, facts.values)) and self._tells_of_unbooked(index)
            ]
        return self.columns.take(next(iter([*telling, *named]), None))

    def _tells_of_unbooked(self, index: int) -> bool:
        is_flag = index < len(self.header) and "pending" in words_of(self.header[index])
        return any(reason_in_status(value, is_flag=is_flag) for value in set(self.facts[index].values))

    def _first(self, role: str, agrees: Callable[[int], bool]) -> int | None:
        return self.columns.take(next((index for index in self.columns.named(role) if agrees(index)), None))

    def _is_identity(self, index: int) -> bool:
        facts = self.facts[index]
        return facts.filled >= 0.99 and facts.distinct == 1 and facts.mean_length >= 3
