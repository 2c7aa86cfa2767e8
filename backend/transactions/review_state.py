"""The review state of a transaction: the columns that a decision or a prediction changes."""

from datetime import date
from typing import NamedTuple


class Prediction(NamedTuple):
    """What the categoriser thinks of a row that waits; all of it is None if it knows nothing."""

    category_id: int | None
    tier: str | None
    confidence: float | None
    reason: str | None


class WaitingGroup(NamedTuple):
    """Rows that wait for review and share all that the categoriser looks at but the size of the amount; `amount_minor`
    is that of one of them."""

    descriptor_id: int
    description: str
    merchant_name: str | None
    currency: str
    is_money_in: bool
    prediction: Prediction
    amount_minor: int


class Waiting(NamedTuple):
    """A row that waits for review. `seen` is its amount, currency, day and account."""

    id: int
    description: str
    merchant_name: str | None
    seen: tuple[int, str, date, int]
    prediction: Prediction


class ReviewState(NamedTuple):
    """The review columns of a row, and the columns up to `currency`, which decisions and totals need."""

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
    overruled_tier: str | None = None
