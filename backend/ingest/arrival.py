"""A row on its way in, and what it may meet there."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple, overload

from backend.infra.spool import columns
from backend.transactions.draft import Draft

Fate = Literal["new", "repeated", "doubtful"]
# Two tellings of one movement lie at most so many days apart.
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


class Arrival(NamedTuple):
    """A draft and what is to become of it. `occurrence` counts equal rows from 1."""

    draft: Draft
    fate: Fate
    key: str
    occurrence: int
    reason: str | None = None
    twin_id: int | None = None
    matches: bool = False


def told_of(arrivals: Sequence[Arrival], *names: str) -> Iterator[tuple[Any, ...]]:
    """Yield of each arrival its fate, and what its draft says under these names."""
    if isinstance(arrivals, LongArrivals):
        outcomes, drafts = columns(arrivals.outcomes, "fate"), columns(arrivals.drafts, *names)
        return ((*fate, *told) for fate, told in zip(outcomes, drafts, strict=True))
    drafts = columns([arrival.draft for arrival in arrivals], *names)
    return ((arrival.fate, *told) for arrival, told in zip(arrivals, drafts, strict=True))


class Outcome(NamedTuple):
    """What is to become of a draft that lies elsewhere: an Arrival without it."""

    fate: Fate
    key: str
    occurrence: int
    reason: str | None = None
    twin_id: int | None = None
    matches: bool = False


class LongArrivals(Sequence[Arrival]):
    """The arrivals of a long file, put together from its drafts and their outcomes as they are asked for."""

    def __init__(self, drafts: Sequence[Draft], outcomes: Sequence[Outcome]) -> None:
        self.drafts = drafts
        self.outcomes = outcomes

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
            pairs = zip(self.drafts[index], self.outcomes[index], strict=True)
            return [Arrival(draft, *outcome) for draft, outcome in pairs]
        return Arrival(self.drafts[index], *self.outcomes[index])
