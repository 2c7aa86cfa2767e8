"""How a scope did over a period: its value by day, both returns, a benchmark, and why the value changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from backend.exchange_rates.queries import rate_table
from backend.exchange_rates.rate_table import NoRate, RateTable
from backend.infra.database import ReadSession
from backend.investments.allocation import percent
from backend.investments.benchmark import BenchmarkReturns, benchmark_returns
from backend.investments.models import InvestmentAccount
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import activities as activity_queries
from backend.investments.queries import positions as position_queries
from backend.investments.queries import prices as price_queries
from backend.investments.queries import securities as security_queries
from backend.investments.queries import values as value_queries
from backend.investments.queries.values import DayTotal
from backend.investments.returns import CashFlow, DailyValue, Return, money_weighted_return, time_weighted_return
from backend.investments.schemas.fields import ReturnOut
from backend.investments.schemas.holdings import PerformancePoint
from backend.investments.scope import Scope
from backend.investments.timeline import AccountRules, PricePoint, account_timeline, with_expiry
from backend.kit.period import FIRST_DAY
from backend.settings.service import base_currency

# As many points as a chart of this width can show.
_MOST_POINTS = 160
_YEAR = 365


class Day(NamedTuple):
    """A day on which something changed, in the currency of the totals."""

    on: date
    value_minor: int
    cost_minor: int
    in_minor: int
    out_minor: int


@dataclass(frozen=True, slots=True)
class Point:
    """The state at the end of a day; returns are fractions since the start, None where there is none."""

    on: date
    value_minor: int
    cost_minor: int
    returned: Decimal | None
    benchmark: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """Why the value changed: start + paid in − paid out + prices + income − fees = end."""

    start_minor: int
    in_minor: int
    out_minor: int
    price_minor: int
    income_minor: int
    fees_minor: int
    end_minor: int


@dataclass(frozen=True, slots=True)
class Performance:
    """`because` says why there is nothing to show. Returns are over the period, not yearly."""

    currency: str
    start: date
    end: date
    points: Sequence[Point]
    change: Change | None
    time_weighted: Return
    money_weighted: Return
    benchmark: BenchmarkReturns
    because: str | None = None


def measure(
    db: ReadSession,
    investments: ReadSession,
    user_id: int,
    *,
    scope: Scope,
    start: date | None,
    end: date,
    benchmark_id: int | None,
) -> Performance:
    """Return the performance from the evening of `start` (None: from the beginning) to that of `end`."""
    currency = base_currency(db, user_id)
    accounts = account_queries.accounts(investments, user_id)
    totals = _totals(investments, user_id, accounts, scope, start=start, until=end)
    if not totals:
        return _nothing(currency, start or end, end, "nothing was held in this period")
    start = start or totals[0].on - timedelta(days=1)
    foreign = {code for total in totals for code in (total.currency, total.account_currency)} - {currency}
    rates = rate_table(db, user_id, {currency, *foreign}, until=end)
    try:
        days = list(_days(totals, rates, currency, foreign))
        before = [day for day in days if day.on <= start]
        opening = before[-1].value_minor if before else 0
        inside = [day for day in days if day.on > start]
        closing = inside[-1].value_minor if inside else opening
        change = _change(investments, user_id, scope, accounts, rates, currency, start, end, opening, closing, inside)
    except _NoRate as missing:
        return _nothing(currency, start, end, str(missing))
    daily = [DailyValue(start, opening, in_minor=opening)]
    daily += [DailyValue(day.on, day.value_minor, day.in_minor, day.out_minor) for day in inside]
    returned = time_weighted_return(daily)
    chosen = evenly_in_time([day.on for day in daily], _MOST_POINTS)
    benchmark = benchmark_returns(
        investments, user_id, benchmark_id, [start, *(daily[index].on for index in chosen), end]
    )
    return Performance(
        currency=currency,
        start=start,
        end=end,
        points=_points(daily, returned, before, inside, chosen, benchmark),
        change=change,
        time_weighted=returned,
        money_weighted=_money_weighted(start, opening, inside, closing, end),
        benchmark=benchmark,
    )


def _totals(
    db: ReadSession,
    user_id: int,
    accounts: Sequence[InvestmentAccount],
    scope: Scope,
    *,
    start: date | None,
    until: date,
) -> list[DayTotal]:
    whole = scope.account_ids(account.id for account in accounts)
    totals = value_queries.day_totals(db, user_id, account_ids=whole, after=start, until=until)
    holders = account_queries.accounts_with(db, user_id, scope.security_ids) if scope.security_ids else set()
    for account in accounts:
        if account.id not in whole and account.id in holders:
            totals += _partial_totals(db, user_id, account, scope, start=start or FIRST_DAY, until=until)
    return sorted(totals, key=lambda total: total.on)


def _partial_totals(
    db: ReadSession, user_id: int, account: InvestmentAccount, scope: Scope, *, start: date, until: date
) -> Iterator[DayTotal]:
    """Yield what changed in those holdings of an account that are in `scope`; a purchase is money paid in to them."""
    named = scope.security_ids
    securities = {
        id_: each
        for id_, each in security_queries.securities_by_id(db, user_id, named).items()
        if scope.contains(account.id, id_)
    }
    if not securities:
        return
    events = position_queries.events(db, user_id, account.id, currency=account.currency, security_ids=list(securities))
    cash = [PricePoint(FIRST_DAY, each.id, Decimal(1)) for each in securities.values() if each.security_type == "cash"]
    prices = price_queries.price_points(db, user_id, list(securities), first_day=start)
    rows, _ = account_timeline(
        AccountRules(account.currency, account.lot_method, tracks_cash=False),
        {each.id: each.currency for each in securities.values()},
        events,
        with_expiry([*cash, *prices], never={each.id for each in securities.values() if each.accepts_old_price}),
        first_day=FIRST_DAY,
    )
    for row in rows:
        if row.on <= until:
            yield DayTotal(
                row.on,
                row.currency,
                account.currency,
                row.value_change_minor,
                row.cost_change_minor,
                row.paid_in_minor,
                row.paid_out_minor,
            )


class _NoRate(Exception):
    """An amount of the period has no exchange rate; the message says which."""


def _days(totals: Iterable[DayTotal], rates: RateTable, currency: str, foreign: Collection[str]) -> Iterator[Day]:
    """Yield each day with the sums of all currencies (`currency` and `foreign`) at the rates of that day.

    Raises _NoRate.
    """
    values: dict[str, int] = defaultdict(int)
    costs: dict[str, int] = defaultdict(int)
    for on, changes in groupby(totals, key=attrgetter("on")):
        paid_in = paid_out = 0
        for _, code, account_code, value_change, cost_change, came, left in changes:
            values[code] += value_change
            costs[account_code] += cost_change
            if code == currency:
                paid_in += came
                paid_out += left
            else:
                paid_in += _converted(came, code, rates, currency, on)
                paid_out += _converted(left, code, rates, currency, on)
        value, cost = values.get(currency, 0), costs.get(currency, 0)
        for code in foreign:
            value += _converted(values[code], code, rates, currency, on)
            cost += _converted(costs[code], code, rates, currency, on)
        yield Day(on, value, cost, paid_in, paid_out)


def _converted(minor: int, code: str, rates: RateTable, currency: str, on: date) -> int:
    """Return an amount in `currency` at the rate of a day. Raises _NoRate."""
    if code == currency or not minor:
        return minor
    converted = rates.convert(minor, code, currency, on=on)
    if isinstance(converted, NoRate):
        raise _NoRate(converted.why)
    return converted.minor


def _change(
    db: ReadSession,
    user_id: int,
    scope: Scope,
    accounts: Sequence[InvestmentAccount],
    rates: RateTable,
    currency: str,
    start: date,
    end: date,
    opening: int,
    closing: int,
    inside: Sequence[Day],
) -> Change:
    paid_in, paid_out = sum(day.in_minor for day in inside), sum(day.out_minor for day in inside)
    income = fees = 0
    ids = [account.id for account in accounts]
    for payment in activity_queries.payments(
        db, user_id, account_ids=ids, first=start + timedelta(days=1), last=end, any_day_of=currency
    ):
        if scope.contains_account(payment.account_id) or (
            payment.security_id is not None and scope.contains(payment.account_id, payment.security_id)
        ):
            income += _converted(payment.income_minor, payment.currency, rates, currency, payment.on)
            fees += _converted(payment.fees_minor, payment.currency, rates, currency, payment.on)
    gain = closing - opening - paid_in + paid_out
    return Change(opening, paid_in, paid_out, gain - income + fees, income, fees, closing)


def _money_weighted(start: date, opening: int, inside: Sequence[Day], closing: int, end: date) -> Return:
    flows = [CashFlow(start, opening)] if opening else []
    flows += [CashFlow(day.on, day.in_minor - day.out_minor) for day in inside if day.in_minor != day.out_minor]
    found = money_weighted_return(flows, value_minor=closing, on=end)
    if found.value is None or not flows:
        return found
    years = Decimal((end - flows[0].on).days) / _YEAR
    return Return(((1 + found.value) ** years - 1).quantize(Decimal("1e-12")), None)


def _points(
    daily: Sequence[DailyValue],
    returned: Return,
    before: Sequence[Day],
    inside: Sequence[Day],
    chosen: Sequence[int],
    benchmark: BenchmarkReturns,
) -> list[Point]:
    """Return the points at the `chosen` positions, each with the returns up to it."""
    costs = [before[-1].cost_minor if before else 0, *(day.cost_minor for day in inside)]
    points = []
    for index in chosen:
        day = daily[index]
        points.append(
            Point(day.on, day.value_minor, costs[index], returned.up_to(index), benchmark.returns.get(day.on))
        )
    return points


def evenly_in_time(days: Sequence[date], most: int) -> list[int]:
    """Return the positions of the first and the last day, and of the last one in each of `most` equal spans between."""
    span = max(1.0, (days[-1] - days[0]).days / most)
    last_of_span = {int((on - days[0]).days / span): index for index, on in enumerate(days)}
    return sorted({0, *last_of_span.values()})


def _nothing(currency: str, start: date, end: date, why: str) -> Performance:
    none = Return(None, why)
    return Performance(currency, start, end, [], None, none, none, BenchmarkReturns({}, none), why)


def return_out(found: Return) -> ReturnOut:
    return ReturnOut(percent=percent(found.value), why=found.why, skipped=list(found.skipped))


def points_out(found: Performance) -> list[PerformancePoint]:
    return [
        PerformancePoint(
            date=point.on,
            value_minor=point.value_minor,
            cost_basis_minor=point.cost_minor,
            return_percent=percent(point.returned),
            benchmark_percent=percent(point.benchmark),
        )
        for point in found.points
    ]
