"""Find the money columns: one amount or debit and credit, the balance that proves them, and a fee."""

import re
from collections.abc import Sequence
from itertools import permutations

from backend.imports.detection.columns import Columns, ReadMinor, Roles, prove
from backend.imports.detection.currency import are_currencies, code_of
from backend.imports.detection.date_order import direction_of_days
from backend.imports.detection.money_by_values import Minors, MoneyByValues
from backend.imports.values.cells import Facts
from backend.imports.vocabulary.text import words_of

_OF_THE_ACCOUNT = re.compile(
    r"\b(?:account|billing|billed|settlement|card currency|rachunku|uctu|счета|рахунку|карты|картки|konto\w*|compte"
    r"|cuenta|conto|conta|rekening|tili\w*)\b"
)


def account_amount(candidates: Sequence[int], columns: Columns) -> int | None:
    """Return the column in the currency of the account, by its name or by a currency that never changes."""
    if len(candidates) < 2:
        return None
    named = [i for i in candidates if i < len(columns.header) and _OF_THE_ACCOUNT.search(words_of(columns.header[i]))]
    if named:
        return named[0] if len(named) < len(candidates) else None
    counts = {index: _count_of_currencies(columns.facts[index + 1 : index + 2]) for index in candidates}
    steady = [index for index, count in counts.items() if count == 1]
    return steady[0] if len(steady) == 1 and any(count > 1 for count in counts.values()) else None


def _count_of_currencies(behind: Sequence[Facts]) -> int:
    """Count the currencies in the column behind an amount; 0 if it holds something else."""
    if not behind or not are_currencies(behind[0]):
        return 0
    return len({code_of(value) for value in behind[0].values})


