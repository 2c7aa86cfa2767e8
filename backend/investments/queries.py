"""Every SELECT of the investment tables."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple, TypeVarTuple, cast

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, null, or_, select, union, union_all
from sqlalchemy.orm import Session

from backend.infra.sql import in_list, row_list
from backend.investments.errors import NoSuchActivity, NoSuchInvestmentAccount, NoSuchPortfolio, NoSuchSecurity
from backend.investments.lots import (
    ZERO,
    AccountLots,
    Activity,
    Event,
    LotPick,
    Method,
    SplitFact,
    Statement,
    match_lots,
)
from backend.investments.models import (
    AccountValue,
    Holding,
    InvestmentAccount,
    InvestmentTransaction,
    Portfolio,
    PortfolioMember,
    Position,
    Price,
    Security,
    Split,
    TargetWeight,
)
from backend.investments.timeline import PricePoint

T = InvestmentTransaction
Columns = TypeVarTuple("Columns")


def _is_there(user_id: int) -> tuple[ColumnElement[bool], ...]:
    """The conditions of an account that is not deleted."""
    return InvestmentAccount.user_id == user_id, InvestmentAccount.deleted_at.is_(None)


def account(db: Session, user_id: int, account_id: int) -> InvestmentAccount:
    """Return an account that is not deleted. Raises NoSuchInvestmentAccount."""
    found = db.get(InvestmentAccount, account_id)
    if found is None or found.user_id != user_id or found.deleted_at is not None:
        raise NoSuchInvestmentAccount
    return found


def accounts(db: Session, user_id: int) -> Sequence[InvestmentAccount]:
    """Return all accounts that are not deleted, in the order of their names."""
    query = select(InvestmentAccount).where(
        InvestmentAccount.user_id == user_id, InvestmentAccount.deleted_at.is_(None)
    )
    return db.scalars(query.order_by(func.lower(InvestmentAccount.account_name), InvestmentAccount.id)).all()


def security(db: Session, user_id: int, security_id: int) -> Security:
    """Raises NoSuchSecurity."""
    found = db.get(Security, security_id)
    if found is None or found.user_id != user_id:
        raise NoSuchSecurity
    return found


def securities(db: Session, user_id: int) -> Sequence[Security]:
    query = select(Security).where(Security.user_id == user_id)
    return db.scalars(query.order_by(func.lower(Security.name), Security.id)).all()


def security_by_ticker(db: Session, user_id: int, ticker: str) -> Security | None:
    query = select(Security).where(Security.user_id == user_id, func.upper(Security.ticker) == ticker.upper())
    return db.scalars(query.order_by(Security.id).limit(1)).first()


def transaction(db: Session, user_id: int, transaction_id: int) -> InvestmentTransaction:
    """Raises NoSuchActivity."""
    found = db.get(InvestmentTransaction, transaction_id)
    if found is None or found.user_id != user_id:
        raise NoSuchActivity
    return found


def events(
    db: Session, user_id: int, account_id: int, *, currency: str, security_ids: Sequence[int] | None = None
) -> list[Event]:
    """Return everything that moves the lots of an account in `currency`, of all or of some securities."""
    rows = (
        select(
            T.id,
            T.on,
            T.type,
            T.security_id,
            T.quantity,
            T.amount_minor,
            T.security_amount_minor,
            T.cost_basis_minor,
            T.acquired_on,
            T.related_security_id,
            T.cost_fraction,
            T.lot_picks,
            Security.currency,
        )
        .outerjoin(Security, Security.id == T.security_id)
        .where(T.user_id == user_id, T.account_id == account_id)
    )
    statements = select(Holding.as_of_date, Holding.security_id, Holding.quantity, Holding.cost_basis_minor).where(
        Holding.user_id == user_id, Holding.account_id == account_id
    )
    if security_ids is not None:
        rows = rows.where(T.security_id.in_(in_list(security_ids)))
        statements = statements.where(Holding.security_id.in_(in_list(security_ids)))
    found: list[Event] = [_activity(row, currency) for row in db.execute(rows)]
    found += [Statement(*row) for row in db.execute(statements)]
    held = {event.security_id for event in found}
    held |= {new for event in found if isinstance(event, Activity) and (new := event.related_security_id)}
    splits = select(Split.on, Split.security_id, Split.numerator, Split.denominator).where(Split.user_id == user_id)
    found += [SplitFact(*row) for row in db.execute(splits) if row.security_id in held]
    return found


def _activity(row: Any, currency: str) -> Activity:
    id_, on, type_, security_id, quantity, amount, in_security, cost, acquired_on, related_id, fraction, picks, code = (
        row
    )
    if code in (None, currency):
        in_security = cost if type_ == "transfer_in" else amount
    return Activity(
        id=id_,
        on=on,
        type=type_,
        security_id=security_id or 0,
        quantity=quantity or ZERO,
        amount_minor=amount,
        security_amount_minor=in_security,
        cost_basis_minor=cost,
        acquired_on=acquired_on,
        related_security_id=related_id,
        cost_fraction=fraction,
        picks=tuple(LotPick(opening_id, Decimal(taken)) for opening_id, taken in picks) if picks else (),
    )


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
    source: str


def quotes(db: Session, user_id: int, wanted: Iterable[tuple[int, date]]) -> dict[tuple[int, date], Quote]:
    """Return the last price on or before each wanted (security, day), in units of that day."""
    each = func.json_each(literal(_as_json(set(wanted)))).table_valued("value")
    security_id = func.json_extract(each.c.value, "$[0]")
    day = func.json_extract(each.c.value, "$[1]")
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
    for id_, text, close, on, source in rows:
        until = date.fromisoformat(text)
        for split in splits.get(id_, ()):
            if on < split.on <= until:
                close = close * split.denominator / split.numerator
        found[id_, until] = Quote(id_, close, on, source)
    return found


def splits_by_security(db: Session, user_id: int) -> dict[int, list[Split]]:
    """Return the splits of each security, oldest first. They are few."""
    found: dict[int, list[Split]] = {}
    for split in db.scalars(select(Split).where(Split.user_id == user_id).order_by(Split.on)):
        found.setdefault(split.security_id, []).append(split)
    return found


def accounts_with(db: Session, user_id: int, security_ids: Sequence[int]) -> set[int]:
    """Return the accounts that ever held one of these securities."""
    ids = in_list(security_ids)
    queries = (
        select(T.account_id).where(T.user_id == user_id, T.security_id.in_(ids)),
        select(T.account_id).where(T.user_id == user_id, T.related_security_id.in_(ids)),
        select(Holding.account_id).where(Holding.user_id == user_id, Holding.security_id.in_(ids)),
    )
    return {account_id for query in queries for account_id in db.scalars(query.distinct())}


def securities_in(db: Session, user_id: int, account_id: int) -> dict[int, Security]:
    """Return the securities that an account ever held."""
    ids: set[int | None] = set()
    for column in (T.security_id, T.related_security_id):
        ids |= set(db.scalars(select(column).where(T.user_id == user_id, T.account_id == account_id).distinct()))
    held = select(Holding.security_id).where(Holding.user_id == user_id, Holding.account_id == account_id)
    ids |= set(db.scalars(held.distinct()))
    return securities_by_id(db, user_id, [id_ for id_ in ids if id_ is not None])


def securities_by_id(db: Session, user_id: int, security_ids: Sequence[int]) -> dict[int, Security]:
    """Return these securities, those that are not there left out."""
    query = select(Security).where(Security.user_id == user_id, Security.id.in_(in_list(security_ids)))
    return {security.id: security for security in db.scalars(query)}


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
    each = func.json_each(literal(_as_json(set(pairs)))).table_valued("value")
    security_id, day = func.json_extract(each.c.value, "$[0]"), func.json_extract(each.c.value, "$[1]")
    joined = query.select_from(each).join(Price, (Price.security_id == security_id) & (Price.on == day))
    return joined.where(Price.user_id == user_id)


def _as_json(pairs: Iterable[tuple[int, date]]) -> str:
    return json.dumps([[security_id, day.isoformat()] for security_id, day in pairs])


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


def first_day(db: Session, user_id: int, account_id: int) -> date | None:
    """Return the day of the first activity or holding of an account."""
    days = (
        db.scalar(select(func.min(T.on)).where(T.user_id == user_id, T.account_id == account_id)),
        db.scalar(
            select(func.min(Holding.as_of_date)).where(Holding.user_id == user_id, Holding.account_id == account_id)
        ),
    )
    return min((day for day in days if day is not None), default=None)


def positions_by_security(db: Session, user_id: int, account_id: int) -> dict[int, Position]:
    """Return the positions of one account by their securities, also those that are sold out."""
    query = select(Position).where(Position.user_id == user_id, Position.account_id == account_id)
    return {position.security_id: position for position in db.scalars(query)}


def holdings_on(db: Session, user_id: int, account_id: int, on: date) -> dict[int, Holding]:
    """Return what a source stated of an account on one day, by security."""
    query = select(Holding).where(
        Holding.user_id == user_id, Holding.account_id == account_id, Holding.as_of_date == on
    )
    return {holding.security_id: holding for holding in db.scalars(query)}


def source_keys(db: Session, user_id: int, account_ids: Iterable[int]) -> set[tuple[int, str, str | None]]:
    """Return account, source and source key of the activities that have one."""
    query = select(T.account_id, T.source, T.source_key).where(
        T.user_id == user_id, T.account_id.in_(in_list(sorted(account_ids))), T.source_key.is_not(None)
    )
    return {(account_id, source, key) for account_id, source, key in db.execute(query)}


class ActivityValues(NamedTuple):
    """What makes two activities of an account the same."""

    id: int
    source: str
    source_key: str | None
    on: date
    type: str
    security_id: int | None
    quantity: Decimal | None
    amount_minor: int


def activity_values(db: Session, user_id: int, account_id: int) -> list[ActivityValues]:
    """Return all activities of an account in the order in which they were stored."""
    query = select(T.id, T.source, T.source_key, T.on, T.type, T.security_id, T.quantity, T.amount_minor)
    query = query.where(T.user_id == user_id, T.account_id == account_id).order_by(T.id)
    return [ActivityValues(*row) for row in db.execute(query)]


def lots_of(db: Session, user_id: int, account_id: int, *, security_ids: Sequence[int] | None = None) -> AccountLots:
    """Return the lots of an account, of all or of some securities. Raises NoSuchInvestmentAccount."""
    owner = account(db, user_id, account_id)
    found = events(db, user_id, account_id, currency=owner.currency, security_ids=security_ids)
    return match_lots(found, cast(Method, owner.lot_method))


def split(db: Session, user_id: int, split_id: int) -> Split:
    """Raises NoSuchActivity."""
    found = db.get(Split, split_id)
    if found is None or found.user_id != user_id:
        raise NoSuchActivity
    return found


class HeldPosition(NamedTuple):
    """A position (see `Position`) with the security and the account."""

    account: InvestmentAccount
    security: Security
    quantity: Decimal
    cost_minor: int | None
    security_cost_minor: int | None
    realised_minor: int | None


def held_positions(db: Session, user_id: int) -> list[HeldPosition]:
    """Return every position of accounts that are not deleted, also those that are sold out, by name of security."""
    accounts_by_id = {each.id: each for each in accounts(db, user_id)}
    securities_by_id = {each.id: each for each in securities(db, user_id)}
    query = select(
        Position.account_id,
        Position.security_id,
        Position.quantity,
        Position.cost_minor,
        Position.security_cost_minor,
        Position.realised_minor,
    ).where(Position.user_id == user_id)
    found = [
        HeldPosition(accounts_by_id[row.account_id], securities_by_id[row.security_id], *row[2:])
        for row in db.execute(query)
        if row.account_id in accounts_by_id
    ]
    return sorted(found, key=lambda each: (each.security.name.lower(), each.security.id, each.account.id))


def cash_by_account(db: Session, user_id: int) -> dict[int, int]:
    """Return the cash of each account that tracks it, in minor units of its currency."""
    query = (
        select(InvestmentAccount.id, func.coalesce(func.sum(T.amount_minor), 0))
        .outerjoin(
            T,
            (T.account_id == InvestmentAccount.id)
            & T.type.not_in(("transfer_in", "transfer_out", "reinvest", "spin_off")),
        )
        .where(
            InvestmentAccount.user_id == user_id,
            InvestmentAccount.deleted_at.is_(None),
            InvestmentAccount.tracks_cash.is_(True),
        )
        .group_by(InvestmentAccount.id)
    )
    return {account_id: -paid for account_id, paid in db.execute(query)}


class DayTotal(NamedTuple):
    """What changed on a day in all chosen accounts, by currency of the value and of the account."""

    on: date
    currency: str
    account_currency: str
    value_change_minor: int
    cost_change_minor: int
    paid_in_minor: int
    paid_out_minor: int


def day_totals(
    db: Session, user_id: int, *, account_ids: Sequence[int], after: date | None, until: date
) -> list[DayTotal]:
    """Return the days on which something changed, oldest first. What was there in the evening of `after` comes first,
    as a change of that day, so that the days before need not be added up; None begins with the first day."""
    chosen: dict[str, list[int]] = {}
    for each in accounts(db, user_id):
        if each.id in account_ids:
            chosen.setdefault(each.currency, []).append(each.id)
    totals = [] if after is None else list(_opening_totals(db, user_id, account_ids, after))
    # One query for each currency of accounts: without a join, the covering index gives the groups in their order.
    for account_currency, ids in chosen.items():
        query = (
            select(
                AccountValue.on,
                AccountValue.currency,
                literal(account_currency),
                func.sum(AccountValue.value_change_minor),
                func.sum(AccountValue.cost_change_minor),
                func.sum(AccountValue.paid_in_minor),
                func.sum(AccountValue.paid_out_minor),
            )
            .where(AccountValue.user_id == user_id, AccountValue.account_id.in_(in_list(ids)), AccountValue.on <= until)
            .group_by(AccountValue.on, AccountValue.currency)
        )
        if after is not None:
            query = query.where(AccountValue.on > after)
        totals += [DayTotal(*row) for row in db.execute(query)]
    return sorted(totals, key=attrgetter("on"))


def _opening_totals(db: Session, user_id: int, account_ids: Sequence[int], on: date) -> Iterator[DayTotal]:
    """Yield value and cost in the evening of a day: the last row of each account and currency, and today's cost less
    what came to it since."""
    ids = in_list(account_ids)
    position = select(Position.account_id, Security.currency).join(Security, Security.id == Position.security_id)
    own = select(InvestmentAccount.id, InvestmentAccount.currency).where(InvestmentAccount.user_id == user_id)
    pairs = union(position.where(Position.user_id == user_id), own).subquery()
    last = (
        select(AccountValue.value_minor)
        .where(
            AccountValue.account_id == pairs.c.account_id,
            AccountValue.currency == pairs.c.currency,
            AccountValue.on <= on,
        )
        .order_by(AccountValue.on.desc())
        .limit(1)
        .correlate(pairs)
        .scalar_subquery()
    )
    values = select(pairs.c.currency, InvestmentAccount.currency, last).join(
        InvestmentAccount, InvestmentAccount.id == pairs.c.account_id
    )
    for currency, account_currency, value in db.execute(values.where(pairs.c.account_id.in_(ids))):
        if value is not None:
            yield DayTotal(on, currency, account_currency, value, 0, 0, 0)
    costs = (
        select(InvestmentAccount.currency, func.sum(Position.cost_minor))
        .join(InvestmentAccount, InvestmentAccount.id == Position.account_id)
        .where(Position.user_id == user_id, Position.account_id.in_(ids))
        .group_by(InvestmentAccount.currency)
    )
    since = (
        select(InvestmentAccount.currency, func.sum(AccountValue.cost_change_minor))
        .join(InvestmentAccount, InvestmentAccount.id == AccountValue.account_id)
        .where(AccountValue.user_id == user_id, AccountValue.account_id.in_(ids), AccountValue.on > on)
        .group_by(InvestmentAccount.currency)
    )
    changed = {currency: change or 0 for currency, change in db.execute(since)}
    for currency, cost in db.execute(costs):
        yield DayTotal(on, currency, currency, 0, (cost or 0) - changed.get(currency, 0), 0, 0)


INCOME = ("dividend", "interest", "capital_gain")


class Payments(NamedTuple):
    """Income and fees of a day, in minor units of the account's currency; both are positive as a rule."""

    on: date
    account_id: int
    security_id: int | None
    currency: str
    income_minor: int
    fees_minor: int


