"""Drafts on their way in, their outcomes, and the transactions that they are compared with."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import compress
from typing import Literal, NamedTuple, overload

from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft

Fate = Literal["new", "repeated", "doubtful"]
# The largest distance in days between two records of one transaction.
NEAR_DAYS = 3


class OtherRow(NamedTuple):
    """A transaction that came another way: typed by hand, from a bank connection, with a file of another kind."""

    transaction_id: int
    on: date
    amount_minor: int
    currency: str
    text: str
    is_manual: bool
    is_of_file: bool = False


class Outcome(NamedTuple):
    """What is to become of a draft. `occurrence` counts equal rows from 1."""

    fate: Fate
    key: str
    occurrence: int
    reason: str | None = None
    twin_id: int | None = None
    matches: bool = False


class Arrival(NamedTuple):
    """A draft with its outcome."""

    draft: Draft
    fate: Fate
    key: str
    occurrence: int
    reason: str | None = None
    twin_id: int | None = None
    matches: bool = False


NOT_PROVED = "The printed balances do not prove this row. Compare it with the statement."


class Arrivals(Sequence[Arrival]):
    """The drafts of a file and their outcomes, in order."""

    def __init__(self, drafts: CompactRows[Draft], outcomes: CompactRows[Outcome]) -> None:
        self.drafts = drafts
        self.outcomes = outcomes

    def to_record(self) -> Iterator[Arrival]:
        """Yield those that the ledger does not have as they are: all but plain repeats."""
        states = self.outcomes.columns("fate", "matches")
        wanted = [fate != "repeated" or matches for fate, matches in states]
        if any(wanted):
            yield from compress(self, wanted)

    def with_new_doubted(self) -> "Arrivals":
        """Return the same rows, with those that would be added left to the person, one by one."""
        outcomes = (
            outcome._replace(fate="doubtful", reason=NOT_PROVED) if outcome.fate == "new" else outcome
            for outcome in self.outcomes
        )
        return Arrivals(self.drafts, CompactRows(Outcome, outcomes))

    def __len__(self) -> int:
        return len(self.outcomes)

    def __iter__(self) -> Iterator[Arrival]:
        for draft, outcome in zip(self.drafts, self.outcomes, strict=True):
            yield Arrival(draft, *outcome)

    @overload
    def __getitem__(self, index: int) -> Arrival: ...
    @overload
    def __getitem__(self, index: slice) -> list[Arrival]: ...
    def __getitem__(self, index: int | slice) -> Arrival | list[Arrival]:
        if isinstance(index, slice):
            return [self[account_ledger] for account_ledger in range(*index.indices(len(self)))]
        return Arrival(self.drafts[index], *self.outcomes[index])