class MoneyFinder:
    """Fills in the money of `roles`; each column it uses is taken."""

    def __init__(self, columns: Columns, roles: Roles, read_minor: ReadMinor) -> None:
        self.columns = columns
        self.facts, self.meanings = columns.facts, columns.meanings
        self.roles = roles
        direction = 0 if roles.date is None else direction_of_days(self.facts[roles.date].values)
        self.minors = Minors(columns, read_minor, direction)

    def find(self) -> None:
        balances = [index for index in self.columns.named("balance") if self._may_be_amount(index)]
        balances.sort(key=lambda index: -self.facts[index].filled)
        singles = self._amount_candidates()
        debits, credits_ = self._sides("debit"), self._sides("credit")
        if debits and credits_ and self._is_pair(debits[0], credits_[0], singles):
            self.roles.debit, self.roles.credit = self.columns.take(debits[0]), self.columns.take(credits_[0])
        elif singles:
            best = self._best_single(singles, balances)
            if pair := self._proved_pair(best, balances):
                best, self.roles.balance = pair[0], self.columns.take(pair[1])
            self.roles.amount = self.columns.take(best)
            self._doubt_halves(singles)
        elif debits or credits_:
            self.roles.debit = self.columns.take(debits[0] if debits else None)
            self.roles.credit = self.columns.take(credits_[0] if credits_ else None)
        else:
            MoneyByValues(self.columns, self.roles, self.minors).find(balances)
        balances = [index for index in balances if index not in self.columns.used]
        if balances and self.roles.balance is None:
            self.roles.balance = self.columns.take(
                max(balances, key=lambda index: (self.minors.prove(self.roles, index).share, -index))
            )
        if self.roles.balance is not None:
            self.roles.proof = self.minors.prove(self.roles, self.roles.balance)
            self._find_fee(self.roles.balance)
        for index, facts in enumerate(self.facts):
            if facts.is_amount and facts.has_money_look:
                self.columns.used.add(index)
        self.columns.used -= {
            index for role in ("original_amount", "id") for index in self.columns.with_role(role)
        } - self._taken()

    def _taken(self) -> set[int]:
        roles = self.roles
        chosen = (roles.date, roles.authorized_date, roles.amount, roles.debit, roles.credit, roles.balance, roles.fee)
        return {index for index in chosen if index is not None}

    def _may_be_amount(self, index: int) -> bool:
        return self.facts[index].is_amount or self.columns.is_empty(index)

    def _sides(self, role: str) -> list[int]:
        """Return the columns of one side; one that is always empty waits for those that are not."""
        found = [index for index in self.columns.named(role) if self._may_be_amount(index)]
        return sorted(found, key=self.columns.is_empty)

    def _amount_candidates(self) -> list[int]:
        found: list[int] = []
        for role in ("amount", "net", "gross"):
            found += [index for index in self.columns.named(role) if self._may_be_amount(index)]
        # "Soll/Haben" and the like name a direction, or hold the signed amount itself.
        found += [
            index
            for index in self.columns.named("kind")
            if self.facts[index].is_amount and self.facts[index].has_money_look
        ]
        if not found and not self._sides("debit") and not self._sides("credit"):
            # Cards that state no other amount mean the one of the purchase.
            found = [index for index in self.columns.named("original_amount") if self.facts[index].is_amount]
        return found

    def _is_pair(self, debit: int, credit: int, singles: Sequence[int]) -> bool:
        """Prefer two columns over one if they carry what the one lacks, its sign."""
        if not singles or all(self.columns.is_empty(index) for index in singles):
            return True
        return not self.facts[singles[0]].has_negatives and self.facts[debit].filled + self.facts[credit].filled > 0.5

    def _best_single(self, singles: Sequence[int], balances: Sequence[int]) -> int:
        for balance in balances:
            proofs = {
                index: prove(self.minors.of(index), self.minors.of(balance), self.minors.direction)
                for index in singles
                if index != balance
            }
            proved = [index for index, proof in proofs.items() if proof.holds and proof.steps >= 2]
            if proved:
                return max(proved, key=lambda index: proofs[index].share)
        moving = [index for index in singles if any(self.minors.of(index))] or list(singles)
        if net := self._net_of(moving):
            return net
        fullest = max(self.facts[index].filled for index in moving)
        full = [index for index in moving if self.facts[index].filled >= 0.8 * fullest]
        chosen = account_amount(full, self.columns)
        return full[0] if chosen is None else chosen

    def _proved_pair(self, best: int, balances: Sequence[int]) -> tuple[int, int] | None:
        """Return the amount and its running balance that every row proves, if no named balance proves the named amount.

        Some banks call the balance "Sum" and the amount "In/Out".
        """
        if any(self._is_proved(best, balance) for balance in balances):
            return None
        numbers = [
            index
            for index, facts in enumerate(self.facts)
            if facts.is_amount
            and facts.filled >= 0.9
            and index not in self.columns.used
            and not any(
                m.role in ("ignored", "merchant_code", "id", "reference", "account", "fee")
                for m in self.meanings[index]
            )
        ]
        # Line numbers are the running sum of a column of ones.
        pairs = [
            (amount, balance)
            for amount, balance in permutations(numbers, 2)
            if self.facts[amount].has_money_look and self._is_proved(amount, balance)
        ]
        return min(pairs, key=lambda pair: (pair[0] != best, pair[1] not in balances), default=None)

    def _is_proved(self, amount: int, balance: int) -> bool:
        proof = prove(self.minors.of(amount), self.minors.of(balance), self.minors.direction)
        return proof.share == 1 and proof.sign > 0 and proof.steps >= max(2, 0.5 * len(self.columns.rows))

    def _net_of(self, singles: Sequence[int]) -> int | None:
        """What is left after the fee is what moves the account, if the three columns agree on that."""
        for net in self.columns.named("net"):
            for fee in self.columns.named("fee") if net in singles else ():
                nets, fees = self.minors.of(net), self.minors.of(fee)
                for gross in singles:
                    rows = list(zip(self.minors.of(gross), fees, nets, strict=True))
                    if (
                        gross != net
                        and any(f for _, f, _ in rows)
                        and all((g or 0) - abs(f or 0) == (n or 0) for g, f, n in rows)
                    ):
                        return net
        return None

    def _doubt_halves(self, singles: Sequence[int]) -> None:
        """Where rows have their amount in one of two columns, as with one column a currency, one is not enough."""
        chosen = self.minors.of(self.roles.amount or 0)
        for other in singles:
            if other != self.roles.amount and any(
                a is None and b for a, b in zip(chosen, self.minors.of(other), strict=True)
            ):
                self.roles.guessed.add("which amount")

    def _find_fee(self, balance: int) -> None:
        """A fee counts if the balance moves by amount and fee together, as with Revolut."""
        for index in self.columns.named("fee"):
            fees = self.minors.of(index)
            if not any(fees):
                continue
            both = [
                None if a is None else a - abs(f or 0)
                for a, f in zip(self.minors.signed(self.roles), fees, strict=True)
            ]
            proof = prove(both, self.minors.of(balance), self.minors.direction)
            if proof.share > self.roles.proof.share + 0.05 and proof.sign > 0:
                self.roles.fee, self.roles.proof = self.columns.take(index), proof
