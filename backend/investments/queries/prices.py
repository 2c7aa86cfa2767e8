"""Read prices by security and day."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple, TypeVarTuple

from sqlalchemy import Select, Subquery, func, or_, select, true
from sqlalchemy.orm import Session

from backend.infra.sql import in_list, row_list
from backend.investments.models import InvestmentTransaction, Portfolio, Position, Price, Security
from backend.investments.queries.securities import splits_by_security
from backend.investments.timeline import PricePoint
from backend.investments.vocabulary import PriceSource

T = InvestmentTransaction
Columns = TypeVarTuple("Columns")


def price_points(db: Session, user_id: int, security_ids: Sequence[int], *, first_day: date) -> list[PricePoint]:
    """Return the prices of these securities from `first_day` on, and the last one of each before, oldest first."""
    ids = in_list(security_ids)
    before = (
        select(Price.security_id, func.max(Price.on).label("on"))
        .where(Price.security_id.in_(ids), Price.on < first_day)
        .group_by(Price.security_id)
        .subquery()
    )
    seeds = select(Price.on, Price.security_id, Price.close, Price.source).join(
        before, (before.c.security_id == Price.security_id) & (before.c.on == Price.on)
    )
    later = select(Price.on, Price.security_id, Price.close, Price.source).where(
        Price.user_id == user_id, Price.security_id.in_(ids), Price.on >= first_day
    )
    points = [PricePoint(*row) for row in db.execute(seeds.where(Price.user_id == user_id))]
    points += [PricePoint(*row) for row in db.execute(later)]
    return sorted(points, key=lambda point: point.on)


class Quote(NamedTuple):
    """The last price of a security on or before a day, in today's units: splits since then are counted in."""

    security_id: int
    close: Decimal
    on: date
    source: PriceSource


def quotes(db: Session, user_id: int, wanted: Iterable[tuple[int, date]]) -> dict[tuple[int, date], Quote]:
    """Return the last price on or before each wanted (security, day), in units of that day."""
    each = _listed(wanted)
    security_id, day = each.c.security_id, each.c.day
    newest = (
        select(Price.id)
        .where(Price.security_id == security_id, Price.on <= day)
        .order_by(Price.on.desc())
        .limit(1)
        .correlate(each)
        .scalar_subquery()
    )
    rows = db.execute(
        select(security_id, day, Price.close, Price.on, Price.source)
        .select_from(each)
        .join(Price, Price.id == newest)
        .where(Price.user_id == user_id)
    )
    splits = splits_by_security(db, user_id)
    found = {}
    for id_, until, close, on, source in rows:
        for split in splits.get(id_, ()):
            if on < split.on <= until:
                close = close * split.denominator / split.numerator
        found[id_, until] = Quote(id_, close, on, source)
    return found


def trade_prices(db: Session, user_id: int, pairs: Iterable[tuple[int, date]]) -> dict[tuple[int, date], Decimal]:
    """Return the price of the last trade with a price of each (security, day) among `pairs` that has one."""
    wanted = set(pairs)
    query = (
        select(T.security_id, T.on, T.price)
        .where(
            T.user_id == user_id,
            T.security_id.in_(in_list([security_id for security_id, _ in wanted])),
            T.price.is_not(None),
            T.type.in_(("buy", "sell", "reinvest")),
        )
        .order_by(T.id)
    )
    return {(id_, on): price for id_, on, price in db.execute(query) if id_ and price and (id_, on) in wanted}


def prices_on(db: Session, user_id: int, pairs: Iterable[tuple[int, date]]) -> dict[tuple[int, date], Price]:
    """Return the stored prices of exactly these (security, day)."""
    query = _of_pairs(select(Price), user_id, pairs)
    return {(price.security_id, price.on): price for price in db.scalars(query)}


