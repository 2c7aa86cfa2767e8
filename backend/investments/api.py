"""HTTP: /api/investments."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

from fastapi import Depends, Query, Request, UploadFile

from backend.infra import clock
from backend.infra.database import ReadSession
from backend.infra.fields import Day
from backend.infra.figure_schema import FigureOut
from backend.infra.web import (
    MAX_ID,
    CurrentUserId,
    InvestmentsReadDep,
    InvestmentsWriteDep,
    ReadSessionDep,
    Router,
    RowId,
    user_data,
)
from backend.investments import (
    figure_details,
    overview,
    portfolios,
    price_refresh,
    prices,
    security_view,
    service,
    stated_holdings,
    transactions,
)
from backend.investments.activities import ActivityDraft
from backend.investments.figures import change_figure, gain_figure
from backend.investments.lots import LotPick
from backend.investments.overview import Reader
from backend.investments.performance import measure, points_out, return_out
from backend.investments.portfolios import Member, Target, scope_of
from backend.investments.price_refresh import PriceFetcher
from backend.investments.prices import NewPrice
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import activities as activity_queries
from backend.investments.queries import securities as security_queries
from backend.investments.rebalancing import rebalance_trades
from backend.investments.schemas.accounts import InvestmentAccountPatch, InvestmentAccounts, NewInvestmentAccount
from backend.investments.schemas.activities import Activities, NewActivity
from backend.investments.schemas.fields import InvestmentChanged, LotPickIn
from backend.investments.schemas.holdings import (
    BenchmarkOut,
    Dividends,
    Holdings,
    InvestmentAllocation,
    InvestmentSummary,
    NewHolding,
    Performance,
)
from backend.investments.schemas.portfolios import (
    BenchmarkBody,
    MemberBody,
    NewPortfolio,
    PortfolioPatch,
    Portfolios,
    Rebalance,
    TargetsBody,
)
from backend.investments.schemas.securities import (
    NewPriceBody,
    NewSecurity,
    NewSplit,
    PriceHistory,
    PriceSourceOut,
    PricesSaved,
    SalePreview,
    SalePreviewBody,
    SecurityOut,
    SecurityPage,
    SecurityPatch,
)
from backend.investments.scope import Scope
from backend.investments.service import Saved
from backend.investments.stated_holdings import StatedHolding
from backend.settings import service as settings
from backend.settings.service import base_currency

router = Router(prefix="/api/investments", tags=["investments"])
OptionalId = Annotated[int | None, Query(ge=1, le=MAX_ID)]
_MONTH_DAYS = 30


def reader(db: ReadSessionDep, investments: InvestmentsReadDep, user_id: CurrentUserId) -> Reader:
    """Return what reads both data files for the person who asks, as of today."""
    return Reader(db, investments, user_id, clock.today())


ReaderDep = Annotated[Reader, Depends(reader)]


@router.get("/summary", response_model=InvestmentSummary)
def summarise(reader: ReaderDep, portfolio_id: OptionalId = None, account_id: OptionalId = None) -> Any:
    """Return value, cost, gain and day change with everything they are made of, and the accounts."""
    return overview.summary(reader, _scope(reader, portfolio_id, account_id))


@router.get("/holdings", response_model=Holdings)
def list_holdings(reader: ReaderDep, portfolio_id: OptionalId = None, account_id: OptionalId = None) -> Any:
    """Return what is held now, each with its last known price and its age, and how far the targets are."""
    return overview.holdings(reader, _scope(reader, portfolio_id, account_id), portfolio_id)


@router.get("/figures/{figure_id}", response_model=FigureOut)
def explain_figure(reader: ReaderDep, figure_id: str, portfolio_id: OptionalId = None) -> Any:
    """Return a figure that is named by a term of another one: an account, a holding with its lots and its price."""
    return figure_details.figure(reader, _scope(reader, portfolio_id, None), figure_id)


@router.get("/performance", response_model=Performance)
def measure_performance(
    reader: ReaderDep,
    months: Annotated[int | None, Query(ge=1, le=600)] = None,
    start: Day | None = None,
    end: Day | None = None,
    portfolio_id: OptionalId = None,
    account_id: OptionalId = None,
) -> Any:
    """Return value and returns from `start` (or so many months of 30 days ago, or the beginning) to `end`."""
    last = min(end or reader.today, reader.today)
    if start is None and months is not None:
        start = last - timedelta(days=months * _MONTH_DAYS)
    scope = _scope(reader, portfolio_id, account_id)
    benchmark = overview.benchmark(reader, portfolio_id)
    found = measure(
        reader.db,
        reader.investments,
        reader.user_id,
        scope=scope,
        start=start,
        end=last,
        benchmark_id=benchmark.id if benchmark else None,
    )
    return Performance(
        currency=found.currency,
        start=found.start,
        end=found.end,
        points=points_out(found),
        change=FigureOut.model_validate(change_figure(found)),
        gain=FigureOut.model_validate(gain_figure(found)),
        time_weighted=return_out(found.time_weighted),
        money_weighted=return_out(found.money_weighted),
        benchmark=None
        if benchmark is None
        else BenchmarkOut(
            security_id=benchmark.id,
            name=benchmark.name,
            ticker=benchmark.ticker,
            percent=return_out(found.benchmark.whole).percent,
            has_dividends=found.benchmark.has_dividends,
            why=found.benchmark.whole.why,
        ),
    )


@router.get("/allocation", response_model=InvestmentAllocation)
def allocate(reader: ReaderDep, portfolio_id: OptionalId = None, account_id: OptionalId = None) -> Any:
    """Return how the value is spread over types, sectors, accounts and currencies."""
    return overview.allocation(reader, _scope(reader, portfolio_id, account_id))


@router.get("/dividends", response_model=Dividends)
def list_dividends(reader: ReaderDep, portfolio_id: OptionalId = None, account_id: OptionalId = None) -> Any:
    """Return the income of twelve months by month and by holding, with the yield."""
    return overview.dividends(reader, _scope(reader, portfolio_id, account_id))


@router.get("/rebalance", response_model=Rebalance)
def preview_rebalance(reader: ReaderDep, portfolio_id: OptionalId = None) -> Any:
    """Return the trades that would bring the holdings to their targets. Nothing is ordered."""
    return rebalance_trades(reader, _scope(reader, portfolio_id, None), portfolio_id)


@router.get("/transactions", response_model=Activities)
def list_transactions(
    investments: InvestmentsReadDep,
    user_id: CurrentUserId,
    type: str | None = None,
    account_id: OptionalId = None,
    security_id: OptionalId = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Any:
    """Return activities, newest first; `type` is one or several, separated by commas."""
    types = [each for each in (type or "").split(",") if each]
    rows = activity_queries.transaction_list(
        investments, user_id, types=types, account_id=account_id, security_id=security_id, limit=limit, offset=offset
    )
    total = activity_queries.transaction_count(
        investments, user_id, types=types, account_id=account_id, security_id=security_id
    )
    return {"transactions": rows, "total": total, "limit": limit, "offset": offset}


@router.post("/transactions", response_model=InvestmentChanged)
def add_transaction(db: InvestmentsWriteDep, user_id: CurrentUserId, body: NewActivity) -> Any:
    """Enter an activity."""
    recorded = transactions.record_transactions(
        db, user_id, [_draft(body)], summary=f"Entered an activity of {body.on}", refuses_oversold=True
    )
    return Saved(recorded.ids[0], recorded.change_id)


@router.put("/transactions/{transaction_id:int}", response_model=InvestmentChanged)
def change_transaction(
    db: InvestmentsWriteDep, user_id: CurrentUserId, transaction_id: RowId, body: NewActivity
) -> Any:
    """Put an activity in the place of another one."""
    return transactions.update_transaction(db, user_id, transaction_id, _draft(body))


@router.delete("/transactions/{transaction_id:int}", response_model=InvestmentChanged)
def delete_transaction(db: InvestmentsWriteDep, user_id: CurrentUserId, transaction_id: RowId) -> Any:
    """Delete an activity."""
    return transactions.delete_transaction(db, user_id, transaction_id)


@router.get("/accounts", response_model=InvestmentAccounts)
def list_accounts(reader: ReaderDep) -> Any:
    """Return the accounts, each with the value of its own last known prices."""
    scope = _scope(reader, None, None)
    valuation = reader.value(scope)
    return {"currency": valuation.currency, "accounts": overview.account_list(reader, valuation, scope)}


@router.post("/accounts/manual", response_model=InvestmentChanged)
def add_account(
    budget: ReadSessionDep, db: InvestmentsWriteDep, user_id: CurrentUserId, body: NewInvestmentAccount
) -> Any:
    """Add an account that is kept by hand."""
    fields = body.model_dump()
    return service.add_account(db, user_id, {**fields, "currency": body.currency or base_currency(budget, user_id)})


@router.patch("/accounts/{account_id:int}", response_model=InvestmentChanged)
def change_account(
    db: InvestmentsWriteDep, user_id: CurrentUserId, account_id: RowId, body: InvestmentAccountPatch
) -> Any:
    """Change an account."""
    return service.update_account(db, user_id, account_id, body.sent_fields())


@router.delete("/accounts/{account_id:int}", response_model=InvestmentChanged)
def delete_account(db: InvestmentsWriteDep, user_id: CurrentUserId, account_id: RowId) -> Any:
    """Delete an account with its holdings and activities; undo brings it back."""
    return service.delete_account(db, user_id, account_id)


@router.post("/accounts/{account_id:int}/holdings", response_model=InvestmentChanged)
def add_holding(db: InvestmentsWriteDep, user_id: CurrentUserId, account_id: RowId, body: NewHolding) -> Any:
    """Say that an account holds so much of a security, beside what it holds of it already."""
    account = account_queries.account(db, user_id, account_id)
    security_id = body.security_id
    if security_id is None:
        security_id = service.find_or_add_security(
            db,
            user_id,
            ticker=body.ticker,
            name=body.name,
            currency=body.currency or account.currency,
            security_type=body.security_type,
        ).id
    cost = body.cost_basis_minor
    if cost is None and body.cost_basis_per_share is not None:
        cost = stated_holdings.cost_of(body.quantity, body.cost_basis_per_share, account.currency)
    on = body.on or clock.today()
    return stated_holdings.state_holding(
        db,
        user_id,
        account_id=account_id,
        on=on,
        holding=StatedHolding(security_id, body.quantity, cost),
        price=body.price,
        adds=True,
    )


@router.get("/securities", response_model=list[SecurityOut])
def list_securities(investments: InvestmentsReadDep, user_id: CurrentUserId) -> Any:
    """Return every security that is known."""
    return security_queries.securities(investments, user_id)


@router.post("/securities", response_model=SecurityOut)
def add_security(budget: ReadSessionDep, db: InvestmentsWriteDep, user_id: CurrentUserId, body: NewSecurity) -> Any:
    """Add a security, to hold it or to compare with it."""
    fields = body.model_dump()
    return service.add_security(db, user_id, {**fields, "currency": body.currency or base_currency(budget, user_id)})


@router.get("/securities/{security_id:int}", response_model=SecurityPage)
def read_security(reader: ReaderDep, security_id: RowId) -> Any:
    """Return everything about one security: value, lots, gains, dividends."""
    return security_view.security_page(reader, security_id)


@router.patch("/securities/{security_id:int}", response_model=InvestmentChanged)
def change_security(db: InvestmentsWriteDep, user_id: CurrentUserId, security_id: RowId, body: SecurityPatch) -> Any:
    """Change a security."""
    return service.update_security(db, user_id, security_id, body.sent_fields())


@router.get("/securities/{security_id:int}/prices", response_model=PriceHistory)
def list_prices(reader: ReaderDep, security_id: RowId, start: Day | None = None) -> Any:
    """Return the prices from `start` on (from the first activity where it is left out), in units of today."""
    return security_view.price_history(reader, security_id, first=start)


@router.put("/securities/{security_id:int}/prices/{on}", response_model=InvestmentChanged)
def set_price(db: InvestmentsWriteDep, user_id: CurrentUserId, security_id: RowId, on: Day, body: NewPriceBody) -> Any:
    """State the price of a day."""
    return prices.set_price(db, user_id, NewPrice(security_id, on, body.close))


@router.delete("/securities/{security_id:int}/prices/{on}", response_model=InvestmentChanged)
def delete_price(db: InvestmentsWriteDep, user_id: CurrentUserId, security_id: RowId, on: Day) -> Any:
    """Delete the price of a day."""
    return Saved(security_id, prices.delete_price(db, user_id, security_id, on))


@router.post("/prices/file", response_model=PricesSaved)
def load_prices(
    db: InvestmentsWriteDep, user_id: CurrentUserId, file: UploadFile, security_id: OptionalId = None
) -> Any:
    """Store the prices of a CSV file with the columns ticker (unless of one security), date and close."""
    return prices.load_price_file(db, user_id, file.file.read(), security_id=security_id)


@router.get("/price-source", response_model=PriceSourceOut)
def read_price_source(request: Request, db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return where prices are fetched from, and how the last attempt went."""
    return _price_source(user_data(request).prices, db, user_id)


