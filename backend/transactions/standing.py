"""Where a row stands in the review: the columns that a decision changes, and no others."""

from datetime import date
from typing import NamedTuple


class Standing(NamedTuple):
    """`account_id`, `on` and `merchant_key` only come along for those who decide and count."""

    id: int
    account_id: int
    on: date
    merchant_key: str
    description: str
    amount_minor: int
    currency: str
    status: str
    category_id: int | None
    predicted_category_id: int | None
    categorization_tier: str | None
    prediction_confidence: float | None
    reason: str | None
    learned_category_id: int | None
