"""The invented portfolio of the sample household: three accounts, nine securities, and three years of prices."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from backend.bootstrap import DataFolder
from backend.exchange_rates import service as exchange_rates
from backend.infra.database import WriteSession
from backend.investments import portfolios, prices, service, stated_holdings, transactions
from backend.investments.activities import ActivityDraft
from backend.investments.portfolios import Member, Target
from backend.investments.prices import NewPrice
from backend.investments.stated_holdings import StatedHolding

_SEED = 20260229
_YEARS = 3
_EURO_RATE = "1.0872"


class SampleSecurity(NamedTuple):
    """One invented security: its price now, how much it grows in a year, and how restless it is."""

    ticker: str
    name: str
    security_type: str
    sector: str
    price: str
    growth: float
    noise: float
    currency: str = "USD"


SECURITIES = (
    SampleSecurity("MTM", "Meridian Total Market", "etf", "Broad funds", "312.48", 0.12, 0.008),
    SampleSecurity("HWX", "Harbor World ex-US", "etf", "Broad funds", "71.92", 0.07, 0.008),
    SampleSecurity("TY50", "Tarn Target 2050", "mutual_fund", "Broad funds", "23.86", 0.1, 0.006),
    SampleSecurity("SOLR", "Solstice Property Trusts", "etf", "Real estate", "58.14", 0.01, 0.009),
    SampleSecurity("ADLR", "Alder Software", "equity", "Technology", "184.25", 0.2, 0.017),
    SampleSecurity("NHA", "Nordhafen AG", "equity", "Industry", "96.40", 0.15, 0.014, "EUR"),
    SampleSecurity("FBB", "Fernbrook Bond", "fixed_income", "Bonds", "48.37", 0.01, 0.003),
    SampleSecurity("BMX", "Broad Market Index", "etf", "Broad funds", "604.10", 0.13, 0.008),
)
_TARGETS = {"MTM": "32", "HWX": "14", "TY50": "30", "ADLR": "5", "FBB": "8", "SOLR": "5"}
# Quarterly dividends of one unit in cents of its currency; paid in dollars.
_DIVIDENDS = {"MTM": 94, "HWX": 45, "SOLR": 53, "FBB": 45, "ADLR": 34}


def add_portfolio(data: DataFolder, today: date) -> None:
    """Afterwards the household has investments."""
    with data.budget.write() as db:
        for on in (today - timedelta(days=_YEARS * 366), today):
            exchange_rates.set_rate(db, data.user_id, base_currency="EUR", currency="USD", on=on, rate=_EURO_RATE)
    with data.investments.write() as db:
        user_id = data.user_id
        ids = {
            each.ticker: service.add_security(
                db,
                user_id,
                {
                    "ticker": each.ticker,
                    "name": each.name,
                    "security_type": each.security_type,
                    "sector": each.sector,
                    "currency": each.currency,
                },
            ).id
            for each in SECURITIES
        }
        brokerage = _account(data, db, "Brokerage", "taxable", "3390", tracks_cash=True)
        pension = _account(data, db, "401(k)", "401k", "0452", tracks_cash=False)
        roth = _account(data, db, "Roth IRA", "roth", "7716", tracks_cash=True)
        closes = {each.ticker: dict(_price_path(each, today)) for each in SECURITIES}
        quotes = [
            NewPrice(ids[ticker], on, close, _index_dividend(path, on) if ticker == "BMX" else None)
            for ticker, path in closes.items()
            for on, close in path.items()
        ]
        prices.save_prices(db, user_id, quotes, source="file", summary="Loaded prices")
        shopping = _Shopping(ids, closes, today)
        drafts = [*shopping.brokerage(brokerage), *shopping.pension(pension), *shopping.roth(roth)]
        transactions.record_transactions(db, user_id, drafts, summary="Entered the investments", refuses_oversold=True)
        _add_delisted(data, db, brokerage, today)
        targets = [Target(ids[ticker], None, Decimal(weight)) for ticker, weight in _TARGETS.items()]
        portfolios.set_targets(db, user_id, None, targets)
        portfolios.set_benchmark(db, user_id, None, ids["BMX"])
        members = [Member(pension, None), Member(roth, None)]
        portfolios.add_portfolio(db, user_id, {"name": "Retirement"}, members)
        portfolios.add_portfolio(db, user_id, {"name": "Taxed"}, [Member(brokerage, None)])


def _account(data: DataFolder, db: WriteSession, name: str, kind: str, mask: str, *, tracks_cash: bool) -> int:
    fields = {"account_name": name, "account_type": kind, "mask": mask, "tracks_cash": tracks_cash}
    more = {"institution_name": "Larkfield Brokerage", "currency": "USD"}
    return service.add_account(db, data.user_id, {**fields, **more}).id


def _add_delisted(data: DataFolder, db: WriteSession, account_id: int, today: date) -> None:
    """A stock whose trading ended: its last market price is old, and counts because the household said so."""
    pell = service.add_security(
        db,
        data.user_id,
        {
            "ticker": "PELL",
            "name": "Pell Biotech",
            "security_type": "equity",
            "sector": "Health",
            "currency": "USD",
            "accepts_old_price": True,
        },
    ).id
    on = today - timedelta(days=262)
    holding = StatedHolding(pell, Decimal(300), 128_400)
    stated_holdings.state_holding(db, data.user_id, account_id=account_id, on=on, holding=holding, adds=True)
    last = [NewPrice(pell, on, Decimal("1.12"))]
    prices.save_prices(db, data.user_id, last, source="market", summary="Loaded prices")


def _index_dividend(path: dict[date, Decimal], on: date) -> Decimal:
    """What a unit of the index paid on a day: 0.3 % of its price on the first of its days in each quarter."""
    is_first = on.month % 3 == 0 and not any(on.replace(day=1) <= day < on for day in path)
    return (path[on] * Decimal("0.003")).quantize(Decimal("0.01")) if is_first else Decimal(0)


def _price_path(security: SampleSecurity, today: date) -> Iterator[tuple[date, Decimal]]:
    """Yield prices backwards from today's: every weekday of the last year, before that one a week."""
    rng = random.Random(f"{_SEED} {security.ticker}")
    price = float(security.price)
    for back in range(_YEARS * 366):
        on = today - timedelta(days=back)
        if on.weekday() >= 5:
            continue
        if back < 370 or on.weekday() == 4:
            yield on, Decimal(f"{price:.2f}")
        price /= 1 + security.growth / 261 + rng.gauss(0, security.noise)