@router.post("/refresh-prices", response_model=PriceSourceOut, status_code=202)
def refresh_prices(request: Request, db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Begin to fetch prices in the background; `/price-source` says how it went."""
    fetcher: PriceFetcher = user_data(request).prices
    fetcher.start(user_id)
    return _price_source(fetcher, db, user_id)


@router.post("/securities/{security_id:int}/splits", response_model=InvestmentChanged)
def add_split(db: InvestmentsWriteDep, user_id: CurrentUserId, security_id: RowId, body: NewSplit) -> Any:
    """State that so many old units became so many new ones."""
    return prices.add_split(
        db,
        user_id,
        security_id=security_id,
        on=body.on,
        numerator=body.numerator,
        denominator=body.denominator,
    )


@router.delete("/splits/{split_id:int}", response_model=InvestmentChanged)
def delete_split(db: InvestmentsWriteDep, user_id: CurrentUserId, split_id: RowId) -> Any:
    """Delete a split."""
    return Saved(split_id, prices.delete_split(db, user_id, split_id))


@router.post("/securities/{security_id:int}/sale-preview", response_model=SalePreview)
def preview_sale(reader: ReaderDep, security_id: RowId, body: SalePreviewBody) -> Any:
    """Return what a sale today would realise by each method of choosing lots. Nothing is stored."""
    return security_view.sale_preview(
        reader,
        security_id,
        account_id=body.account_id,
        quantity=body.quantity,
        price=body.price,
        picks=_picks(body.lot_picks),
    )


@router.get("/portfolios", response_model=Portfolios)
def list_portfolios(reader: ReaderDep) -> Any:
    """Return everything and the portfolios, each with its value."""
    return overview.portfolio_list(reader)


@router.post("/portfolios", response_model=InvestmentChanged)
def add_portfolio(db: InvestmentsWriteDep, user_id: CurrentUserId, body: NewPortfolio) -> Any:
    """Add a portfolio."""
    return portfolios.add_portfolio(db, user_id, body.model_dump(exclude={"members"}), _members(body.members))


@router.patch("/portfolios/{portfolio_id:int}", response_model=InvestmentChanged)
def change_portfolio(db: InvestmentsWriteDep, user_id: CurrentUserId, portfolio_id: RowId, body: PortfolioPatch) -> Any:
    """Change a portfolio."""
    fields = {name: value for name, value in body.sent_fields().items() if name != "members"}
    members = None if body.members is None else _members(body.members)
    return portfolios.update_portfolio(db, user_id, portfolio_id, fields, members)


@router.delete("/portfolios/{portfolio_id:int}", response_model=InvestmentChanged)
def delete_portfolio(db: InvestmentsWriteDep, user_id: CurrentUserId, portfolio_id: RowId) -> Any:
    """Delete a portfolio; its accounts and holdings stay."""
    return portfolios.delete_portfolio(db, user_id, portfolio_id)


@router.put("/targets", response_model=InvestmentChanged)
def set_targets(db: InvestmentsWriteDep, user_id: CurrentUserId, body: TargetsBody) -> Any:
    """Set the target weights of a portfolio, or of everything."""
    targets = [Target(each.security_id, each.security_type, each.weight_percent) for each in body.targets]
    return portfolios.set_targets(db, user_id, body.portfolio_id, targets)


@router.put("/benchmark", response_model=InvestmentChanged)
def set_benchmark(db: InvestmentsWriteDep, user_id: CurrentUserId, body: BenchmarkBody) -> Any:
    """Choose the security that a portfolio, or everything, is compared with."""
    return portfolios.set_benchmark(db, user_id, body.portfolio_id, body.security_id)


def _scope(reader: Reader, portfolio_id: int | None, account_id: int | None) -> Scope:
    return scope_of(reader.investments, reader.user_id, portfolio_id=portfolio_id, account_id=account_id)


def _price_source(fetcher: PriceFetcher, db: ReadSession, user_id: int) -> PriceSourceOut:
    last = price_refresh.status(db, user_id)
    return PriceSourceOut(
        source=settings.value(db, user_id, "price_source") or "off",  # type: ignore[arg-type] # the setting is a choice of these
        is_running=fetcher.is_running(),
        attempted_at=last.attempted_at,
        updated=last.updated,
        failed=last.failed,
    )


def _draft(body: NewActivity) -> ActivityDraft:
    return ActivityDraft(**body.model_dump(exclude={"lot_picks"}), picks=_picks(body.lot_picks))


def _picks(picks: Sequence[LotPickIn]) -> tuple[LotPick, ...]:
    return tuple(LotPick(pick.opening_id, pick.quantity) for pick in picks)


def _members(members: Sequence[MemberBody]) -> list[Member]:
    return [Member(member.account_id, member.security_id) for member in members]