def payments(
    db: Session, user_id: int, *, account_ids: Sequence[int], first: date, last: date, any_day_of: str | None = None
) -> list[Payments]:
    """Return dividends, interest, distributions (also those that were reinvested) and fees, oldest first.

    Those in the currency `any_day_of`, whose day does not matter, are summed up with the last of their days.
    """
    income = case((T.type == "reinvest", T.amount_minor), (T.type.in_(INCOME), -T.amount_minor), else_=0)
    fees = case((T.type == "fee", T.amount_minor), else_=T.fees_minor)
    query = (
        select(func.max(T.on), T.account_id, T.security_id, T.currency, func.sum(income), func.sum(fees))
        .where(T.user_id == user_id, T.account_id.in_(in_list(account_ids)), T.on >= first, T.on <= last)
        .where(or_(T.type.in_((*INCOME, "reinvest", "fee")), T.fees_minor != 0))
        .group_by(case((T.currency == any_day_of, null()), else_=T.on), T.account_id, T.security_id, T.currency)
        .order_by(func.max(T.on), T.account_id, T.security_id)
    )
    return [Payments(*row) for row in db.execute(query)]


def members(db: Session, user_id: int) -> list[PortfolioMember]:
    return list(
        db.scalars(select(PortfolioMember).where(PortfolioMember.user_id == user_id).order_by(PortfolioMember.id))
    )


