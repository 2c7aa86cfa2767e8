"""Read accounts that are not deleted."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from backend.infra.sql import in_list
from backend.infra.sql_functions import unindexed
from backend.investments.errors import NoSuchInvestmentAccount
from backend.investments.models import Holding, InvestmentAccount, InvestmentTransaction

T = InvestmentTransaction


def not_deleted(user_id: int) -> Select[int]:
    """Return the ids of the accounts that are not deleted, as a part of other queries."""
    return select(InvestmentAccount.id).where(
        InvestmentAccount.user_id == user_id, InvestmentAccount.deleted_at.is_(None)
    )


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


def accounts_with(db: Session, user_id: int, security_ids: Sequence[int]) -> set[int]:
    """Return the accounts that ever held one of these securities."""
    ids = in_list(security_ids)
    queries = (
        select(T.account_id).where(unindexed(T.user_id) == user_id, T.security_id.in_(ids)),
        select(T.account_id).where(unindexed(T.user_id) == user_id, T.related_security_id.in_(ids)),
        select(Holding.account_id).where(unindexed(Holding.user_id) == user_id, Holding.security_id.in_(ids)),
    )
    return {account_id for query in queries for account_id in db.scalars(query.distinct())}


def first_day(db: Session, user_id: int, account_id: int) -> date | None:
    """Return the day of the first activity or holding of an account."""
    days = (
        db.scalar(select(func.min(T.on)).where(T.user_id == user_id, T.account_id == account_id)),
        db.scalar(
            select(func.min(Holding.as_of_date)).where(Holding.user_id == user_id, Holding.account_id == account_id)
        ),
    )
    return min((day for day in days if day is not None), default=None)


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
