"""Fetches market prices in the background, when they are due or the person asks; no session is held meanwhile."""

import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise

import orjson

from backend.infra import clock
from backend.infra.background import BackgroundTask
from backend.infra.database import Database, ReadSession, WriteSession
from backend.investments import market_hours, prices
from backend.investments.activities import number_problem
from backend.investments.errors import PriceSourceOff
from backend.investments.price_sources.alpha_vantage import AlphaVantage
from backend.investments.price_sources.protocol import PriceSource, SourceFailed
from backend.investments.price_sources.yahoo import Yahoo
from backend.investments.price_sources.yfinance_library import YFinance
from backend.investments.prices import NewPrice
from backend.investments.queries import prices as price_queries
from backend.settings import service as settings

_STATUS = "price_source_status"
_SOURCES: dict[str, Callable[[str, str], PriceSource]] = {
    "yahoo": Yahoo,
    "alpha_vantage": AlphaVantage,
    "yfinance": YFinance,
}
_EVERY = timedelta(minutes=30)
_RETRY = timedelta(hours=2)
# A security without a market price gets so much history at first.
_FIRST_HISTORY = timedelta(days=400)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PriceStatus:
    """How the last attempt went. `failed` says for each ticker why nothing came."""

    attempted_at: datetime | None = None
    updated: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    is_limit: bool = False
    requests_today: int = 0


class PriceFetcher(BackgroundTask):
    """Fetches prices beside the requests, for one open data folder."""

    def __init__(self, budget: Database, investments: Database) -> None:
        super().__init__()
        self._budget = budget
        self._investments = investments

    def start(self, user_id: int) -> None:
        """Begin to fetch, unless that is going on. Raises PriceSourceOff if none is chosen."""
        with self._budget.read() as db:
            source = chosen_source(db, user_id)
            last = status(db, user_id)
        if source is None:
            raise PriceSourceOff
        self.run(partial(self._fetch, user_id, source, last))

    def start_if_due(self, user_id: int) -> None:
        """Begin to fetch if a source is chosen and prices are due: every half hour while the market trades, and once
        after it has closed."""
        with self._budget.read() as db:
            is_due = settings.value(db, user_id, "price_source") != "off" and _is_due(status(db, user_id), clock.now())
        if is_due:
            self.start(user_id)

    def _fetch(self, user_id: int, source: PriceSource, last: PriceStatus) -> None:
        with self._investments.read() as db:
            wanted = price_queries.tickers_to_price(db, user_id, with_dividends=source.has_dividends)
        now = clock.now()
        sent = last.requests_today if last.attempted_at and clock.day_of(last.attempted_at) == clock.today() else 0
        found: list[NewPrice] = []
        failed: dict[str, str] = {}
        is_limit = False
        for position, (security_id, ticker, newest) in enumerate(wanted):
            if position and self.closed.wait(source.seconds_between):
                return
            if is_limit or sent >= source.most_a_day:
                failed[ticker] = f"{source.name} wants no more requests for now."
                is_limit = True
                continue
            sent += 1
            try:
                found += _closes(source, security_id, ticker, newest)
            except SourceFailed as why:
                failed[ticker], is_limit = str(why), why.is_limit
            except Exception:  # noqa: BLE001 - the top of a thread; the page shows it
                failed[ticker] = "Something went wrong inside Budget App. The log has the details."
                _log.exception("fetching a price failed")
        if self.closed.is_set():
            return
        with self._investments.write() as db:
            prices.store_prices(db, user_id, found, source="market")
        updated = len({price.security_id for price in found})
        with self._budget.write() as db:
            _save_status(db, user_id, PriceStatus(now, updated, failed, is_limit, sent))


def chosen_source(db: ReadSession | WriteSession, user_id: int) -> PriceSource | None:
    """Return the source that the person chose, None if prices are not to be fetched."""
    make = _SOURCES.get(settings.value(db, user_id, "price_source") or "off")
    if make is None:
        return None
    address = settings.value(db, user_id, "price_source_address") or ""
    return make(address, os.environ.get("ALPHA_VANTAGE_API_KEY", ""))


def status(db: ReadSession | WriteSession, user_id: int) -> PriceStatus:
    """Return how the last attempt went."""
    stored = settings.load_internal(db, user_id, _STATUS)
    if stored is None:
        return PriceStatus()
    values = orjson.loads(stored)
    return PriceStatus(**{**values, "attempted_at": datetime.fromisoformat(values["attempted_at"])})


def _closes(source: PriceSource, security_id: int, ticker: str, newest: date | None) -> list[NewPrice]:
    """Return the prices since the newest known one. One that is ten times the one before, or a tenth, is not taken."""
    first = newest or clock.today() - _FIRST_HISTORY
    closes = [close for close in source.closes(ticker, first=first) if number_problem("price", close.close) is None]
    for before, after in pairwise(closes):
        if after.close > 10 * before.close or before.close > 10 * after.close:
            raise SourceFailed(
                f"A price of {after.close:f} came for {after.on}, ten times the day before or a tenth of it. "
                "It was not taken."
            )
    return [NewPrice(security_id, *close) for close in closes]


def _save_status(db: WriteSession, user_id: int, found: PriceStatus) -> None:
    settings.save_internal(db, user_id, _STATUS, orjson.dumps(asdict(found)).decode())


def _is_due(last: PriceStatus, now: datetime) -> bool:
    if last.attempted_at is None:
        return True
    if last.is_limit:
        return now - last.attempted_at >= _RETRY
    if market_hours.is_open(now):
        return now - last.attempted_at >= _EVERY
    # Once after the close, so that the day has its closing price.
    return market_hours.last_closed_day(last.attempted_at) < market_hours.last_closed_day(now)
