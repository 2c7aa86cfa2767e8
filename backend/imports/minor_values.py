"""The columns of a table as numbers of minor units, None where a cell is empty or no amount."""

from backend.imports.balances import Proof, prove
from backend.imports.cells import direction_of
from backend.imports.column_roles import Columns, ReadMinor, Roles


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