def portfolio(db: Session, user_id: int, portfolio_id: int) -> Portfolio:
    """Raises NoSuchPortfolio."""
    found = db.get(Portfolio, portfolio_id)
    if found is None or found.user_id != user_id:
        raise NoSuchPortfolio
    return found


def portfolios(db: Session, user_id: int) -> Sequence[Portfolio]:
    query = select(Portfolio).where(Portfolio.user_id == user_id)
    return db.scalars(query.order_by(Portfolio.is_default.desc(), func.lower(Portfolio.name))).all()


def default_portfolio(db: Session, user_id: int) -> Portfolio | None:
    """Return the portfolio of everything, if one was made to hold targets or a benchmark."""
    return db.scalars(select(Portfolio).where(Portfolio.user_id == user_id, Portfolio.is_default.is_(True))).first()


def targets(db: Session, user_id: int, portfolio_id: int) -> list[TargetWeight]:
    query = select(TargetWeight).where(TargetWeight.user_id == user_id, TargetWeight.portfolio_id == portfolio_id)
    return list(db.scalars(query.order_by(TargetWeight.id)))


def transaction_list(
    db: Session,
    user_id: int,
    *,
    types: Sequence[str] = (),
    account_id: int | None = None,
    security_id: int | None = None,
    limit: int,
    offset: int = 0,
) -> list[dict[str, Any]]:
    """Return activities and splits, newest first. A split stands once, without an account."""
    activities, splits = _activities_and_splits(user_id, types=types, account_id=account_id, security_id=security_id)
    # No activity beyond these can be on the page, so that not all of them need to be sorted with the splits.
    newest = activities.order_by(T.on.desc(), T.id.desc()).limit(offset + limit).subquery()
    both = union_all(select(newest), splits).subquery()
    query = (
        select(
            both,
            InvestmentAccount.account_name,
            Security.ticker,
            Security.name.label("security_name"),
            Security.currency.label("price_currency"),
        )
        .outerjoin(InvestmentAccount, InvestmentAccount.id == both.c.account_id)
        .outerjoin(Security, Security.id == both.c.security_id)
    )
    page = query.order_by(both.c.on.desc(), both.c.id.desc()).limit(limit).offset(offset)
    return [dict(row) | {"lot_picks": row["lot_picks"] or []} for row in db.execute(page).mappings()]


