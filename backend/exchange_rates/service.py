"""Keep exchange rates: typed, loaded from a file, fetched; the only module that writes them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from backend.accounts import queries as accounts
from backend.exchange_rates import queries
from backend.exchange_rates.errors import NotARate
from backend.exchange_rates.models import ExchangeRate
from backend.exchange_rates.rate_files import RateFile, parse_rate, read_rates
from backend.exchange_rates.rate_table import EURO, QuotedRate
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.tables import insert_rows
from backend.infra.undo_log import record_changes
from backend.settings import service as settings

_FOLLOWED = "followed_currencies"
_COLUMNS = ("base_currency", "currency", "on", "rate", "source")


class RateSaved(NamedTuple):
    """A rate that was set, and the change that can be undone."""

    rate_id: int
    change_id: int | None


class Loaded(NamedTuple):
    """How many rates came, which currencies they are of, and what in the file is no rate."""

    added: int
    unchanged: int
    currencies: list[str]
    problems: list[str]


def set_rate(db: WriteSession, user_id: int, *, base_currency: str, currency: str, on: date, rate: str) -> RateSaved:
    """Set the rate of a day by hand; it counts before any other of that day. Raises NotARate."""
    if base_currency == currency:
        raise NotARate("A rate needs two different currencies.")
    value = parse_rate(rate)
    if value is None:
        raise NotARate(f"“{rate[:20]}” is not a rate: write a number above 0, for example 1.0872.")
    if on > clock.today():
        raise NotARate("The day is in the future.")
    known = queries.stored(db, user_id, "manual", since=on).get((base_currency, currency, on))
    with record_changes(db, user_id, f"Set the rate of {base_currency} to {currency} on {on}") as recorder:
        if known is None:
            known = ExchangeRate(
                user_id=user_id, base_currency=base_currency, currency=currency, on=on, source="manual", rate=value
            )
            db.add(known)
            db.flush()
            recorder.record_created(ExchangeRate, known.id)
        else:
            recorder.capture(ExchangeRate, [known.id])
            known.rate = value
    follow(db, user_id, (base_currency, currency))
    return RateSaved(known.id, recorder.change_id)


def remove_rate(db: WriteSession, user_id: int, rate_id: int) -> int | None:
    """Remove a rate and return the change. Raises NoSuchRate."""
    rate = queries.one(db, user_id, rate_id)
    with record_changes(db, user_id, f"Removed the rate of {rate.base_currency} to {rate.currency}") as recorder:
        recorder.capture(ExchangeRate, [rate.id])
        db.delete(rate)
    return recorder.change_id


def load_file(db: WriteSession, user_id: int, content: bytes) -> Loaded:
    """Keep the rates of a file that are of followed currencies. Raises UnreadableRates."""
    return save_quotes(db, user_id, read_rates(content, currencies=followed(db, user_id)))


def save_quotes(db: WriteSession, user_id: int, file: RateFile) -> Loaded:
    """Keep these rates of one source; a known day takes the new value."""
    quotes = list({(q.base_currency, q.currency, q.on): q for q in file.quotes}.values())
    if not quotes:
        return Loaded(0, 0, [], file.problems)
    stored = queries.stored(db, user_id, quotes[0].source, since=min(quote.on for quote in quotes))
    new: list[QuotedRate] = []
    unchanged = 0
    for quote in quotes:
        known = stored.get((quote.base_currency, quote.currency, quote.on))
        if known is None:
            new.append(quote)
        elif known.rate == quote.rate:
            unchanged += 1
        else:
            known.rate = quote.rate
    db.flush()
    now = clock.now()
    rows = ((q.base_currency, q.currency, q.on, q.rate, q.source) for q in new)
    constants = {"user_id": user_id, "created_at": now, "updated_at": now}
    insert_rows(db, ExchangeRate, _COLUMNS, rows, constants=constants)
    currencies = sorted({quote.currency for quote in quotes} | {quote.base_currency for quote in quotes} - {EURO})
    return Loaded(len(quotes) - unchanged, unchanged, currencies, file.problems)


def follow(db: WriteSession, user_id: int, currencies: Iterable[str]) -> None:
    """Afterwards rates of these currencies are kept, as those of accounts are."""
    kept = _kept(db, user_id)
    if not kept >= {*currencies}:
        settings.save_internal(db, user_id, _FOLLOWED, ",".join(sorted(kept | {*currencies})))


def followed(db: ReadSession | WriteSession, user_id: int) -> frozenset[str]:
    """Return the currencies whose rates are kept: of accounts, of totals, and those that were asked for."""
    of_accounts = {account.currency for account in accounts.list_accounts(db, user_id)}
    rates = {code for each in queries.coverage(db, user_id) for code in (each.base_currency, each.currency)}
    return frozenset(of_accounts | rates | _kept(db, user_id) | {settings.base_currency(db, user_id)})


def _kept(db: ReadSession | WriteSession, user_id: int) -> set[str]:
    return {code for code in (settings.load_internal(db, user_id, _FOLLOWED) or "").split(",") if code}
