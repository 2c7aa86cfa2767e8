"""Every SELECT over stated balances."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from backend.balances.models import BalanceSnapshot
from backend.transactions.models import Transaction

B = BalanceSnapshot
T = Transaction


class Between(NamedTuple):
    """Two stated balances that follow each other, and what the rows between them say should have become of the first.

    `missing_minor` is what the later one has beyond that: 0 if all rows are there.
    """

    from_on: date
    to_on: date
    stated_minor: int
    missing_minor: int


def gaps(db: Session, user_id: int) -> dict[int, list[Between]]:
    """Return by account each pair of neighbouring stated balances with what is missing between them."""

    def before(column: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.lag(column).over(partition_by=B.account_id, order_by=B.on)

    pairs = (
        select(
            B.account_id,
            B.on,
            B.balance_minor,
            before(B.on.expression).label("from_on"),
            before(B.balance_minor.expression).label("from_minor"),
        )
        .where(B.user_id == user_id)
        .subquery()
    )
    moved = select(func.coalesce(func.sum(T.amount_minor), 0)).where(
        T.user_id == user_id,
        T.account_id == pairs.c.account_id,
        T.on > pairs.c.from_on,
        T.on <= pairs.c.on,
    )
    query = select(pairs, moved.scalar_subquery()).where(pairs.c.from_on.is_not(None))
    found: dict[int, list[Between]] = {}
    for account_id, on, minor, from_on, from_minor, out in db.execute(query.order_by(pairs.c.account_id, pairs.c.on)):
        found.setdefault(account_id, []).append(Between(from_on, on, minor, minor - (from_minor - out)))
    return found
