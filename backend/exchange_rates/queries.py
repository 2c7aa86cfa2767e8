"""Every SELECT over exchange rates."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, cast

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from backend.exchange_rates.errors import NoSuchRate
from backend.exchange_rates.models import ExchangeRate
from backend.exchange_rates.rate_table import EURO, QuotedRate, RateTable, Source
from backend.infra.sql import row_list

E = ExchangeRate


class Coverage(NamedTuple):
    """The rates of one pair and source: the newest, and from which day on there are how many."""

    base_currency: str
    currency: str
    source: str
    first_on: date
    last_on: date
    day_count: int


def rate_table(db: Session, user_id: int, currencies: Iterable[str], *, until: date) -> RateTable:
    """Return all rates between these currencies up to a day; no query if there is only one."""
    wanted = {*currencies}
    if len(wanted) < 2:
        return RateTable(())
    wanted.add(EURO)
    query = select(E.base_currency, E.currency, E.on, E.rate, E.source).where(
        E.user_id == user_id, E.base_currency.in_(wanted), E.currency.in_(wanted), E.on <= until
    )
    return _table(db.execute(query).all())


def rate_table_of_days(db: Session, user_id: int, currencies: Iterable[str], days: Sequence[date]) -> RateTable:
    """Return the rates between these currencies that count on `days`, and no others: for a few days much quicker."""
    wanted = {*currencies}
    if len(wanted) < 2:
        return RateTable(())
    wanted.add(EURO)
    kinds = (
        select(E.base_currency, E.currency, E.source)
        .where(E.user_id == user_id, E.base_currency.in_(wanted), E.currency.in_(wanted))
        .distinct()
    )
    cells = [(*kind, day) for kind in db.execute(kinds).all() for day in days]
    listed = row_list(cells, {"base": str, "currency": str, "source": str, "day": date})
    newest = (
        select(E.id)
        .where(
            E.user_id == user_id,
            E.currency == listed.c.currency,
            E.base_currency == listed.c.base,
            E.source == listed.c.source,
            E.on <= listed.c.day,
        )
        .order_by(E.on.desc())
        .limit(1)
        .correlate(listed)
        .scalar_subquery()
    )
    query = select(E.base_currency, E.currency, E.on, E.rate, E.source).where(
        E.id.in_(select(newest).select_from(listed))
    )
    return _table(db.execute(query).all())


def coverage(db: Session, user_id: int) -> list[Coverage]:
    """Return for each pair and source which days have rates."""
    query = (
        select(E.base_currency, E.currency, E.source, func.min(E.on), func.max(E.on), func.count())
        .where(E.user_id == user_id)
        .group_by(E.currency, E.base_currency, E.source)
        .order_by(E.currency, E.base_currency, E.source)
    )
    return [Coverage(*row) for row in db.execute(query).all()]


def latest(db: Session, user_id: int, *, currency: str | None, limit: int) -> Sequence[ExchangeRate]:
    """Return the newest rates, of one currency if it is named."""
    query = select(E).where(E.user_id == user_id)
    if currency:
        query = query.where(or_(E.currency == currency, E.base_currency == currency))
    return db.scalars(query.order_by(E.on.desc(), E.currency, E.source, E.id).limit(limit)).all()


def one(db: Session, user_id: int, rate_id: int) -> ExchangeRate:
    """Return one rate. Raises NoSuchRate."""
    rate = db.get(E, rate_id)
    if rate is None or rate.user_id != user_id:
        raise NoSuchRate
    return rate


def stored(db: Session, user_id: int, source: Source, *, since: date) -> dict[tuple[str, str, date], ExchangeRate]:
    """Return the rates of a source from a day on, by base, currency and day."""
    query = select(E).where(E.user_id == user_id, E.source == source, E.on >= since)
    return {(rate.base_currency, rate.currency, rate.on): rate for rate in db.scalars(query)}


def quoted_currencies(db: Session, user_id: int) -> dict[str, date]:
    """Return the currencies that have rates of the ECB, each with the day of the newest."""
    query = select(E.currency, func.max(E.on)).where(E.user_id == user_id, E.source == "ecb").group_by(E.currency)
    return cast(dict[str, date], dict(db.execute(query).all()))


def _table(rows: Iterable[Any]) -> RateTable:
    return RateTable(QuotedRate(base, code, on, rate, source) for base, code, on, rate, source in rows)
