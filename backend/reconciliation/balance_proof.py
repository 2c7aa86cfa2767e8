"""Whether the transactions explain how stated balances changed, month by month."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from backend.balances.queries import Between
from backend.kit.period import first_day, last_day

State = Literal["proven", "gap", "none"]


class ProofMonth(NamedTuple):
    """One month of an account: `proven` if the transactions explain every stated balance in it, a `gap` of
    `missing_minor` if not, `none` if no two stated balances enclose a part of it."""

    month: str
    state: State
    missing_minor: int


class Proof(NamedTuple):
    """The months of an account, and up to which day its balances are stated; None if at most one was."""

    months: list[ProofMonth]
    stated_to: date | None


def prove(pairs: Sequence[Between], months: Sequence[str]) -> Proof:
    """Return whether the balances between `pairs` (oldest first) add up in these months.

    What is missing between two balances belongs to the month of the later one; what a later pair of the same month puts
    right, as when a transaction was booked a day late, is not missing.
    """
    return Proof([_month(pairs, month) for month in months], pairs[-1].to_on if pairs else None)


def _month(pairs: Sequence[Between], month: str) -> ProofMonth:
    first, last = first_day(month), last_day(month)
    missing = sum(pair.missing_minor for pair in pairs if first <= pair.to_on <= last)
    if missing:
        return ProofMonth(month, "gap", missing)
    is_enclosed = any(pair.from_on < last and pair.to_on >= first for pair in pairs)
    return ProofMonth(month, "proven" if is_enclosed else "none", 0)
