"""Gives each column its role: what the header says, where the values agree, and the values alone where it is silent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from backend.imports.balances import NOTHING_PROVED, Proof, prove
from backend.imports.cells import Facts, direction_of
from backend.imports.header_words import Meaning, meanings_of
from backend.imports.words import words_of
from backend.kit.currency import is_currency

ReadMinor = Callable[[str], int | None]
_DATE_RANK = {"booked": 4, "date": 3, "valued": 2, "made": 1}
_RAW_TEXT = {"original description", "original statement", "bank description", "bank desc", "raw description"}


@dataclass(slots=True)
class Roles:
    """The columns by role; `guessed` names the roles that no header told."""

    date: int | None = None
    authorized_date: int | None = None
    amount: int | None = None
    debit: int | None = None
    credit: int | None = None
    balance: int | None = None
    fee: int | None = None
    currency: int | None = None
    description: tuple[int, ...] = ()
    payee: int | None = None
    payer: int | None = None
    notes: int | None = None
    category: int | None = None
    status: int | None = None
    provider_id: int | None = None
    sign_column: int | None = None
    original_amount: int | None = None
    original_currency: int | None = None
    account: int | None = None
    proof: Proof = NOTHING_PROVED
    guessed: set[str] = field(default_factory=set)


class RoleFinder:
    """Looks at one table; `find` fills in the roles one kind after the other, each column used once."""

    def __init__(
        self, header: Sequence[str], facts: Sequence[Facts], rows: Sequence[Sequence[str]], read_minor: ReadMinor
    ) -> None:
        self.header = header
        self.facts = facts
        self.rows = rows
        self.read_minor = read_minor
        self.meanings: list[tuple[Meaning, ...]] = [
            meanings_of(header[index]) if index < len(header) else () for index in range(len(facts))
        ]
        self.roles = Roles()
        self.used: set[int] = set()

    def find(self) -> Roles:
        self._find_dates()
        self._find_money()
        self._find_sign_column()
        self._find_currency()
        self._find_named()
        self._find_description()
        return self.roles

    def _named(self, role: str) -> list[int]:
        """Return the unused columns a header gives this role, best first."""
        found = [
            (-meaning.fit, index)
            for index, meanings in enumerate(self.meanings)
            for meaning in meanings
            if meaning.role == role and index not in self.used
        ]
        return [index for _, index in sorted(found)]

    def _take(self, index: int | None) -> int | None:
        if index is not None:
            self.used.add(index)
        return index

    def _is_empty(self, index: int) -> bool:
        return self.facts[index].filled == 0

    # Dates

    def _find_dates(self) -> None:
        ranked = [
            (rank, meaning_fit, index)
            for role, rank in _DATE_RANK.items()
            for index in self._named(role)
            for meaning_fit in [max(m.fit for m in self.meanings[index] if m.role == role)]
            if self.facts[index].days >= 0.5 or self._is_empty(index) or self._is_serial(index)
        ]
        fullest = max((self.facts[index].filled for _, _, index in ranked), default=0.0)
        full = [item for item in ranked if self.facts[item[2]].filled >= 0.7 * fullest]
        if full:
            best = max(full, key=lambda item: (item[0], item[1], -item[2]))
            self.roles.date = self._take(best[2])
            made = [index for rank, _, index in ranked if rank in (1, 3) and rank < best[0] and index != best[2]]
            self.roles.authorized_date = self._take(made[0] if made else None)
        else:
            days = [index for index, facts in enumerate(self.facts) if facts.is_date and facts.filled >= 0.5]
            self.roles.date = self._take(days[0] if days else None)
            self.roles.guessed.add("date")
        for index, facts in enumerate(self.facts):
            if facts.is_date and facts.days >= 0.9:
                self.used.add(index)

    def _is_serial(self, index: int) -> bool:
        """Excel's count of days, under a header that says it is a day."""
        values = self.facts[index].values
        return bool(values) and all(
            value[:5].isdigit() and 20000 < int(value[:5]) < 80000 and len(value.split(".")[0]) == 5 for value in values
        )

    # Money

    def _find_money(self) -> None:
        balances = [index for index in self._named("balance") if self._may_be_amount(index)]
        balances.sort(key=lambda index: -self.facts[index].filled)
        singles = self._amount_candidates()
        debits = [index for index in self._named("debit") if self._may_be_amount(index)]
        credits_ = [index for index in self._named("credit") if self._may_be_amount(index)]
        if debits and credits_ and self._is_pair(debits[0], credits_[0], singles):
            self.roles.debit, self.roles.credit = self._take(debits[0]), self._take(credits_[0])
        elif singles:
            self.roles.amount = self._take(self._best_single(singles, balances))
        elif debits or credits_:
            self.roles.debit = self._take(debits[0] if debits else None)
            self.roles.credit = self._take(credits_[0] if credits_ else None)
        else:
            self._guess_money(balances)
        balances = [index for index in balances if index not in self.used]
        if balances and self.roles.balance is None:
            self.roles.balance = self._take(max(balances, key=lambda index: (self._prove(index).share, -index)))
        if self.roles.balance is not None:
            self.roles.proof = self._prove(self.roles.balance)
            self._find_fee(self.roles.balance)
        for index, facts in enumerate(self.facts):
            if facts.is_amount and facts.has_money_look:
                self.used.add(index)
        self.used -= {
            index for role in ("original_amount", "id") for index in self._named_even_used(role)
        } - self._taken()

    def _named_even_used(self, role: str) -> list[int]:
        return [i for i, meanings in enumerate(self.meanings) if any(m.role == role for m in meanings)]

    def _taken(self) -> set[int]:
        roles = self.roles
        chosen = (roles.date, roles.authorized_date, roles.amount, roles.debit, roles.credit, roles.balance, roles.fee)
        return {index for index in chosen if index is not None}

    def _may_be_amount(self, index: int) -> bool:
        return self.facts[index].is_amount or self._is_empty(index)

    def _amount_candidates(self) -> list[int]:
        found: list[int] = []
        for role in ("amount", "net", "gross"):
            found += [index for index in self._named(role) if self._may_be_amount(index)]
        # "Soll/Haben" and the like name a direction, or hold the signed amount itself.
        found += [
            index for index in self._named("kind") if self.facts[index].is_amount and self.facts[index].has_money_look
        ]
        return found

    def _is_pair(self, debit: int, credit: int, singles: Sequence[int]) -> bool:
        """Prefer two columns over one if they carry what the one lacks, its sign."""
        if not singles or all(self._is_empty(index) for index in singles):
            return True
        return not self.facts[singles[0]].has_negatives and self.facts[debit].filled + self.facts[credit].filled > 0.5

    def _best_single(self, singles: Sequence[int], balances: Sequence[int]) -> int:
        for balance in balances:
            proofs = {index: prove(self._minors(index), self._minors(balance)) for index in singles if index != balance}
            proved = [index for index, proof in proofs.items() if proof.holds and proof.steps >= 2]
            if proved:
                return max(proved, key=lambda index: proofs[index].share)
        fullest = max(self.facts[index].filled for index in singles)
        return next(index for index in singles if self.facts[index].filled >= 0.8 * fullest)

    def _guess_money(self, balances: list[int]) -> None:
        """No header tells. Let the running balance point at the column that moves it, else the looks decide."""
        self.roles.guessed.add("amount")
        numbers = [
            index
            for index, facts in enumerate(self.facts)
            if facts.is_amount and index not in self.used and index not in balances and not self._is_other_role(index)
        ]
        money = [index for index in numbers if self.facts[index].has_money_look] or numbers
        if self._guess_by_balance(money, balances or money):
            return
        if pair := self._complementary(money):
            self.roles.debit, self.roles.credit = (self._take(index) for index in pair)
            if not self.facts[pair[0]].has_negatives:
                # Without a minus or a balance nothing tells which of the two is money out.
                self.roles.guessed.add("sides")
            return
        if len(money) > 1:
            self.roles.guessed.add("which amount")
        if money:
            self.roles.amount = self._take(
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

    def _is_other_role(self, index: int) -> bool:
        return any(
            m.role in ("ignored", "id", "reference", "account", "original_amount", "fee") for m in self.meanings[index]
        )

    def _guess_by_balance(self, money: Sequence[int], balances: Sequence[int]) -> bool:
        # A column with the balance before each row fits too, but turned; so a fit as it stands goes first.
        candidates: list[tuple[tuple[float, bool, int], tuple[int, ...], int]] = []
        for balance in balances:
            for index in money:
                if index != balance:
                    proof = prove(self._minors(index), self._minors(balance))
                    if proof.holds and proof.steps >= 2:
                        candidates.append(((proof.share, proof.sign > 0, proof.steps), (index,), balance))
            if pair := self._complementary([index for index in money if index != balance]):
                for debit, credit in (pair, pair[::-1]):
                    proof = prove(self._pair_minors(debit, credit), self._minors(balance))
                    if proof.holds and proof.sign > 0:
                        candidates.append(((proof.share, True, proof.steps), (debit, credit), balance))
        if not candidates:
            return False
        _, columns, balance = max(candidates, key=lambda item: item[0])
        self.roles.balance = self._take(balance)
        self.roles.guessed.discard("amount")
        if len(columns) == 1:
            self.roles.amount = self._take(columns[0])
        else:
            self.roles.debit, self.roles.credit = (self._take(index) for index in columns)
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
        return prove(self._signed(), self._minors(balance))

    def _find_fee(self, balance: int) -> None:
        """A fee counts if the balance moves by amount and fee together, as with Revolut."""
        for index in self._named("fee"):
            fees = self._minors(index)
            if not any(fees):
                continue
            both = [None if a is None else a - abs(f or 0) for a, f in zip(self._signed(), fees, strict=True)]
            proof = prove(both, self._minors(balance))
            if proof.share > self.roles.proof.share + 0.05 and proof.sign > 0:
                self.roles.fee, self.roles.proof = self._take(index), proof

    # Words

    def _find_sign_column(self) -> None:
        named = set(self._named("kind"))
        for index, facts in enumerate(self.facts):
            if index in self.used or not facts.values or facts.filled < 0.9:
                continue
            told = sum(direction_of(value) is not None for value in facts.values)
            is_letter = all(len(value) <= 1 for value in facts.values)
            is_unnamed = index >= len(self.header) or not self.header[index].strip()
            says_both = not self.meanings[index] and not is_letter and len(set(map(direction_of, facts.values))) == 2
            if told >= 0.95 * len(facts.values) and (index in named or is_unnamed or says_both):
                self.roles.sign_column = self._take(index)
                return

    def _find_currency(self) -> None:
        near = self.roles.amount if self.roles.amount is not None else self.roles.debit
        found = [index for index in self._named("currency") if self._is_currency(index)]
        found += [
            index
            for index, facts in enumerate(self.facts)
            if index not in found
            and index not in self.used
            and not self.meanings[index]
            and facts.values
            and self._is_currency(index)
        ]
        if found:
            # Where each amount has its own currency column, it stands just behind it.
            self.roles.currency = self._take(min(found, key=lambda index: (index != (near or 0) + 1, index)))
        self.used.update(found)

    def _is_currency(self, index: int) -> bool:
        values = self.facts[index].values
        known = sum(is_currency(value.upper()) or value in "€$£₴₽zł" for value in values)
        return known >= 0.6 * len(values)

    def _find_named(self) -> None:
        roles = self.roles
        roles.original_currency = self._take(
            next(
                iter(i for i in self._named("original_currency") if self._is_currency(i) and self.facts[i].values), None
            )
        )
        roles.original_amount = self._take(
            next((i for i in self._named("original_amount") if self.facts[i].is_amount), None)
        )
        roles.status = self._take(next((i for i in self._named("status") if self.facts[i].values), None))
        roles.provider_id = self._take(next((i for i in self._named("id") if self._is_identity(i)), None))
        roles.category = self._take(next((i for i in self._named("category") if self.facts[i].is_text), None))
        roles.account = self._take(next((i for i in self._named("account") if self.facts[i].filled > 0.3), None))
        payees = [i for i in self._named("payee") if self.facts[i].is_text]
        payees.sort(key=lambda index: -self.facts[index].filled)
        roles.payee = self._take(payees[0] if payees else None)
        payers = [i for i in self._named("payer") if self.facts[i].is_text]
        if payers and roles.payee is None:
            roles.payee = self._take(payers[0])
        elif payers:
            roles.payer = self._take(payers[0])
        roles.notes = self._take(next((i for i in self._named("memo") if self.facts[i].is_text), None))

    def _is_identity(self, index: int) -> bool:
        facts = self.facts[index]
        return facts.filled >= 0.99 and facts.distinct == 1 and facts.mean_length >= 3

    def _find_description(self) -> None:
        named = [i for i in self._named("description") if self.facts[i].filled > 0 and not self.facts[i].is_date]
        raw = [i for i in named if words_of(self.header[i]) in _RAW_TEXT and self.facts[i].filled >= 0.7]
        texts = sorted(named)
        if raw:
            self._describe_by_raw_text(raw[0], texts)
            return
        varied = [i for i in texts if self.facts[i].distinct * len(self.facts[i].values) > 1 or len(self.rows) < 3]
        chosen = varied or texts
        if self.roles.payee is not None:
            # With a payer beside the payee one of the two is always the owner, which describes nothing.
            chosen = sorted({*chosen, self.roles.payee}) if self.roles.payer is None or not chosen else chosen
        if not chosen and self.roles.notes is not None:
            chosen, self.roles.notes = [self.roles.notes], None
        if not chosen or (chosen == [self.roles.payee] and self.facts[chosen[0]].filled < 0.5):
            kinds = [
                i
                for i in (*self._named("kind"), *self._named("memo"), *self._named("reference"))
                if self.facts[i].is_text
            ]
            chosen = [*chosen, *(kinds or self._other_texts())]
        if chosen == [self.roles.payee] or not chosen:
            chosen = [*chosen, *([] if self.roles.notes is None else [self.roles.notes])]
            self.roles.notes = None
        if self.roles.payee is not None and chosen == [self.roles.payee]:
            # One text is the raw text; a merchant that only repeats it says nothing more.
            self.roles.payee = None
        if not self.header:
            chosen = self._other_texts()
        self.roles.description = tuple(chosen[:20])
        if not chosen or not self.header:
            self.roles.guessed.add("description")

    def _describe_by_raw_text(self, raw: int, texts: Sequence[int]) -> None:
        """The bank's own text is the description; a tidied name beside it is the payee."""
        self.roles.description = (raw,)
        others = [index for index in texts if index != raw]
        if self.roles.payee is None and others:
            self.roles.payee = others[0]

    def _other_texts(self) -> list[int]:
        """Return the columns of unknown name that read like descriptions, at most four, in their order."""
        texts = [
            index
            for index, facts in enumerate(self.facts)
            if index not in self.used and facts.is_text and not facts.is_reference and facts.mean_length >= 3
        ]
        texts.sort(
            key=lambda index: (
                -self.facts[index].mean_length * (0.2 + self.facts[index].distinct) * self.facts[index].filled
            )
        )
        return sorted(texts[:4])
