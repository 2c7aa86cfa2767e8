"""A row on its way in, and what it may meet there."""

from datetime import date
from typing import Literal, NamedTuple

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
