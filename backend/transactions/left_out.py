"""What no report counts, by reason: it is always listed with its sum, never dropped silently."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from backend.categories.models import Category
from backend.kit.figure import Excluded
from backend.transactions.counted import entries
from backend.transactions.models import MonthlyTotal, Transaction
from backend.transactions.states import COUNTED

M = MonthlyTotal
_LABELS = {
    "linked": "Between own accounts",
    "left_out": "Between own accounts, or left out by you",
    "transfer": "In a transfer category",
    "excluded": "Left out by you",
    "waiting": "Waiting for your review",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Transactions left out for one reason; both sums are positive."""

    reason: str
    label: str
    count: int
    out_minor: int
    in_minor: int

    def as_excluded(self) -> Excluded:
        """Return this as what a figure leaves out: money in less money out."""
        return Excluded(self.label, self.count, self.in_minor - self.out_minor)


def left_out_rows(
    db: Session, user_id: int, start: date, end: date, *, currency: str, account_id: int | None = None
) -> list[LeftOut]:
    """Return what reports do not count in these days, by reason."""
    each = entries(user_id, start=start, end=end, account_id=account_id).c
    is_waiting = each.status.not_in(COUNTED)
    reason = case(
        (Transaction.is_internal.is_(True), "linked"),
        (Transaction.is_excluded.is_(True), "excluded"),
        (Category.kind == "transfer", "transfer"),
        (is_waiting, "waiting"),
        else_="counted",
    )
    query = (
        select(
            reason,
            func.sum(each.part_count),
            func.sum(case((each.amount_minor > 0, each.amount_minor), else_=0)),
            func.sum(case((each.amount_minor < 0, -each.amount_minor), else_=0)),
        )
        .join(Transaction, Transaction.id == each.transaction_id)
        .outerjoin(Category, Category.id == each.category_id)
        .where(each.currency == currency)
        .group_by(reason)
    )
    found = {name: sums for name, *sums in db.execute(query) if name != "counted"}
    return [LeftOut(name, label, *found[name]) for name, label in _LABELS.items() if name in found]


def left_out_totals(
    db: Session, user_id: int, first_month: str, last_month: str, *, currency: str, account_id: int | None = None
) -> list[LeftOut]:
    """Return the same for whole months, from the monthly totals: quick for any number of years. What was linked and
    what the person left out are one reason there."""
    is_waiting = M.status.not_in(COUNTED)
    reason = case((M.is_left_out.is_(True), "left_out"), (Category.kind == "transfer", "transfer"), else_="waiting")
    query = (
        select(reason, func.sum(M.part_count), func.sum(M.out_minor), func.sum(M.in_minor))
        .outerjoin(Category, Category.id == M.category_id)
        .where(
            M.user_id == user_id,
            M.month >= first_month,
            M.month <= last_month,
            M.currency == currency,
            or_(M.is_left_out.is_(True), Category.kind == "transfer", is_waiting),
        )
        .group_by(reason)
    )
    query = query.where(M.account_id == account_id) if account_id is not None else query
    found = {name: sums for name, *sums in db.execute(query)}
    return [LeftOut(name, label, *found[name]) for name, label in _LABELS.items() if name in found]
