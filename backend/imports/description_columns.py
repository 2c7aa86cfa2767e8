"""Finds the columns that say what a movement was for."""

from collections.abc import Sequence

from backend.imports.column_roles import Columns, Roles
from backend.imports.words import words_of

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
