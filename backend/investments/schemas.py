"""Investments as JSON. Quantities, prices and percentages are exact decimals, written as texts."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from backend.infra.fields import (
    OMITTED,
    Currency,
    Day,
    DecimalText,
    Minor,
    Name,
    NonNegativeMinor,
    RequestBody,
    ResponseBody,
    SingleLine,
)
from backend.infra.figure_schema import FigureOut
from backend.infra.web import MAX_ID

AccountType = Literal["taxable", "roth", "traditional_ira", "401k", "hsa", "other"]
LotMethod = Literal["fifo", "lifo", "hifo", "average", "chosen"]
SecurityType = Literal["equity", "etf", "mutual_fund", "fixed_income", "cash", "cryptocurrency", "derivative", "other"]
ActivityType = Literal[
    "buy",
    "transfer_in",
    "reinvest",
    "sell",
    "transfer_out",
    "dividend",
    "interest",
    "capital_gain",
    "return_of_capital",
    "spin_off",
    "fee",
    "deposit",
    "withdrawal",
]
ListedType = Literal[ActivityType, "split"]
PriceSource = Literal["plaid", "market", "manual", "file", "trade"]


def _decimal(value: object) -> object:
    """Take a number, or the text of one; what it may be is checked where it is stored, with a sentence."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        try:
            return Decimal(str(value).strip())
        except InvalidOperation:
            pass
    raise PydanticCustomError("decimal", "is not a number such as 12.5")


Number = Annotated[Decimal, BeforeValidator(_decimal)]
RowId = Annotated[int, Field(ge=1, le=MAX_ID)]
Ticker = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30, pattern=r"^[^\s\x00]+$")]
SecurityName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Isin = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[A-Z0-9]{9}[0-9]$")]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class InvestmentChanged(ResponseBody):
    """What a verb answers: the row, and the change that can be undone."""

    id: int
    change_id: int | None


class NewInvestmentAccount(RequestBody):
    account_name: Name
    account_type: AccountType = "taxable"
    institution_name: SingleLine = ""
    currency: Currency | None = None
    lot_method: LotMethod = "fifo"
    tracks_cash: bool = False
    opened_on: Day | None = None


class InvestmentAccountPatch(RequestBody):
    account_name: Name = OMITTED
    account_type: AccountType = OMITTED
    institution_name: SingleLine = OMITTED
    currency: Currency = OMITTED
    lot_method: LotMethod = OMITTED
    tracks_cash: bool = OMITTED
    opened_on: Day | None = None


class InvestmentAccountOut(ResponseBody):
    """`value_minor` is in the currency of the totals; None if `unvalued` holdings have no value, with what is known in
    `known_minor`."""

    id: int
    account_name: str
    account_type: AccountType
    institution_name: str
    mask: str | None
    currency: str
    lot_method: LotMethod
    tracks_cash: bool
    opened_on: date | None
    connection_status: Literal["manual", "connected", "disconnected"]
    last_synced_at: datetime | None
    last_sync_error: str | None
    value_minor: int | None
    known_minor: int
    holdings: int
    unvalued: int
    as_of: date | None


class InvestmentAccounts(ResponseBody):
    currency: str
    accounts: list[InvestmentAccountOut]


class NewHolding(RequestBody):
    """A holding entered by hand; `security_id`, or the ticker of a known or a new security."""

    security_id: RowId | None = None
    ticker: Ticker | None = None
    name: SecurityName | None = None
    security_type: SecurityType = "equity"
    currency: Currency | None = None
    quantity: Number
    cost_basis_per_share: Number | None = None
    cost_basis_minor: NonNegativeMinor | None = None
    price: Number | None = None
    on: Day | None = None


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


class HoldingOut(ResponseBody):
    """One holding of one account, or its cash (`security_id` is null). Amounts are in the currency of the totals,
    `native_value_minor` in that of the price. A null amount is not known, never 0."""

    key: str
    account_id: int
    account_name: str
    security_id: int | None
    ticker: str | None
    name: str
    security_type: SecurityType
    sector: str | None
    price_currency: str
    quantity: DecimalText | None
    cost_basis_minor: int | None
    cost_basis_per_unit: DecimalText | None
    current_price: DecimalText | None
    price_as_of: date | None
    price_source: PriceSource | None
    price_age_days: int | None
    is_price_behind: bool
    native_value_minor: int | None
    current_value_minor: int | None
    gain_loss_minor: int | None
    gain_loss_percent: DecimalText | None
    day_change_minor: int | None
    return_1y_percent: DecimalText | None
    weight_percent: DecimalText
    no_value_because: str | None


class TargetOut(ResponseBody):
    """A target and how far it is away; `points` is the weight less the target."""

    security_id: int | None
    security_type: SecurityType | None
    name: str
    value_minor: int
    weight_percent: DecimalText
    target_percent: DecimalText
    drift_points: DecimalText
    is_notable: bool


