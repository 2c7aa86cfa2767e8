"""Read the values of accounts by day."""

from collections.abc import Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import and_, func, literal, select, union
from sqlalchemy.orm import Session

from backend.infra.sql import in_list, row_list
from backend.investments.models import AccountValue, InvestmentAccount, Position, Security
from backend.investments.queries.accounts import accounts, not_deleted


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
        totals += [DayTotal._make(row) for row in db.connection().execute(query)]
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
    kinds = db.execute(
        select(AccountValue.account_id, AccountValue.currency)
        .where(AccountValue.account_id.in_(not_deleted(user_id)))
        .distinct()
    ).all()
    cells = [(account_id, currency, day) for account_id, currency in kinds for day in days]
    listed = row_list(cells, {"account": int, "currency": str, "day": date})
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
    return [ValueOn(*row) for row in db.execute(query)]


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
    return db.scalar(select(func.min(AccountValue.on)).where(AccountValue.account_id.in_(not_deleted(user_id))))
