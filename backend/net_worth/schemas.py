"""Net worth as JSON. Amounts are in minor units; what is owed is negative."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

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
    single_line,
)
from backend.infra.figure_schema import FigureOut
from backend.infra.web import MAX_ID

Group = Literal["cash", "investments", "owned", "cards", "loans"]
Cause = Literal["saved", "market", "debt_paid", "revalued", "added", "currency", "unexplained"]
AssetKind = Literal["home", "car", "other", "debt"]
DepreciationMethod = Literal["none", "percent", "straight_line"]
Origin = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=100),
    AfterValidator(single_line),
    AfterValidator(lambda text: text or None),
]
Percent = Annotated[int, Field(ge=1, le=100)]


class NetWorthPart(ResponseBody):
    """The sum of one group, kind, currency or owner."""

    name: str
    figure: FigureOut
    change_minor: int


class NetWorthItem(ResponseBody):
    """An account or a thing. `own_minor` is the person's share in its own currency; `months` are the ends of the last
    months and today, in the home currency, null where it was not there or its value is not known."""

    key: str
    name: str
    mask: str | None
    group: Group
    kind: str
    currency: str
    share_percent: int
    owner: Literal["mine", "shared"]
    kept: Literal["bank", "file", "by_hand"]
    account_id: int | None
    asset_id: int | None
    as_of: date | None
    is_stale: bool
    own_minor: int | None
    figure: FigureOut
    change_minor: int | None
    months: list[int | None]


class NetWorth(ResponseBody):
    as_of: date
    currency: str
    total: FigureOut
    assets: FigureOut
    debts: FigureOut
    compared_on: date
    change: FigureOut
    change_percent: FigureOut
    groups: list[NetWorthPart]
    kinds: list[NetWorthPart]
    currencies: list[NetWorthPart]
    owners: list[NetWorthPart]
    items: list[NetWorthItem]
    recorded_since: date | None


class NetWorthPoint(ResponseBody):
    """The end of a day. `value_minor` is null if a part is unknown; `known_minor` is without it."""

    on: date
    value_minor: int | None
    known_minor: int
    assets_minor: int
    debts_minor: int
    is_known: bool
    unexplained_minor: int


class NetWorthHistory(ResponseBody):
    currency: str
    first_on: date | None
    known_since: date | None
    points: list[NetWorthPoint]


class CauseOfChange(ResponseBody):
    cause: Cause
    about: str
    figure: FigureOut


class GroupChange(ResponseBody):
    group: Group
    label: str
    before_minor: int
    after_minor: int
    causes: dict[Cause, int]


class LeftOut(ResponseBody):
    name: str
    why: str


class UnexplainedChange(ResponseBody):
    account_id: int | None
    name: str
    value_minor: int


class NetWorthDrivers(ResponseBody):
    """before + all causes = after, for each group and for the whole."""

    currency: str
    from_on: date
    to_on: date
    before_minor: int
    after_minor: int
    change: FigureOut
    causes: list[CauseOfChange]
    groups: list[GroupChange]
    left_out: list[LeftOut]
    unexplained: list[UnexplainedChange]


class ValuationOut(ResponseBody):
    id: int
    on: date
    value_minor: int
    origin: str | None


class AssetOut(ResponseBody):
    """A thing or a debt that is kept by hand; values are those of the whole, not of the share."""

    id: int
    name: str
    kind: AssetKind
    currency: str
    ownership_percent: int
    depreciation: DepreciationMethod
    depreciation_percent: DecimalText | None
    life_months: int | None
    residual_minor: int
    rounded_to_minor: int
    loan_account_id: int | None
    disposed_on: date | None
    notes: str | None
    valuations: list[ValuationOut]


class NewAsset(RequestBody):
    """A thing or a debt with its first value; a debt is negative."""

    name: Name
    kind: AssetKind
    value_minor: Minor
    on: Day
    origin: Origin | None = None
    currency: Currency | None = None
    ownership_percent: Percent = 100
    depreciation: DepreciationMethod = "none"
    depreciation_percent: Annotated[str, StringConstraints(max_length=10)] | None = None
    life_months: Annotated[int, Field(ge=1, le=1200)] | None = None
    residual_minor: NonNegativeMinor = 0
    rounded_to_minor: Annotated[int, Field(ge=1, le=10**9)] = 1
    loan_account_id: Annotated[int, Field(ge=1, le=MAX_ID)] | None = None
    notes: Origin | None = None


class AssetChanges(RequestBody):
    name: Name = OMITTED
    kind: AssetKind = OMITTED
    ownership_percent: Percent = OMITTED
    depreciation: DepreciationMethod = OMITTED
    depreciation_percent: Annotated[str, StringConstraints(max_length=10)] | None = None
    life_months: Annotated[int, Field(ge=1, le=1200)] | None = None
    residual_minor: NonNegativeMinor = OMITTED
    rounded_to_minor: Annotated[int, Field(ge=1, le=10**9)] = OMITTED
    loan_account_id: Annotated[int, Field(ge=1, le=MAX_ID)] | None = None
    disposed_on: Day | None = None
    notes: Origin | None = None


class AssetSaved(ResponseBody):
    asset: AssetOut
    change_id: int | None


class NewValuation(RequestBody):
    on: Day
    value_minor: Minor
    origin: Origin | None = None


class AssetRemoved(ResponseBody):
    status: Literal["removed"]
    change_id: int | None