def transaction_count(
    db: Session, user_id: int, *, types: Sequence[str] = (), account_id: int | None, security_id: int | None
) -> int:
    """Return how many activities and splits `transaction_list` has without its limit."""
    both = _activities_and_splits(user_id, types=types, account_id=account_id, security_id=security_id)
    return sum(db.scalar(select(func.count()).select_from(each.subquery())) or 0 for each in both)


def _activities_and_splits(
    user_id: int, *, types: Sequence[str], account_id: int | None, security_id: int | None
) -> tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]:
    activities = select(
        T.id,
        T.account_id,
        T.security_id,
        T.on,
        T.type,
        T.quantity,
        T.price,
        T.amount_minor,
        T.fees_minor,
        T.currency,
        T.security_amount_minor,
        T.cost_basis_minor,
        T.acquired_on,
        T.related_security_id,
        T.cost_fraction,
        T.lot_picks,
        T.source,
        T.notes,
    ).where(T.user_id == user_id, T.account_id.in_(select(InvestmentAccount.id).where(*_is_there(user_id))))
    holders = select(Position.security_id).where(Position.user_id == user_id)
    if account_id is not None:
        activities = activities.where(T.account_id == account_id)
        holders = holders.where(Position.account_id == account_id)
    splits = select(
        Split.id,
        null(),
        Split.security_id,
        Split.on,
        literal("split"),
        Split.numerator,
        Split.denominator,
        literal(0),
        literal(0),
        *[null()] * 7,
        literal("manual"),
        null(),
    ).where(Split.user_id == user_id, Split.security_id.in_(holders))
    if security_id is not None:
        activities = activities.where(or_(T.security_id == security_id, T.related_security_id == security_id))
        splits = splits.where(Split.security_id == security_id)
    if types:
        activities = activities.where(T.type.in_(types))
        splits = splits.where(literal("split" in types))
    return activities, splits