def closes_on(db: Session, user_id: int, security_id: int, days: Sequence[date]) -> list[Quote]:
    """Return the stored prices of a security on exactly these days, oldest first, in units of each day."""
    columns = select(Price.security_id, Price.close, Price.on, Price.source)
    query = _of_pairs(columns, user_id, [(security_id, day) for day in days])
    return sorted((Quote(*row) for row in db.execute(query)), key=attrgetter("on"))


def _of_pairs(query: Select[*Columns], user_id: int, pairs: Iterable[tuple[int, date]]) -> Select[*Columns]:
    """Restrict a query of prices to exactly these (security, day)."""
    each = _listed(pairs)
    joined = query.select_from(each).join(Price, (Price.security_id == each.c.security_id) & (Price.on == each.c.day))
    return joined.where(Price.user_id == user_id)


def _listed(pairs: Iterable[tuple[int, date]]) -> Subquery:
    return row_list(set(pairs), {"security_id": int, "day": date})


def price_ids(db: Session, user_id: int, pairs: Iterable[tuple[int, date]]) -> list[int]:
    """Return the ids of the prices of exactly these (security, day)."""
    wanted = set(pairs)
    query = select(Price.id, Price.security_id, Price.on).where(
        Price.user_id == user_id, Price.security_id.in_(in_list(sorted({security_id for security_id, _ in wanted})))
    )
    if wanted:
        days = [day for _, day in wanted]
        query = query.where(Price.on >= min(days), Price.on <= max(days))
    return [id_ for id_, security_id, on in db.execute(query) if (security_id, on) in wanted]


def price_days(db: Session, user_id: int, security_id: int, *, first: date) -> list[date]:
    """Return the days from `first` on that have a price of a security, oldest first."""
    query = select(Price.on).where(Price.user_id == user_id, Price.security_id == security_id, Price.on >= first)
    return list(db.scalars(query.order_by(Price.on)))


class ExDate(NamedTuple):
    """A day on which a security traded without its dividend for the first time, and its close."""

    on: date
    close: Decimal
    dividend: Decimal


def ex_dates(db: Session, user_id: int, security_id: int, *, after: date, until: date) -> list[ExDate] | None:
    """Return the ex-dates after one day and until another, oldest first; None if a price between does not say whether
    there was a dividend, or there is no price."""
    between = (Price.user_id == user_id, Price.security_id == security_id, Price.on > after, Price.on <= until)
    known = db.execute(select(func.count(), func.count(Price.dividend)).where(*between)).one()
    if not known[0] or known[0] != known[1]:
        return None
    query = select(Price.on, Price.close, Price.dividend).where(*between, Price.dividend != Decimal(0))
    return [ExDate(on, close, paid) for on, close, paid in db.execute(query.order_by(Price.on)) if paid]


def price_count(db: Session, user_id: int, security_id: int) -> int:
    query = select(func.count()).where(Price.user_id == user_id, Price.security_id == security_id)
    return db.scalar(query) or 0


def tickers_to_price(db: Session, user_id: int, *, with_dividends: bool) -> list[tuple[int, str, date | None]]:
    """Return the securities with a ticker that are held or compared with, and the day of their newest market price, or
    of the newest one that says whether there was a dividend."""
    newest = (
        select(func.max(Price.on))
        .where(Price.security_id == Security.id, Price.source == "market")
        .where(Price.dividend.is_not(None) if with_dividends else true())
        .correlate(Security)
        .scalar_subquery()
    )
    held = select(Position.security_id).where(Position.user_id == user_id, Position.quantity != Decimal(0))
    compared = select(Portfolio.benchmark_security_id).where(Portfolio.user_id == user_id)
    query = (
        select(Security.id, Security.ticker, newest)
        .where(Security.user_id == user_id, Security.ticker.is_not(None), Security.security_type != "cash")
        .where(or_(Security.id.in_(held), Security.id.in_(compared)))
        .order_by(Security.id)
    )
    return [(id_, ticker, on) for id_, ticker, on in db.execute(query) if ticker]