class _Shopping:
    """What the household bought, sold and received."""

    def __init__(self, ids: dict[str, int], closes: dict[str, dict[date, Decimal]], today: date) -> None:
        self._ids = ids
        self._closes = closes
        self._today = today

    def brokerage(self, account_id: int) -> Iterator[ActivityDraft]:
        held = {"MTM": 0, "HWX": 0, "SOLR": 0, "ADLR": 0, "FBB": 0}
        yield self._cash(account_id, "deposit", self._day(1080), -1_800_000)
        for back, ticker, shares in (
            (1075, "MTM", 24),
            (1070, "ADLR", 20),
            (900, "HWX", 60),
            (880, "FBB", 110),
            (700, "ADLR", 18),
            (690, "SOLR", 96),
        ):
            held[ticker] += shares
            yield self._trade(account_id, "buy", self._day(back), ticker, shares)
        yield self._cash(account_id, "deposit", self._day(640), -2_000_000)
        yield self._trade(account_id, "buy", self._day(300), "ADLR", 12)
        yield self._trade(account_id, "buy", self._day(260), "NHA", 24, rate=Decimal(_EURO_RATE))
        yield self._trade(account_id, "buy", self._day(250), "HWX", 80)
        yield self._trade(account_id, "buy", self._day(96), "ADLR", 8)
        yield self._trade(account_id, "sell", self._day(72), "ADLR", 20, fees_minor=495)
        yield self._cash(account_id, "withdrawal", self._day(60), 120_000)
        yield self._cash(account_id, "fee", self._day(50), 960, notes="third quarter")
        for back in range(330, 0, -91):
            for ticker, cents in _DIVIDENDS.items():
                yield ActivityDraft(
                    account_id, self._day(back), "dividend", self._ids[ticker], amount_minor=-cents * held[ticker]
                )

    def pension(self, account_id: int) -> Iterator[ActivityDraft]:
        for back in range(1080, 0, -30):
            on = self._day(back)
            close = self._close("TY50", on)
            shares = (Decimal(700) / close).quantize(Decimal("0.001"))
            yield ActivityDraft(account_id, on, "buy", self._ids["TY50"], shares, close, amount_minor=70_000)

    def roth(self, account_id: int) -> Iterator[ActivityDraft]:
        yield self._cash(account_id, "deposit", self._day(1050), -2_000_000)
        yield self._trade(account_id, "buy", self._day(1045), "MTM", 62)

    def _trade(
        self,
        account_id: int,
        kind: str,
        on: date,
        ticker: str,
        shares: int,
        *,
        fees_minor: int = 0,
        rate: Decimal | None = None,
    ) -> ActivityDraft:
        close = self._close(ticker, on)
        native = int(shares * close * 100)
        amount, security_amount = None, None
        if rate is not None:
            amount, security_amount = int(native * rate), native
        return ActivityDraft(
            account_id,
            on,
            kind,
            self._ids[ticker],
            Decimal(shares),
            close,
            amount_minor=amount,
            fees_minor=fees_minor,
            security_amount_minor=security_amount,
        )

    def _cash(self, account_id: int, kind: str, on: date, minor: int, notes: str | None = None) -> ActivityDraft:
        return ActivityDraft(account_id, on, kind, amount_minor=minor, notes=notes)

    def _close(self, ticker: str, on: date) -> Decimal:
        path = self._closes[ticker]
        return path[max(day for day in path if day <= on)]

    def _day(self, back: int) -> date:
        """A weekday so many days ago."""
        on = self._today - timedelta(days=back)
        return on - timedelta(days=max(0, on.weekday() - 4))