def price_days(db: Session, user_id: int, security_id: int, *, first: date) -> list[date]:
    """Return the days from `first` on that have a price of a security, oldest first."""
    query = select(Price.on).where(Price.user_id == user_id, Price.security_id == security_id, Price.on >= first)
    return list(db.scalars(query.order_by(Price.on)))


def price_count(db: Session, user_id: int, security_id: int) -> int:
    query = select(func.count()).where(Price.user_id == user_id, Price.security_id == security_id)
    return db.scalar(query) or 0


class Move(NamedTuple):
    """What happened to a holding on a day: shares that came (negative: left), money in and out in the security's
    currency; of a split, by how much the shares were multiplied. Shares in kind count at their price."""

    on: date
    quantity: Decimal = Decimal(0)
    in_minor: int = 0
    out_minor: int = 0
    is_in_kind: bool = False
    numerator: Decimal = Decimal(1)
    denominator: Decimal = Decimal(1)


def moves(db: Session, user_id: int, *, first: date, last: date) -> Iterator[tuple[int, Move | None]]:
    """Yield what happened to each security in all accounts; None where its amount in the security's currency is not
    known. A split stands first on its day."""
    for security_id, splits in splits_by_security(db, user_id).items():
        for each in splits:
            if first <= each.on <= last:
                yield security_id, Move(each.on, numerator=each.numerator, denominator=each.denominator)
    query = (
        select(
            T.security_id,
            T.on,
            T.type,
            T.quantity,
            case((Security.currency == T.currency, T.amount_minor), else_=T.security_amount_minor),
        )
        .join(Security, Security.id == T.security_id)
        .join(InvestmentAccount, InvestmentAccount.id == T.account_id)
        .where(T.user_id == user_id, T.on >= first, T.on <= last, InvestmentAccount.deleted_at.is_(None))
        .order_by(T.on, T.id)
    )
    for security_id, on, type_, quantity, amount in db.execute(query):
        if type_ in ("transfer_in", "transfer_out"):
            yield security_id, Move(on, quantity if type_ == "transfer_in" else -quantity, is_in_kind=True)
        elif amount is None:
            yield security_id, None
        elif type_ == "reinvest":
            yield security_id, Move(on, quantity)
        else:
            shares = quantity if type_ == "buy" else -quantity if type_ == "sell" else Decimal(0)
            yield security_id, Move(on, shares, in_minor=max(amount, 0), out_minor=max(-amount, 0))


