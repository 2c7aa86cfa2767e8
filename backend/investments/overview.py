"""What the Investments page shows: totals, holdings with targets, allocation, dividends, portfolios."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from backend.exchange_rates.queries import rate_table
from backend.exchange_rates.rate_table import NoRate
from backend.infra.database import ReadSession
from backend.infra.figure_schema import FigureOut
from backend.investments import income
from backend.investments.allocation import drift, percent, percent_of, ratio_percent, shares
from backend.investments.figures import day_change, known_minor, total_of
from backend.investments.holding_returns import returns_of
from backend.investments.models import Portfolio, PortfolioMember, Security, TargetWeight
from backend.investments.portfolios import EVERYTHING, scope_of
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import activities as activity_queries
from backend.investments.queries import portfolios as portfolio_queries
from backend.investments.queries import securities as security_queries
from backend.investments.schemas.accounts import InvestmentAccountOut
from backend.investments.schemas.holdings import (
    Dividends,
    HoldingOut,
    Holdings,
    InvestmentAllocation,
    InvestmentSummary,
    MonthIncome,
    PayerOut,
    ShareOut,
    TargetOut,
)
from backend.investments.schemas.portfolios import MemberOut, PortfolioOut, Portfolios
from backend.investments.scope import Scope
from backend.investments.valuation import Line, Valuation, value_holdings
from backend.kit.currency import minor_digits
from backend.kit.figure import Period, Term, total
from backend.kit.period import month_of

TYPE_NAMES = {
    "equity": "Single stocks",
    "etf": "Exchange-traded funds",
    "mutual_fund": "Mutual funds",
    "fixed_income": "Bonds",
    "cash": "Cash",
    "cryptocurrency": "Cryptocurrency",
    "derivative": "Derivatives",
    "other": "Other",
}
NO_SECTOR = "No sector"


@dataclass(frozen=True, slots=True)
class Reader:
    """The two data files, whose they are, and the day on which the question is asked."""

    db: ReadSession
    investments: ReadSession
    user_id: int
    today: date

    def value(self, scope: Scope) -> Valuation:
        return value_holdings(self.db, self.investments, self.user_id, scope=scope, today=self.today)

    def converted(self, minor: int, currency: str, to: str) -> int | None:
        """Return an amount at the rate of today, None without one."""
        rates = rate_table(self.db, self.user_id, {currency, to}, until=self.today)
        converted = rates.convert(minor, currency, to, on=self.today)
        return None if isinstance(converted, NoRate) else converted.minor


def summary(reader: Reader, scope: Scope) -> InvestmentSummary:
    valuation = reader.value(scope)
    value, gain = total_of("value", valuation, reader.today), total_of("gain", valuation, reader.today)
    cost, change = total_of("cost", valuation, reader.today), day_change(valuation, reader.today)
    known_cost = sum(
        line.cost_minor for line in valuation.lines if line.gain_minor is not None and line.cost_minor is not None
    )
    before = sum(
        (line.value_minor or 0) - line.day_change_minor for line in valuation.lines if line.day_change_minor is not None
    )
    return InvestmentSummary(
        currency=valuation.currency,
        total_value=FigureOut.model_validate(value),
        total_cost_basis=FigureOut.model_validate(cost),
        total_gain_loss=FigureOut.model_validate(gain),
        total_gain_loss_percent=ratio_percent(known_minor(gain), known_cost),
        day_change=FigureOut.model_validate(change),
        day_change_percent=ratio_percent(known_minor(change), before),
        last_updated=valuation.as_of,
        accounts=account_list(reader, valuation, scope),
    )


def account_list(reader: Reader, valuation: Valuation, scope: Scope) -> list[InvestmentAccountOut]:
    """Return the accounts of a scope with their values."""
    found = []
    for account in account_queries.accounts(reader.investments, reader.user_id):
        lines = [line for line in valuation.lines if line.account.id == account.id]
        if not lines and not scope.contains_account(account.id):
            continue
        held = [line for line in lines if line.security is not None]
        known, unvalued = _known_and_unvalued(lines)
        fields = {name: getattr(account, name) for name in InvestmentAccountOut.model_fields if hasattr(account, name)}
        found.append(
            InvestmentAccountOut(
                **fields,
                value_minor=None if unvalued else known,
                known_minor=known,
                holdings=len(held),
                unvalued=unvalued,
                as_of=max((line.quote.on for line in held if line.quote), default=None),
            )
        )
    return found


def holdings(reader: Reader, scope: Scope, portfolio_id: int | None) -> Holdings:
    """Return every holding of a scope, the largest first, with its return of one year, and how far the targets are."""
    valuation = reader.value(scope)
    returns = _returns_1y(reader, valuation)
    known = sum(line.value_minor or 0 for line in valuation.lines)
    lines = sorted(valuation.lines, key=lambda line: (line.value_minor is None, -(line.value_minor or 0), line.name))
    return Holdings(
        currency=valuation.currency,
        as_of=valuation.as_of,
        total=FigureOut.model_validate(total_of("value", valuation, reader.today)),
        holdings=[_holding(line, valuation, known, reader.today, returns) for line in lines],
        targets=[_target(reader, target, valuation, known) for target in targets_of(reader, portfolio_id)],
    )


def allocation(reader: Reader, scope: Scope) -> InvestmentAllocation:
    """Return how the value is spread; what has no value is left out and counted."""
    valuation = reader.value(scope)
    valued = [(line, line.value_minor) for line in valuation.lines if line.value_minor is not None]
    known, unvalued = _known_and_unvalued(valuation.lines)

    def spread(name: Callable[[Line], str]) -> list[ShareOut]:
        return [ShareOut.model_validate(share) for share in shares((name(line), value) for line, value in valued)]

    return InvestmentAllocation(
        currency=valuation.currency,
        total_value_minor=None if unvalued else known,
        known_value_minor=known,
        unvalued=unvalued,
        by_type=spread(lambda line: TYPE_NAMES[line.security_type]),
        by_sector=spread(_sector),
        by_account=spread(lambda line: line.account.account_name),
        by_currency=spread(lambda line: line.currency),
    )


def dividends(reader: Reader, scope: Scope) -> Dividends:
    """Return the income of the twelve months up to today, by month and by who paid."""
    valuation = reader.value(scope)
    first = reader.today - timedelta(days=365)
    ids = [account.id for account in account_queries.accounts(reader.investments, reader.user_id)]
    payments = [
        payment
        for payment in activity_queries.payments(
            reader.investments, reader.user_id, account_ids=ids, first=first, last=reader.today
        )
        if payment.income_minor and _is_in(scope, payment)
    ]
    rates = rate_table(
        reader.db, reader.user_id, {valuation.currency, *(p.currency for p in payments)}, until=reader.today
    )
    received, missing = [], []
    for payment in payments:
        converted = rates.convert(payment.income_minor, payment.currency, valuation.currency, on=payment.on)
        if isinstance(converted, NoRate):
            missing.append(converted.why)
        else:
            received.append(income.Received(payment.on, payment.security_id, converted.minor))
    values: dict[int, int | None] = {}
    for line in valuation.lines:
        if line.security is not None:
            values[line.security.id] = (values.get(line.security.id) or 0) + (line.value_minor or 0)
    payers = income.by_payer(received, values, today=reader.today)
    names = {security.id: security.name for security in security_queries.securities(reader.investments, reader.user_id)}
    terms = [Term(names.get(payer.security_id or 0, "Interest and other"), payer.amount_minor) for payer in payers]
    terms += [Term("Payment in another currency", None, why=why) for why in dict.fromkeys(missing)]
    amount = sum(payer.amount_minor for payer in payers)
    cost = total_of("cost", valuation, reader.today)
    return Dividends(
        currency=valuation.currency,
        total=FigureOut.model_validate(
            total(
                id="investments.income",
                label="Income, 12 months",
                unit=valuation.currency,
                as_of=reader.today,
                period=Period(first, reader.today),
                terms=terms,
            )
        ),
        yield_on_value_percent=income.yield_percent(amount, sum(line.value_minor or 0 for line in valuation.lines)),
        yield_on_cost_percent=income.yield_percent(amount, known_minor(cost)),
        by_month=[
            MonthIncome(month=month, amount_minor=minor)
            for month, minor in income.by_month(received, last=month_of(reader.today))
        ],
        by_holding=[
            PayerOut(
                security_id=payer.security_id,
                name=names.get(payer.security_id or 0, "Interest and other"),
                amount_minor=payer.amount_minor,
                yield_percent=payer.yield_percent,
                next_likely_on=payer.next_likely_on,
            )
            for payer in payers
        ],
    )


def portfolio_list(reader: Reader) -> Portfolios:
    """Return everything first, then the portfolios by name, each with its value."""
    stored = portfolio_queries.portfolios(reader.investments, reader.user_id)
    default = next((each for each in stored if each.is_default), None)
    members = portfolio_queries.members(reader.investments, reader.user_id)
    whole = reader.value(Scope())
    found = [_portfolio(default, whole, [])]
    for portfolio in stored:
        if not portfolio.is_default:
            own = [each for each in members if each.portfolio_id == portfolio.id]
            scope = scope_of(reader.investments, reader.user_id, portfolio_id=portfolio.id, account_id=None)
            found.append(_portfolio(portfolio, _within(whole, scope), own))
    return Portfolios(currency=whole.currency, portfolios=found)


def benchmark(reader: Reader, portfolio_id: int | None) -> Security | None:
    """Return the security that a portfolio, or everything, is compared with."""
    if portfolio_id is None:
        portfolio = portfolio_queries.default_portfolio(reader.investments, reader.user_id)
    else:
        portfolio = portfolio_queries.portfolio(reader.investments, reader.user_id, portfolio_id)
    if portfolio is None or portfolio.benchmark_security_id is None:
        return None
    return security_queries.security(reader.investments, reader.user_id, portfolio.benchmark_security_id)


def targets_of(reader: Reader, portfolio_id: int | None) -> Sequence[TargetWeight]:
    """Return the targets of a portfolio; those of everything if none is named."""
    if portfolio_id is None:
        default = portfolio_queries.default_portfolio(reader.investments, reader.user_id)
        if default is None:
            return ()
        portfolio_id = default.id
    return portfolio_queries.targets(reader.investments, reader.user_id, portfolio_id)


def _returns_1y(reader: Reader, valuation: Valuation) -> dict[int, Decimal | None]:
    quantities: dict[int, Decimal] = defaultdict(Decimal)
    currencies = {}
    for line in valuation.lines:
        if line.security is not None and line.quantity is not None:
            quantities[line.security.id] += line.quantity
            currencies[line.security.id] = line.currency
    start = reader.today - timedelta(days=365)
    return returns_of(reader.investments, reader.user_id, quantities, currencies, start=start, end=reader.today)


def _holding(
    line: Line, valuation: Valuation, known: int, today: date, returns: dict[int, Decimal | None]
) -> HoldingOut:
    security, quote = line.security, line.quote
    per_unit = None
    if line.quantity and line.cost_minor is not None:
        cost = Decimal(line.cost_minor).scaleb(-minor_digits(valuation.currency))
        per_unit = (cost / line.quantity).quantize(Decimal("0.0001"))
    return HoldingOut(
        key=f"{line.account.id}-{security.id if security else 'cash'}",
        account_id=line.account.id,
        account_name=line.account.account_name,
        security_id=security.id if security else None,
        ticker=security.ticker if security else None,
        name=line.name,
        security_type=line.security_type,
        sector=security.sector if security else None,
        price_currency=line.currency,
        quantity=line.quantity,
        cost_basis_minor=line.cost_minor,
        cost_basis_per_unit=per_unit,
        current_price=quote.close if quote else None,
        price_as_of=quote.on if quote else None,
        price_source=quote.source if quote else None,
        price_age_days=(today - quote.on).days if quote else None,
        is_price_behind=quote is not None and valuation.as_of is not None and quote.on < valuation.as_of,
        native_value_minor=line.native_minor,
        current_value_minor=line.value_minor,
        gain_loss_minor=line.gain_minor,
        gain_loss_percent=ratio_percent(line.gain_minor, line.cost_minor),
        day_change_minor=line.day_change_minor,
        return_1y_percent=percent(returns.get(security.id)) if security else None,
        weight_percent=percent_of(line.value_minor or 0, known),
        no_value_because=line.no_value_because,
    )


def _target(reader: Reader, target: TargetWeight, valuation: Valuation, known: int) -> TargetOut:
    if target.security_id is not None:
        name = security_queries.security(reader.investments, reader.user_id, target.security_id).name
        own = [line for line in valuation.lines if line.security and line.security.id == target.security_id]
    else:
        name = TYPE_NAMES[target.security_type or "other"]
        own = [line for line in valuation.lines if line.security_type == target.security_type]
    value = sum(line.value_minor or 0 for line in own)
    found = drift(value, known, target.weight_percent)
    return TargetOut(
        security_id=target.security_id,
        security_type=target.security_type,
        name=name,
        value_minor=value,
        weight_percent=found.percent,
        target_percent=target.weight_percent,
        drift_points=found.points or Decimal(0),
        is_notable=found.is_notable,
    )


def _sector(line: Line) -> str:
    if line.security_type == "cash":
        return TYPE_NAMES["cash"]
    return (line.security.sector if line.security else None) or NO_SECTOR


def _is_in(scope: Scope, payment: activity_queries.Payments) -> bool:
    if payment.security_id is None:
        return scope.contains_account(payment.account_id)
    return scope.contains(payment.account_id, payment.security_id)


def _within(valuation: Valuation, scope: Scope) -> Valuation:
    lines = [
        line
        for line in valuation.lines
        if (
            scope.contains(line.account.id, line.security.id)
            if line.security
            else scope.contains_account(line.account.id)
        )
    ]
    return Valuation(valuation.currency, valuation.as_of, lines)


def _known_and_unvalued(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the sum of the values that are known, and how many lines have none."""
    return sum(line.value_minor or 0 for line in lines), sum(line.value_minor is None for line in lines)


def _portfolio(portfolio: Portfolio | None, valuation: Valuation, members: Sequence[PortfolioMember]) -> PortfolioOut:
    known, unvalued = _known_and_unvalued(valuation.lines)
    return PortfolioOut(
        id=portfolio.id if portfolio else None,
        name=portfolio.name if portfolio else EVERYTHING,
        description=portfolio.description if portfolio else "",
        is_everything=portfolio is None or portfolio.is_default,
        benchmark_security_id=portfolio.benchmark_security_id if portfolio else None,
        value_minor=None if unvalued else known,
        known_minor=known,
        unvalued=unvalued,
        members=[MemberOut.model_validate(each) for each in members],
    )
