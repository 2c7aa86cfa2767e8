"""Columns with their roles, and what a running balance proves about them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from backend.imports.values.cells import Facts
from backend.imports.vocabulary.headers import Meaning, meanings_of


class Proof(NamedTuple):
    """How well amounts explain the balance: share of the steps that fit, with this sign and order of rows."""

    share: float
    steps: int
    sign: int
    is_ascending: bool

    @property
    def holds(self) -> bool:
        """Steps may break where accounts change or a day is shuffled, but most of them must fit."""
        return self.steps >= 1 and self.share >= 0.5


NOTHING_PROVED = Proof(0.0, 0, 1, True)


def prove(amounts: Sequence[int | None], balances: Sequence[int | None], direction: int = 0) -> Proof:
    """Return the best of the four readings: the amount counts as it is or turned, old rows first or new rows first.

    `direction` is 1 if the days of the rows ascend, -1 if they descend, 0 if that is not known. A reading against it
    means that each balance is the one before its row, as some Dutch banks write it; then the sign is the other one.
    """
    pairs = [
        (amounts[i], amounts[i + 1], balances[i], balances[i + 1])
        for i in range(len(amounts) - 1)
        if amounts[i] is not None and amounts[i + 1] is not None
    ]
    steps = [
        (before, after, new - old)
        for before, after, old, new in pairs
        if before and after and old is not None and new is not None
    ]
    if not steps:
        return NOTHING_PROVED
    fits: dict[tuple[int, bool], int] = {}
    for before, after, change in steps:
        for sign in (1, -1):
            fits[sign, True] = fits.get((sign, True), 0) + (change == sign * after)
            fits[sign, False] = fits.get((sign, False), 0) + (change == -sign * before)
    (sign, is_ascending), hits = max(fits.items(), key=lambda item: item[1])
    if (fits[-sign, not is_ascending] == hits and not direction) or fits[-sign, is_ascending] == hits:
        # Equal amounts in turn fit both ways, so they prove nothing about the sign.
        return Proof(hits / len(steps), 0, sign, is_ascending)
    if direction and is_ascending != (direction > 0):
        # The balance before each row and amounts turned as well are two oddities at once: that proves nothing.
        return Proof(hits / len(steps), len(steps) if sign < 0 else 0, -sign, is_ascending)
    return Proof(hits / len(steps), len(steps), sign, is_ascending)


def directions_by(amounts: Sequence[int | None], balances: Sequence[int | None]) -> list[int | None]:
    """Return each amount with the sign by which its balance moved, None where that is not told; old rows first.

    Banks that write no signs at all leave it to the balance.
    """
    signed: list[int | None] = []
    before: int | None = None
    for amount, balance in zip(amounts, balances, strict=True):
        change = None if balance is None or before is None else balance - before
        signed.append(change if change is not None and amount is not None and abs(change) == abs(amount) else None)
        before = balance
    return signed


def first_break(rows: Iterable[tuple[int, int | None]], *, is_ascending: bool) -> int | None:
    """Return the index of the first row whose balance does not follow from its neighbour; None if all do, or if some
    row has no balance. Each row is the amount that went out and the balance."""
    broken: int | None = None
    for index, ((out_before, balance_before), (out, balance)) in enumerate(pairwise(rows), start=1):
        if balance is None or balance_before is None:
            return None
        if broken is None and balance - balance_before != (-out if is_ascending else out_before):
            broken = index
    return broken


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
