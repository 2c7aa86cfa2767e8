"""What the categoriser says about one row, and why."""

from typing import NamedTuple

from backend.transactions.states import Tier


class CategoryMatch(NamedTuple):
    """`is_sure` decides alone whether the row skips the review. `confidence` is 0..1. `source_id` is the id of the
    rule or mapping that answered, else 0. `is_own`: it rests on the person's own rules or decisions."""

    category_id: int
    confidence: float
    tier: Tier
    is_sure: bool
    reason: str
    source_id: int
    is_own: bool = False
