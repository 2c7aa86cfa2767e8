"""What is held, what it is worth and what it earned, as JSON. A null amount is not known, never 0."""

from datetime import date

from backend.infra.fields import Currency, Day, DecimalText, NonNegativeMinor, RequestBody, ResponseBody
from backend.infra.figure_schema import FigureOut
from backend.investments.schemas.accounts import InvestmentAccountOut
from backend.investments.schemas.fields import Number, ReturnOut, RowId, SecurityName, Ticker
from backend.investments.vocabulary import PriceSource, SecurityType


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


class BenchmarkOut(ResponseBody):
    """`has_dividends`: dividends are reinvested; otherwise not all of them are known, and prices alone count."""

    security_id: int
    name: str
    ticker: str | None
    percent: DecimalText | None
    has_dividends: bool
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
