"""Every SELECT over reconciled statements and the transactions that can be on the next one."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.balances import queries as balances
from backend.infra.sql import in_list
from backend.reconciliation.errors import NoSuchReconciliation
from backend.reconciliation.models import ReconciledTransaction, Reconciliation
from backend.recurring.schedule import add_months
from backend.transactions.models import Transaction

R, X, T = Reconciliation, ReconciledTransaction, Transaction
# A transaction that the last statement did not have yet is offered for so many days.
_OUTSTANDING = timedelta(days=60)


class Opening(NamedTuple):
    """The balance from which a statement starts, at the end of a day, and who stated it."""

    on: date
    minor: int
    source: str


class Line(NamedTuple):
    """A transaction that may be on a statement; positive is money out."""

    id: int
    on: date
    text: str
    amount_minor: int


def reconciliations(db: Session, user_id: int, account_id: int) -> list[dict[str, Any]]:
    """Return the reconciled statements of an account, newest first, each with the number of its transactions."""
    count = select(func.count()).where(X.reconciliation_id == R.id).scalar_subquery()
    query = select(R.id, R.opening_on, R.on, R.opening_minor, R.balance_minor, R.created_at, count.label("count"))
    own = query.where(R.user_id == user_id, R.account_id == account_id).order_by(R.on.desc())
    return [dict(row._mapping) for row in db.execute(own)]


def one(db: Session, user_id: int, reconciliation_id: int) -> Reconciliation:
    """Return one reconciled statement. Raises NoSuchReconciliation."""
    found = db.scalar(select(R).where(R.user_id == user_id, R.id == reconciliation_id))
    if found is None:
        raise NoSuchReconciliation
    return found


def last(db: Session, user_id: int, account_id: int) -> Reconciliation | None:
    """Return the newest reconciled statement of an account."""
    query = select(R).where(R.user_id == user_id, R.account_id == account_id).order_by(R.on.desc())
    return db.scalars(query.limit(1)).first()


def opening(db: Session, user_id: int, account: Account, on: date) -> Opening:
    """Return the balance from which a statement of this day starts: the last reconciled one, else the newest stated
    one a month before or earlier, else nothing on the day before the first transaction."""
    reconciled = last(db, user_id, account.id)
    if reconciled is not None:
        return Opening(reconciled.on, reconciled.balance_minor, "reconciled")
    month_before = add_months(on, -1) or on
    points = balances.fixed_points(db, user_id, [account.id], [month_before]).get(account.id, [])
    before = [point for point in points if point.on <= month_before]
    if before:
        return Opening(before[-1].on, before[-1].minor, "stated")
    first = db.scalar(select(func.min(T.on)).where(T.user_id == user_id, T.account_id == account.id))
    return Opening((first or on) - timedelta(days=1), 0, "none")


def lines(db: Session, user_id: int, account: Account, *, opening: Opening, on: date) -> list[Line]:
    """Return the posted transactions up to a day that are on no reconciled statement yet, newest first.

    After a reconciled statement also those of its last days that it did not have.
    """
    since = opening.on - _OUTSTANDING if opening.source == "reconciled" else opening.on
    earliest = select(func.min(R.opening_on)).where(R.user_id == user_id, R.account_id == account.id)
    floor = max(since, db.scalar(earliest) or since)
    is_reconciled = select(X.id).where(X.transaction_id == T.id).exists()
    query = select(T.id, T.on, func.coalesce(T.merchant_name, T.description), T.amount_minor).where(
        T.user_id == user_id,
        T.account_id == account.id,
        T.currency == account.currency,
        T.is_pending.is_(False),
        T.on > floor,
        T.on <= on,
        ~is_reconciled,
    )
    return [Line(*row) for row in db.execute(query.order_by(T.on.desc(), T.id.desc()))]


def reconciled_on(db: Session, user_id: int, transaction_ids: Sequence[int]) -> dict[int, date]:
    """Return by transaction the day of the reconciled statement that it is on."""
    query = (
        select(X.transaction_id, R.on)
        .join(R, R.id == X.reconciliation_id)
        .where(X.user_id == user_id, X.transaction_id.in_(in_list(list(transaction_ids))))
    )
    return dict(db.execute(query).all())


def stated_near(db: Session, user_id: int, account_id: int, after: date) -> list[tuple[date, int]]:
    """Return the balances that were stated after a day, newest first: closing balances to choose from."""
    gaps = balances.gaps(db, user_id, account_id=account_id, since=after + timedelta(days=1)).get(account_id, [])
    return [(each.to_on, each.stated_minor) for each in reversed(gaps) if each.to_on > after]
