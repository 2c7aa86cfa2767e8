"""Finds the columns of money: the amount or its two sides, the balance that proves them, and a fee."""

from collections.abc import Sequence

from backend.imports.balances import Proof, prove
from backend.imports.cells import direction_of
from backend.imports.column_roles import Columns, ReadMinor, Roles
from backend.imports.date_order import direction_of_days


class MoneyFinder:
    """Fills in the money of `roles`; each column it uses is taken."""

    def __init__(self, columns: Columns, roles: Roles, read_minor: ReadMinor) -> None:
        self.columns = columns
        self.facts, self.rows, self.meanings = columns.facts, columns.rows, columns.meanings
        self.roles = roles
        self.read_minor = read_minor
        self.direction = 0 if roles.date is None else direction_of_days(self.facts[roles.date].values)

    def find(self) -> None:
        balances = [index for index in self.columns.named("balance") if self._may_be_amount(index)]
        balances.sort(key=lambda index: -self.facts[index].filled)
        singles = self._amount_candidates()
        debits = [index for index in self.columns.named("debit") if self._may_be_amount(index)]
        credits_ = [index for index in self.columns.named("credit") if self._may_be_amount(index)]
        if debits and credits_ and self._is_pair(debits[0], credits_[0], singles):
            self.roles.debit, self.roles.credit = self.columns.take(debits[0]), self.columns.take(credits_[0])
        elif singles:
            self.roles.amount = self.columns.take(self._best_single(singles, balances))
            self._doubt_halves(singles)
        elif debits or credits_:
            self.roles.debit = self.columns.take(debits[0] if debits else None)
            self.roles.credit = self.columns.take(credits_[0] if credits_ else None)
        else:
            self._guess_money(balances)
        balances = [index for index in balances if index not in self.columns.used]
        if balances and self.roles.balance is None:
            self.roles.balance = self.columns.take(max(balances, key=lambda index: (self._prove(index).share, -index)))
        if self.roles.balance is not None:
            self.roles.proof = self._prove(self.roles.balance)
            self._find_fee(self.roles.balance)
        for index, facts in enumerate(self.facts):
            if facts.is_amount and facts.has_money_look:
                self.columns.used.add(index)
        self.columns.used -= {
            index for role in ("original_amount", "id") for index in self._named_even_used(role)
        } - self._taken()

    def _named_even_used(self, role: str) -> list[int]:
        return [i for i, meanings in enumerate(self.meanings) if any(m.role == role for m in meanings)]

    def _taken(self) -> set[int]:
        roles = self.roles
        chosen = (roles.date, roles.authorized_date, roles.amount, roles.debit, roles.credit, roles.balance, roles.fee)
        return {index for index in chosen if index is not None}

    def _may_be_amount(self, index: int) -> bool:
        return self.facts[index].is_amount or self.columns.is_empty(index)

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
        return found

    def _is_pair(self, debit: int, credit: int, singles: Sequence[int]) -> bool:
        """Prefer two columns over one if they carry what the one lacks, its sign."""
        if not singles or all(self.columns.is_empty(index) for index in singles):
            return True
        return not self.facts[singles[0]].has_negatives and self.facts[debit].filled + self.facts[credit].filled > 0.5

    def _best_single(self, singles: Sequence[int], balances: Sequence[int]) -> int:
        for balance in balances:
            proofs = {
                index: prove(self._minors(index), self._minors(balance), self.direction)
                for index in singles
                if index != balance
            }
            proved = [index for index, proof in proofs.items() if proof.holds and proof.steps >= 2]
            if proved:
                return max(proved, key=lambda index: proofs[index].share)
        moving = [index for index in singles if any(self._minors(index))] or list(singles)
        if net := self._net_of(moving):
            return net
        fullest = max(self.facts[index].filled for index in moving)
        return next(index for index in moving if self.facts[index].filled >= 0.8 * fullest)

    def _net_of(self, singles: Sequence[int]) -> int | None:
        """What is left after the fee is what moves the account, if the three columns agree on that."""
        for net in self.columns.named("net"):
            for fee in self.columns.named("fee") if net in singles else ():
                nets, fees = self._minors(net), self._minors(fee)
                for gross in singles:
                    rows = list(zip(self._minors(gross), fees, nets, strict=True))
                    if (
                        gross != net
                        and any(f for _, f, _ in rows)
                        and all((g or 0) - abs(f or 0) == (n or 0) for g, f, n in rows)
                    ):
                        return net
        return None

    def _guess_money(self, balances: list[int]) -> None:
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
        if self._guess_by_balance(money, balances or money):
            return
        if pair := self._complementary(money):
            self.roles.debit, self.roles.credit = (self.columns.take(index) for index in pair)
            self._doubt_sides(pair)
            return
        if self._is_unclear(money):
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

    def _doubt_halves(self, singles: Sequence[int]) -> None:
        """Where rows have their amount in one of two columns, as with one column a currency, one is not enough."""
        chosen = self._minors(self.roles.amount or 0)
        for other in singles:
            if other != self.roles.amount and any(
                a is None and b for a, b in zip(chosen, self._minors(other), strict=True)
            ):
                self.roles.guessed.add("which amount")

    def _is_unclear(self, money: Sequence[int]) -> bool:
        """One full column with both signs, left of those without a minus, is the amount; the others state balances."""
        full = [i for i in money if self.facts[i].filled >= 0.9 and self.facts[i].distinct * len(self.rows) > 1]
        if len(full) < 2:
            return len(money) > 1 and len(full) != 1
        first, *others = full
        return not self.facts[first].has_negatives or any(self.facts[index].has_negatives for index in others)

    def _doubt_sides(self, pair: Sequence[int]) -> None:
        """Without a minus nothing in the two columns tells which is money out; a balance may be one of debt."""
        if not any(self.facts[index].has_negatives for index in pair):
            self.roles.guessed.add("sides")

    def _is_other_role(self, index: int) -> bool:
        return any(
            m.role in ("ignored", "id", "reference", "account", "original_amount", "fee") for m in self.meanings[index]
        )

    def _guess_by_balance(self, money: Sequence[int], balances: Sequence[int]) -> bool:
        # A column with the balance before each row fits too, but turned; so a fit as it stands goes first.
        candidates: list[tuple[tuple[float, bool, int], tuple[int, ...], int]] = []
        for balance in balances:
            for index in money:
                if index != balance and self.facts[index].filled >= 0.9:
                    proof = prove(self._directed(index), self._minors(balance), self.direction)
                    if proof.holds and (proof.steps >= 2 or proof.share == 1):
                        candidates.append(((proof.share, proof.sign > 0, proof.steps), (index,), balance))
            if pair := self._complementary([index for index in money if index != balance]):
                for debit, credit in (pair, pair[::-1]):
                    proof = prove(self._pair_minors(debit, credit), self._minors(balance), self.direction)
                    if proof.holds and proof.sign > 0:
                        candidates.append(((proof.share, True, proof.steps), (debit, credit), balance))
        if not candidates:
            return False
        _, columns, balance = max(candidates, key=lambda item: item[0])
        self.roles.balance = self.columns.take(balance)
        self.roles.guessed.discard("amount")
        if len(columns) == 1:
            self.roles.amount = self.columns.take(columns[0])
        else:
            self.roles.debit, self.roles.credit = (self.columns.take(index) for index in columns)
            self._doubt_sides(columns)
        return True

    def _complementary(self, columns: Sequence[int]) -> tuple[int, int] | None:
        """Return two columns of which each row fills exactly one, the outgoing one first."""
        for position, left in enumerate(columns):
            for right in columns[position + 1 :]:
                pairs = list(zip(self._minors(left), self._minors(right), strict=True))
                one_sided = sum(bool(a) != bool(b) for a, b in pairs)
                if pairs and one_sided >= 0.9 * len(pairs) and any(a for a, _ in pairs) and any(b for _, b in pairs):
                    is_right_out = self.facts[right].has_negatives and not self.facts[left].has_negatives
                    return (right, left) if is_right_out else (left, right)
        return None

    def _minors(self, index: int) -> list[int | None]:
        return [self.read_minor(row[index]) if index < len(row) and row[index].strip() else None for row in self.rows]

    def _directed(self, index: int) -> list[int | None]:
        """Return the amounts with the sign that a column of words such as Debet and Credit gives them."""
        minors = self._minors(index)
        if self.facts[index].has_negatives:
            return minors
        for column, facts in enumerate(self.facts):
            if facts.filled >= 0.9 and {direction_of(value) for value in facts.values} == {"out", "in"}:
                outs = [direction_of(row[column]) == "out" if column < len(row) else False for row in self.rows]
                return [-abs(a) if a and out else a for a, out in zip(minors, outs, strict=True)]
        return minors

    def _pair_minors(self, debit: int, credit: int) -> list[int | None]:
        outs, ins = self._minors(debit), self._minors(credit)
        return [None if a is None and b is None else abs(b or 0) - abs(a or 0) for a, b in zip(outs, ins, strict=True)]

    def _signed(self) -> list[int | None]:
        if self.roles.amount is not None:
            return self._minors(self.roles.amount)
        none: list[int | None] = [None] * len(self.rows)
        outs = none if self.roles.debit is None else self._minors(self.roles.debit)
        ins = none if self.roles.credit is None else self._minors(self.roles.credit)
        return [None if a is None and b is None else abs(b or 0) - abs(a or 0) for a, b in zip(outs, ins, strict=True)]

    def _prove(self, balance: int) -> Proof:
        return prove(self._signed(), self._minors(balance), self.direction)

    def _find_fee(self, balance: int) -> None:
        """A fee counts if the balance moves by amount and fee together, as with Revolut."""
        for index in self.columns.named("fee"):
            fees = self._minors(index)
            if not any(fees):
                continue
            both = [None if a is None else a - abs(f or 0) for a, f in zip(self._signed(), fees, strict=True)]
            proof = prove(both, self._minors(balance), self.direction)
            if proof.share > self.roles.proof.share + 0.05 and proof.sign > 0:
                self.roles.fee, self.roles.proof = self.columns.take(index), proof
