"""Budgets of the older app, also those on main categories."""

from datetime import UTC, datetime

from backend.adoption.filling import Filling
from backend.adoption.older_data import Row
from backend.adoption.values import Unreadable, exact, moment, month
from backend.budgets.models import Budget

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def take(filling: Filling) -> None:
    """Afterwards each category has at most one budget a month: the newest of them."""
    newest: dict[tuple[int, str], Row] = {}
    for row in filling.rows("budgets"):
        if row.get("category_id") not in filling.categories:
            filling.set_aside("budgets", row, "Its category does not exist.")
            continue
        try:
            place = (row["category_id"], month(row.get("month")))
            exact(row.get("amount"), filling.currency)
        except Unreadable as error:
            filling.set_aside("budgets", row, str(error))
            continue
        older, newer = sorted((newest.get(place, row), row), key=_age)
        newest[place] = newer
        if older is not newer:
            filling.set_aside("budgets", older, "The same category has a newer budget for this month.")
    for (category_id, of_month), row in newest.items():
        _save(filling, row, category_id, of_month)
    filling.db.flush()


def _save(filling: Filling, row: Row, category_id: int, of_month: str) -> None:
    minor, is_rounded = exact(row["amount"], filling.currency)
    if is_rounded:
        filling.changed("budgets", row, "amount", minor, "Rounded to whole minor units.")
    if of_month != row["month"]:
        filling.changed("budgets", row, "month", of_month, "A month is written as year and month.")
    filling.db.add(
        Budget(
            id=row["id"],
            user_id=filling.user_id,
            category_id=category_id,
            month=of_month,
            amount_minor=minor,
            currency=filling.currency,
            created_at=filling.made_at(row),
            updated_at=filling.made_at(row),
        )
    )
    filling.taken("budgets")


def _age(row: Row) -> tuple[datetime, int]:
    return moment(row.get("created_at")) or _LONG_AGO, row["id"]
