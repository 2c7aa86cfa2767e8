"""The columns by their roles, and the little that every search for a role needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from backend.imports.balances import NOTHING_PROVED, Proof
from backend.imports.cells import Facts
from backend.imports.header_words import Meaning, meanings_of

ReadMinor = Callable[[str], int | None]


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
    kind: int | None = None
    kinds: tuple[int, ...] = ()
    proof: Proof = NOTHING_PROVED
    guessed: set[str] = field(default_factory=set)


class Columns:
    """One table seen by columns: what headers mean, what values are, and which columns are taken already."""

    def __init__(self, header: Sequence[str], facts: Sequence[Facts], rows: Sequence[Sequence[str]]) -> None:
        self.header = header
        self.facts = facts
        self.rows = rows
        self.meanings: list[tuple[Meaning, ...]] = [
            meanings_of(header[index]) if index < len(header) else () for index in range(len(facts))
        ]
        self.used: set[int] = set()

    def named(self, role: str) -> list[int]:
        """Return the unused columns a header gives this role, best first."""
        found = [
            (-meaning.fit, index)
            for index, meanings in enumerate(self.meanings)
            for meaning in meanings
            if meaning.role == role and index not in self.used
        ]
        return [index for _, index in sorted(found)]

    def with_role(self, role: str) -> list[int]:
        """Return the columns a header gives this role, used or not."""
        return [i for i, meanings in enumerate(self.meanings) if any(meaning.role == role for meaning in meanings)]

    def take(self, index: int | None) -> int | None:
        if index is not None:
            self.used.add(index)
        return index

    def is_empty(self, index: int) -> bool:
        return self.facts[index].filled == 0
