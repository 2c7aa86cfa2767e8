"""Read activities: the list, what makes two of them the same, and what was paid and moved."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from backend.infra.sql import in_list
from backend.investments.errors import NoSuchActivity
from backend.investments.models import InvestmentAccount, InvestmentTransaction, Position, Security, Split
from backend.investments.queries.accounts import not_deleted
from backend.investments.queries.securities import splits_by_security

T = InvestmentTransaction


def transaction(db: Session, user_id: int, transaction_id: int) -> InvestmentTransaction:
    """Raises NoSuchActivity."""
    found = db.get(InvestmentTransaction, transaction_id)
    if found is None or found.user_id != user_id:
        raise NoSuchActivity
    return found


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


class Income(NamedTuple):
    """One dividend, interest or distribution, also one that was reinvested; `minor` is positive for money that came in,
    in the currency of the activity."""

    on: date
    type: str
    account_id: int
    security_id: int | None
    currency: str
    minor: int


def income(db: Session, user_id: int, *, account_ids: Sequence[int], first: date, last: date) -> list[Income]:
    """Return all income of these accounts between two days, oldest first."""
    minor = case((T.type == "reinvest", T.amount_minor), else_=-T.amount_minor)
    query = (
        select(T.on, T.type, T.account_id, T.security_id, T.currency, minor)
        .where(T.user_id == user_id, T.account_id.in_(in_list(account_ids)), T.on.between(first, last))
        .where(T.type.in_((*INCOME, "reinvest")))
        .order_by(T.on, T.id)
    )
    return [Income(*row) for row in db.execute(query)]


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
    ).where(T.user_id == user_id, T.account_id.in_(not_deleted(user_id)))
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
        # By the indexes of securities: that of days would read every activity of the person.
        ids = union_all(
            select(T.id).where(T.security_id == security_id), select(T.id).where(T.related_security_id == security_id)
        )
        activities = activities.where(T.id.in_(ids))
        splits = splits.where(Split.security_id == security_id)
    if types:
        activities = activities.where(T.type.in_(types))
        splits = splits.where(literal("split" in types))
    return activities, splits


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