class Holdings(ResponseBody):
    currency: str
    as_of: date | None
    total: FigureOut
    holdings: list[HoldingOut]
    targets: list[TargetOut]


class InvestmentSummary(ResponseBody):
    """Totals as figures that open to what they are made of. Percentages are null where there is no basis for one."""

    currency: str
    total_value: FigureOut
    total_cost_basis: FigureOut
    total_gain_loss: FigureOut
    total_gain_loss_percent: DecimalText | None
    day_change: FigureOut
    day_change_percent: DecimalText | None
    last_updated: date | None
    accounts: list[InvestmentAccountOut]


class PerformancePoint(ResponseBody):
    """`return_percent` and `benchmark_percent` count from the start of the period."""

    date: date
    value_minor: int
    cost_basis_minor: int
    return_percent: DecimalText | None
    benchmark_percent: DecimalText | None


class ReturnOut(ResponseBody):
    """A return over the period in percent; null because `why`."""

    percent: DecimalText | None
    why: str | None
    skipped: list[date]


class BenchmarkOut(ResponseBody):
    security_id: int
    name: str
    ticker: str | None
    percent: DecimalText | None
    why: str | None


class Performance(ResponseBody):
    currency: str
    start: date
    end: date
    points: list[PerformancePoint]
    change: FigureOut
    gain: FigureOut
    time_weighted: ReturnOut
    money_weighted: ReturnOut
    benchmark: BenchmarkOut | None


class ShareOut(ResponseBody):
    name: str
    value_minor: int
    percent: DecimalText


class InvestmentAllocation(ResponseBody):
    """Each list spreads `known_value_minor`; the total is None if `unvalued` holdings have no value."""

    currency: str
    total_value_minor: int | None
    known_value_minor: int
    unvalued: int
    by_type: list[ShareOut]
    by_sector: list[ShareOut]
    by_account: list[ShareOut]
    by_currency: list[ShareOut]


class MonthIncome(ResponseBody):
    month: str
    amount_minor: int


class PayerOut(ResponseBody):
    security_id: int | None
    name: str
    amount_minor: int
    yield_percent: DecimalText | None
    next_likely_on: date | None


class Dividends(ResponseBody):
    """Income of twelve months in the currency of the totals."""

    currency: str
    total: FigureOut
    yield_on_value_percent: DecimalText | None
    yield_on_cost_percent: DecimalText | None
    by_month: list[MonthIncome]
    by_holding: list[PayerOut]


class LotPickIn(RequestBody):
    opening_id: RowId
    quantity: Number


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


class NewPriceBody(RequestBody):
    close: Number


class PricesSaved(ResponseBody):
    saved: int
    kept: int
    change_id: int | None


class PriceSourceOut(ResponseBody):
    """The chosen source of market prices (`off`: none) and how the last attempt went; `failed` by ticker."""

    source: Literal["off", "yahoo", "alpha_vantage"]
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


class MemberBody(RequestBody):
    account_id: RowId | None = None
    security_id: RowId | None = None


class NewPortfolio(RequestBody):
    name: Name
    description: Note = ""
    benchmark_security_id: RowId | None = None
    members: Annotated[list[MemberBody], Field(max_length=1000, default_factory=list)]


class PortfolioPatch(RequestBody):
    name: Name = OMITTED
    description: Note = OMITTED
    benchmark_security_id: RowId | None = None
    members: Annotated[list[MemberBody], Field(max_length=1000)] | None = None


class MemberOut(ResponseBody):
    account_id: int | None
    security_id: int | None


class PortfolioOut(ResponseBody):
    """The portfolio of everything has no members; it holds the targets and the benchmark of all. `value_minor` is None
    if `unvalued` holdings have no value; `known_minor` is what the others are worth."""

    id: int | None
    name: str
    description: str
    is_everything: bool
    benchmark_security_id: int | None
    value_minor: int | None
    known_minor: int
    unvalued: int
    members: list[MemberOut]


class Portfolios(ResponseBody):
    currency: str
    portfolios: list[PortfolioOut]


class TargetBody(RequestBody):
    security_id: RowId | None = None
    security_type: SecurityType | None = None
    weight_percent: Number


class TargetsBody(RequestBody):
    portfolio_id: RowId | None = None
    targets: Annotated[list[TargetBody], Field(max_length=500)]


class BenchmarkBody(RequestBody):
    portfolio_id: RowId | None = None
    security_id: RowId | None


class TradeOut(ResponseBody):
    security_id: int
    name: str
    quantity: DecimalText
    amount_minor: int
    realised_minor: int | None


class Rebalance(ResponseBody):
    """What would bring the holdings to their targets. Information, not advice; nothing is ordered."""

    currency: str
    trades: list[TradeOut]
    sold_minor: int
    bought_minor: int
    left_minor: int
    realised_minor: int | None
    why: str | None


def patch_fields(body: RequestBody, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields that were sent, as columns."""
    return {name: value for name, value in body.sent_fields().items() if name not in without}