def spun_off_from(db: Session, user_id: int, security_id: int) -> list[int]:
    """Return the securities that a security was spun off from, and those that these were, and so on."""
    found: list[int] = []
    wanted = [security_id]
    while wanted:
        query = select(T.security_id).where(T.user_id == user_id, T.related_security_id.in_(in_list(wanted)))
        wanted = [id_ for id_ in db.scalars(query.distinct()) if id_ is not None and id_ not in (*found, security_id)]
        found += wanted
    return found


class ValueOn(NamedTuple):
    """The value of an account in one currency at the end of `day`, and since when it stands; see `AccountValue`."""

    account_id: int
    currency: str
    day: date
    on: date
    value_minor: int
    unvalued: int


def values_on(db: Session, user_id: int, days: Sequence[date]) -> list[ValueOn]:
    """Return the value of each account and currency at the end of `days`; none before the first value."""
    living = select(InvestmentAccount.id).where(
        InvestmentAccount.user_id == user_id, InvestmentAccount.deleted_at.is_(None)
    )
    kinds = db.execute(
        select(AccountValue.account_id, AccountValue.currency).where(AccountValue.account_id.in_(living)).distinct()
    ).all()
    cells = [(account_id, currency, day.isoformat()) for account_id, currency in kinds for day in days]
    listed = row_list(cells, ("account", "currency", "day"))
    own = (AccountValue.account_id == listed.c.account, AccountValue.currency == listed.c.currency)
    newest = (
        select(func.max(AccountValue.on))
        .where(*own, AccountValue.on <= listed.c.day)
        .correlate(listed)
        .scalar_subquery()
    )
    query = (
        select(
            listed.c.account,
            listed.c.currency,
            listed.c.day,
            AccountValue.on,
            AccountValue.value_minor,
            AccountValue.unvalued,
        )
        .select_from(listed)
        .join(AccountValue, and_(*own, AccountValue.on == newest))
    )
    return [
        ValueOn(account_id, code, date.fromisoformat(day), *rest) for account_id, code, day, *rest in db.execute(query)
    ]


