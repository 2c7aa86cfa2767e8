"""Fetches exchange rates in the background, when they are due or the person asks; no session is held meanwhile."""

import logging
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import partial

import orjson

from backend.exchange_rates import queries, service
from backend.exchange_rates.ecb import ALL_DAYS, LAST_90_DAYS, FetchFailed, fetch_rates
from backend.exchange_rates.errors import RatesOff
from backend.exchange_rates.rate_files import RateFile
from backend.exchange_rates.rate_table import EURO
from backend.infra import clock
from backend.infra.background import BackgroundTask
from backend.infra.database import Database, ReadSession, WriteSession
from backend.settings import service as settings

_STATUS = "exchange_rates_status"
# The ECB publishes once on working days, at about 16:00 CET.
_EVERY = timedelta(hours=6)
_RETRY = timedelta(hours=1)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FetchStatus:
    """When rates were last asked for, and why none came (None if they did)."""

    attempted_at: datetime | None = None
    error: str | None = None


class RateFetcher(BackgroundTask):
    """Fetches rates beside the requests, for one open data folder."""

    def __init__(self, budget: Database) -> None:
        super().__init__()
        self._budget = budget

    def start(self, user_id: int) -> None:
        """Begin to fetch, unless that is going on. Raises RatesOff if it is switched off."""
        with self._budget.read() as db:
            if not is_on(db, user_id):
                raise RatesOff
        self.run(partial(self._fetch, user_id))

    def start_if_due(self, user_id: int) -> None:
        """Begin to fetch if it is switched on and the last attempt is some hours ago."""
        with self._budget.read() as db:
            is_due = is_on(db, user_id) and _is_due(status(db, user_id), clock.now())
        if is_due:
            self.start(user_id)

    def _fetch(self, user_id: int) -> None:
        error = None
        file = RateFile([], [])
        try:
            with self._budget.read() as db:
                address = settings.value(db, user_id, "exchange_rates_address") or ""
                currencies = service.followed(db, user_id) - {EURO}
                name = _file_to_fetch(queries.quoted_currencies(db, user_id), currencies, today=clock.today())
            if currencies:
                file = fetch_rates(address, name, currencies=currencies)
        except FetchFailed as failure:
            error = str(failure)
        except Exception:  # noqa: BLE001 - the top of a thread; the page shows it
            error = "Something went wrong inside Budget App. The log has the details."
            _log.exception("fetching exchange rates failed")
        if not self.closed.is_set():
            with self._budget.write() as db:
                service.save_quotes(db, user_id, file)
                _save_status(db, user_id, FetchStatus(clock.now(), error))


def is_on(db: ReadSession | WriteSession, user_id: int) -> bool:
    """Say whether the person wants rates to be fetched."""
    return settings.value(db, user_id, "exchange_rates") == "ecb"


def status(db: ReadSession | WriteSession, user_id: int) -> FetchStatus:
    """Return how the last attempt went."""
    stored = settings.load_internal(db, user_id, _STATUS)
    if stored is None:
        return FetchStatus()
    values = orjson.loads(stored)
    return FetchStatus(datetime.fromisoformat(values["attempted_at"]), values["error"])


def _save_status(db: WriteSession, user_id: int, found: FetchStatus) -> None:
    settings.save_internal(db, user_id, _STATUS, orjson.dumps(asdict(found)).decode())


def _is_due(last: FetchStatus, now: datetime) -> bool:
    return last.attempted_at is None or now - last.attempted_at >= (_RETRY if last.error else _EVERY)


def _file_to_fetch(newest: dict[str, date], currencies: frozenset[str], *, today: date) -> str:
    """Everything if a currency is new or was not fetched for three months; the ECB does not quote each currency."""
    gap = today - timedelta(days=85)
    is_new = any(currency not in newest for currency in currencies)
    is_behind = bool(newest) and max(newest.values()) < gap
    return ALL_DAYS if is_new or is_behind or not newest else LAST_90_DAYS
