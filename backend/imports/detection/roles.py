"""Assign a role to each column: by its header, confirmed by its values, or by its values alone."""

from collections.abc import Callable, Sequence

from backend.imports.detection.columns import Columns, ReadMinor, Roles
from backend.imports.detection.currency import CurrencyFinder
from backend.imports.detection.money import MoneyFinder
from backend.imports.model.skip_reasons import is_status, reason_in_status
from backend.imports.values.cells import Facts, direction_of, is_neither
from backend.imports.vocabulary.text import words_of

_RANK = {"booked": 4, "date": 3, "valued": 2, "made": 1}


class DateFinder:
    """Fills in the days of `roles`; each column of days is taken."""

    def __init__(self, columns: Columns, roles: Roles) -> None:
        self.columns = columns
        self.facts, self.meanings = columns.facts, columns.meanings
        self.roles = roles

    def find(self) -> None:
        ranked = [
            (rank, meaning_fit, index)
            for role, rank in _RANK.items()
            for index in self.columns.named(role)
            for meaning_fit in [max(m.fit for m in self.meanings[index] if m.role == role)]
            if self.facts[index].days >= 0.5 or self.columns.is_empty(index) or self._is_serial(index)
        ]
        fullest = max((self.facts[index].filled for _, _, index in ranked), default=0.0)
        full = [item for item in ranked if self.facts[item[2]].filled >= 0.7 * fullest]
        if full:
            best = max(full, key=lambda item: (item[0], item[1], -item[2]))
            self.roles.date = self.columns.take(best[2])
            made = [index for rank, _, index in ranked if rank in (1, 3) and rank < best[0] and index != best[2]]
            self.roles.authorized_date = self.columns.take(made[0] if made else None)
        else:
            days = [index for index, facts in enumerate(self.facts) if facts.is_date and facts.filled >= 0.5]
            self.roles.date = self.columns.take(days[0] if days else None)
            self.roles.guessed.add("date")
        for index, facts in enumerate(self.facts):
            if facts.is_date and facts.days >= 0.9:
                self.columns.used.add(index)

    def _is_serial(self, index: int) -> bool:
        """Excel's count of days, under a header that says it is a day."""
        values = self.facts[index].values
        return bool(values) and all(
            value[:5].isdigit() and 20000 < int(value[:5]) < 80000 and len(value.split(".")[0]) == 5 for value in values
        )


_RAW_TEXT = {"original description", "original statement", "bank description", "bank desc", "raw description"}


class DescriptionFinder:
    """Fills in the description of `roles`; payee and notes give way where nothing else describes."""

    def __init__(self, columns: Columns, roles: Roles) -> None:
        self.columns = columns
        self.facts, self.rows, self.header = columns.facts, columns.rows, columns.header
        self.roles = roles

    def find(self) -> None:
        named = [i for i in self.columns.named("description") if self.facts[i].filled > 0 and not self.facts[i].is_date]
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
                for i in (*self.columns.named("kind"), *self.columns.named("memo"), *self.columns.named("reference"))
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
        self._find_kind()
        if not chosen or not self.header:
            self.roles.guessed.add("description")

    def _find_kind(self) -> None:
        """Find the type of a movement, which is the text of rows that have no other."""
        bare = [row for row in self.rows if not any(i < len(row) and row[i].strip() for i in self.roles.description)]
        self.roles.kinds = tuple(i for i in self.columns.with_role("kind") if self.facts[i].is_text)
        telling = [i for i in self.roles.kinds if any(i < len(row) and row[i].strip() for row in bare)]
        self.roles.kind = telling[0] if telling else None

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
            if index not in self.columns.used and facts.is_text and not facts.is_reference and facts.mean_length >= 3
        ]
        texts.sort(
            key=lambda index: (
                -self.facts[index].mean_length * (0.2 + self.facts[index].distinct) * self.facts[index].filled
            )
        )
        return sorted(texts[:4])


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
        if roles.category is None:
            roles.category = self._first("merchant_code", lambda _: True)
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