def paid_between(db: Session, user_id: int, first: date, last: date) -> dict[tuple[int, str], list[tuple[date, int]]]:
    """Return what was paid into each account and currency, less what was taken out, after `first` and until `last`."""
    query = select(
        AccountValue.account_id,
        AccountValue.currency,
        AccountValue.on,
        AccountValue.paid_in_minor - AccountValue.paid_out_minor,
    ).where(
        AccountValue.user_id == user_id,
        AccountValue.on > first,
        AccountValue.on <= last,
        AccountValue.paid_in_minor != AccountValue.paid_out_minor,
    )
    paid: dict[tuple[int, str], list[tuple[date, int]]] = {}
    for account_id, currency, on, minor in db.execute(query):
        paid.setdefault((account_id, currency), []).append((on, minor))
    return paid


def first_value_on(db: Session, user_id: int) -> date | None:
    """Return the first day on which an account that is not deleted had a value."""
    living = select(InvestmentAccount.id).where(
        InvestmentAccount.user_id == user_id, InvestmentAccount.deleted_at.is_(None)
    )
    return db.scalar(select(func.min(AccountValue.on)).where(AccountValue.account_id.in_(living)))


def tickers_to_price(db: Session, user_id: int) -> list[tuple[int, str, date | None]]:
    """Return the securities with a ticker that are held or compared with, and the day of their newest market price."""
    newest = (
        select(func.max(Price.on))
        .where(Price.security_id == Security.id, Price.source == "market")
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
