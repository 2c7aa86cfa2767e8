"""Portfolios, target weights and trades to reach them, as JSON."""

from typing import Annotated

from pydantic import Field

from backend.infra.fields import OMITTED, DecimalText, Name, RequestBody, ResponseBody
from backend.investments.schemas.fields import Note, Number, RowId
from backend.investments.vocabulary import SecurityType


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
