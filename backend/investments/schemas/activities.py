"""Activities as JSON."""

from datetime import date
from typing import Annotated

from pydantic import Field

from backend.infra.fields import Day, DecimalText, Minor, NonNegativeMinor, RequestBody, ResponseBody
from backend.investments.schemas.fields import ActivityType, ListedType, LotPickIn, Note, Number, RowId


class NewActivity(RequestBody):
    """An activity. `amount_minor` is in the account's currency, positive for money paid; for a trade it follows from
    quantity, price and fees where it is left out."""

    account_id: RowId
    on: Day
    type: ActivityType
    security_id: RowId | None = None
    quantity: Number | None = None
    price: Number | None = None
    amount_minor: Minor | None = None
    fees_minor: NonNegativeMinor = 0
    security_amount_minor: Minor | None = None
    cost_basis_minor: NonNegativeMinor | None = None
    acquired_on: Day | None = None
    related_security_id: RowId | None = None
    cost_fraction: Number | None = None
    lot_picks: Annotated[list[LotPickIn], Field(max_length=1000, default_factory=list)]
    notes: Note | None = None


class ActivityOut(ResponseBody):
    """A split has no account: it counts in all of them; `quantity` is then the new units for `price` old ones."""

    id: int
    account_id: int | None
    account_name: str | None
    security_id: int | None
    ticker: str | None
    security_name: str | None
    on: date
    type: ListedType
    quantity: DecimalText | None
    price: DecimalText | None
    price_currency: str | None
    amount_minor: int
    fees_minor: int
    currency: str | None
    security_amount_minor: int | None
    cost_basis_minor: int | None
    acquired_on: date | None
    related_security_id: int | None
    cost_fraction: DecimalText | None
    lot_picks: list[tuple[int, str]]
    source: str
    notes: str | None


class Activities(ResponseBody):
    transactions: list[ActivityOut]
    total: int
    limit: int
    offset: int
