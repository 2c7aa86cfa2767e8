"""Find the money columns of a table without helpful headers: by the running balance, else by their values."""

from collections.abc import Iterator, Sequence

from backend.imports.detection.columns import Columns, Proof, ReadMinor, Roles, prove
from backend.imports.values.cells import direction_of


class Minors:
    """Reads columns of the sampled rows. `direction` tells whether the days of the rows ascend (1) or descend (-1)."""

    def __init__(self, columns: Columns, read_minor: ReadMinor, direction: int) -> None:
        self.facts, self.rows = columns.facts, columns.rows
        self.read_minor = read_minor
        self.direction = direction

    def of(self, index: int) -> list[int | None]:
        return [self.read_minor(row[index]) if index < len(row) and row[index].strip() else None for row in self.rows]

    def directed(self, index: int) -> list[int | None]:
        """Return the amounts with the sign that a column of words such as Debet and Credit gives them."""
        minors = self.of(index)
        if self.facts[index].has_negatives:
            return minors
        for column, facts in enumerate(self.facts):
            if facts.filled >= 0.9 and {direction_of(value) for value in facts.values} == {"out", "in"}:
                outs = [direction_of(row[column]) == "out" if column < len(row) else False for row in self.rows]
                return [-abs(a) if a and out else a for a, out in zip(minors, outs, strict=True)]
        return minors

    def of_pair(self, debit: int, credit: int) -> list[int | None]:
        outs, ins = self.of(debit), self.of(credit)
        return [None if a is None and b is None else abs(b or 0) - abs(a or 0) for a, b in zip(outs, ins, strict=True)]

    def signed(self, roles: Roles) -> list[int | None]:
        if roles.amount is not None:
            return self.of(roles.amount)
        none: list[int | None] = [None] * len(self.rows)
        outs = none if roles.debit is None else self.of(roles.debit)
        ins = none if roles.credit is None else self.of(roles.credit)
        return [None if a is None and b is None else abs(b or 0) - abs(a or 0) for a, b in zip(outs, ins, strict=True)]

    def prove(self, roles: Roles, balance: int) -> Proof:
        """Return how well the chosen money explains this balance."""
        return prove(self.signed(roles), self.of(balance), self.direction)


class MoneyByValues:
    """Fills in amount or sides and balance of `roles`, and notes what was only guessed."""

    def __init__(self, columns: Columns, roles: Roles, minors: Minors) -> None:
        self.columns = columns
        self.facts, self.rows, self.meanings = columns.facts, columns.rows, columns.meanings
        self.roles = roles
        self.minors = minors

    def find(self, balances: list[int]) -> None:
        """No header tells. Let the running balance point at the column that moves it, else the looks decide."""
        self.roles.guessed.add("amount")
        numbers = [
            index
            for index, facts in enumerate(self.facts)
            if facts.is_amount
            and index not in self.columns.used
            and index not in balances
            and not self._is_other_role(index)
        ]
        money = [index for index in numbers if self.facts[index].has_money_look] or numbers
        # Whole amounts look like any number, but only money moves a balance.
        if self._guess_by_balance(money, balances or money) or self._guess_by_balance(numbers, balances or numbers):
            return
        if pair := next(self._complementary(money), None):
            self.roles.debit, self.roles.credit = (self.columns.take(index) for index in pair)
            self._doubt_sides(pair)
            return
        if self._is_unclear(money) or self._is_passed_over(numbers, money):
            self.roles.guessed.add("which amount")
        if money:
            self.roles.amount = self.columns.take(
                max(
                    money,
                    key=lambda i: (
                        self.facts[i].has_negatives,
                        self.facts[i].filled >= 0.9,
                        self.facts[i].distinct > 0.1,
                        -i,
                    ),
                )
            )

    def _is_unclear(self, money: Sequence[int]) -> bool:
        """One full column with both signs, left of those without a minus, is the amount; the others state balances."""
        full = [i for i in money if self.facts[i].filled >= 0.9 and self.facts[i].distinct * len(self.rows) > 1]
        if len(full) < 2:
            return len(money) > 1 and len(full) != 1
        first, *others = full
        return not self.facts[first].has_negatives or any(self.facts[index].has_negatives for index in others)

    def _is_passed_over(self, numbers: Sequence[int], money: Sequence[int]) -> bool:
        """A column of whole numbers that fills what the columns of money leave empty may be the other side."""
        filled = [self.minors.of(index) for index in money]
        left = [all(not column[row] for column in filled) for row in range(len(self.rows))] if filled else []
        others = [self.minors.of(index) for index in numbers if index not in money]
        return any(is_left and column[row] for column in others for row, is_left in enumerate(left))

    def _doubt_sides(self, pair: Sequence[int]) -> None:
        """A minus in one column may mark money out, or a payment to a card; a balance may be one of debt."""
        if sum(self.facts[index].has_negatives for index in pair) < 2:
            self.roles.guessed.add("sides")

    def _is_other_role(self, index: int) -> bool:
        return any(
            m.role in ("ignored", "merchant_code", "id", "reference", "account", "original_amount", "fee")
            for m in self.meanings[index]
        )

    def _guess_by_balance(self, money: Sequence[int], balances: Sequence[int]) -> bool:
        # A column with the balance before each row fits too, but turned; so a fit as it stands goes first.
        candidates: list[tuple[tuple[float, bool, int], tuple[int, ...], int]] = []
        for balance in balances:
            for index in money:
                if index != balance and self.facts[index].filled >= 0.9:
                    proof = prove(self.minors.directed(index), self.minors.of(balance), self.minors.direction)
                    if proof.holds and (proof.steps >= 2 or proof.share == 1):
                        candidates.append(((proof.share, proof.sign > 0, proof.steps), (index,), balance))
            for pair in self._complementary([index for index in money if index != balance]):
                for debit, credit in (pair, pair[::-1]):
                    proof = prove(self.minors.of_pair(debit, credit), self.minors.of(balance), self.minors.direction)
                    if proof.holds and proof.sign > 0:
                        candidates.append(((proof.share, True, proof.steps), (debit, credit), balance))
        if not candidates:
            return False
        (share, *_), columns, balance = max(candidates, key=lambda item: item[0])
        others = [index for index in money if index not in (*columns, balance)]
        if share < 1 and any(any(self.minors.of(index)) for index in others):
            # What the amount does not explain may be a fee in another column.
            self.roles.guessed.add("which amount")
        self.roles.balance = self.columns.take(balance)
        self.roles.guessed.discard("amount")
        if len(columns) == 1:
            self.roles.amount = self.columns.take(columns[0])
        else:
            self.roles.debit, self.roles.credit = (self.columns.take(index) for index in columns)
            self._doubt_sides(columns)
        return True

    def _complementary(self, columns: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield two columns of which each row fills exactly one, the outgoing one first."""
        for position, left in enumerate(columns):
            for right in columns[position + 1 :]:
                pairs = list(zip(self.minors.of(left), self.minors.of(right), strict=True))
                one_sided = sum(bool(a) != bool(b) for a, b in pairs)
                if pairs and one_sided >= 0.9 * len(pairs) and any(a for a, _ in pairs) and any(b for _, b in pairs):
                    is_right_out = self.facts[right].has_negatives and not self.facts[left].has_negatives
                    yield (right, left) if is_right_out else (left, right)
