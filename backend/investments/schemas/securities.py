"""One security as JSON: its page, lots, prices, splits and what a sale would realise."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.infra.fields import OMITTED, Currency, Day, DecimalText, Name, RequestBody, ResponseBody
from backend.infra.figure_schema import FigureOut
from backend.investments.schemas.activities import ActivityOut
from backend.investments.schemas.fields import Isin, LotPickIn, Number, ReturnOut, RowId, SecurityName, Ticker
from backend.investments.vocabulary import LotMethod, PriceSource, SecurityType


class NewSecurity(RequestBody):
    ticker: Ticker | None = None
    name: SecurityName
    security_type: SecurityType = "equity"
    sector: Name | None = None
    isin: Isin | None = None
    currency: Currency | None = None


class SecurityPatch(RequestBody):
    ticker: Ticker | None = None
    name: SecurityName = OMITTED
    security_type: SecurityType = OMITTED
    sector: Name | None = None
    isin: Isin | None = None
    currency: Currency = OMITTED
    accepts_old_price: bool = OMITTED


class SecurityOut(ResponseBody):
    id: int
    ticker: str | None
    name: str
    security_type: SecurityType
    sector: str | None
    isin: str | None
    currency: str
    accepts_old_price: bool


class NewPriceBody(RequestBody):
    close: Number


class PricesSaved(ResponseBody):
    saved: int
    kept: int
    change_id: int | None


class PriceSourceOut(ResponseBody):
    """The chosen source of market prices (`off`: none) and how the last attempt went; `failed` by ticker."""

    source: Literal["off", "yahoo", "alpha_vantage", "yfinance"]
    is_running: bool
    attempted_at: datetime | None
    updated: int
    failed: dict[str, str]


class NewSplit(RequestBody):
    on: Day
    numerator: Number
    denominator: Number


class LotOut(ResponseBody):
    opening_id: int | None
    opened_on: date
    acquired_on: date | None
    long_term_from: date | None
    opened_quantity: DecimalText
    quantity: DecimalText
    cost_per_unit: DecimalText | None
    cost_minor: int | None
    value_minor: int | None
    gain_minor: int | None
    return_percent: DecimalText | None
    term: Literal["short", "long"] | None


class SoldLotOut(ResponseBody):
    """Shares that left a lot. A transfer out has no proceeds and realises nothing."""

    closing_id: int | None
    on: date
    acquired_on: date | None
    quantity: DecimalText
    cost_minor: int | None
    proceeds_minor: int | None
    gain_minor: int | None
    return_percent: DecimalText | None
    term: Literal["short", "long"] | None


class LotBookOut(ResponseBody):
    """The lots of a security in one account, in the account's currency. The cost proves itself: opened − relieved =
    held."""

    account_id: int
    account_name: str
    currency: str
    lot_method: LotMethod
    quantity: DecimalText
    cost_minor: int | None
    value_minor: int | None
    unrealised_minor: int | None
    realised_minor: int | None
    opened_cost_minor: int | None
    relieved_cost_minor: int | None
    lots: list[LotOut]
    sold: list[SoldLotOut]


class SecurityPage(ResponseBody):
    """Everything about one security. Figures are in the currency of the totals."""

    security: SecurityOut
    currency: str
    quantity: DecimalText
    value: FigureOut
    gain: FigureOut
    price: DecimalText | None
    price_as_of: date | None
    price_source: PriceSource | None
    price_age_days: int | None
    price_count: int
    day_change_minor: int | None
    day_change_percent: DecimalText | None
    no_value_because: str | None
    weight_percent: DecimalText
    target_percent: DecimalText | None
    drift_points: DecimalText | None
    time_weighted_1y: ReturnOut
    money_weighted_1y: ReturnOut
    books: list[LotBookOut]
    dividends: list[ActivityOut]
    previous_id: int | None
    next_id: int | None


class PriceOut(ResponseBody):
    """A price in units of today; `average_cost` is the mean cost of what was held, in the account's currency."""

    on: date
    close: DecimalText
    source: PriceSource
    average_cost: DecimalText | None


class PriceHistory(ResponseBody):
    currency: str
    prices: list[PriceOut]
    activities: list[ActivityOut]


class SalePreviewBody(RequestBody):
    account_id: RowId
    quantity: Number
    price: Number | None = None
    lot_picks: Annotated[list[LotPickIn], Field(max_length=1000, default_factory=list)]


class SalePartOut(ResponseBody):
    opening_id: int | None
    acquired_on: date | None
    quantity: DecimalText


class SaleMethodOut(ResponseBody):
    method: LotMethod
    is_of_account: bool
    parts: list[SalePartOut]
    cost_minor: int | None
    gain_minor: int | None
    long_gain_minor: int | None
    term: Literal["short", "long"] | None


class SalePreview(ResponseBody):
    currency: str
    quantity: DecimalText
    price: DecimalText
    proceeds_minor: int
    methods: list[SaleMethodOut]
