"""Budgets of the older app, also those on main categories."""

from datetime import UTC, datetime

from backend.budgets.models import Budget
from backend.legacy.context import MigrationContext
from backend.legacy.legacy_data import Row
from backend.legacy.values import UnreadableLegacyValue, parse_amount, parse_moment, parse_month

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def migrate(context: MigrationContext) -> None:
    """Afterwards each category has at most one budget a month: the newest of them."""
    newest: dict[tuple[int, str], Row] = {}
    for row in context.rows("budgets"):
        if row.get("category_id") not in context.categories:
            context.set_aside("budgets", row, "Its category does not exist.")
            continue
        try:
            key = (row["category_id"], parse_month(row.get("month")))
            parse_amount(row.get("amount"), context.currency)
        except UnreadableLegacyValue as error:
            context.set_aside("budgets", row, str(error))
            continue
        older_row, newest_row = sorted((newest.get(key, row), row), key=_age)
        newest[key] = newest_row
        if older_row is not newest_row:
            context.set_aside("budgets", older_row, "The same category has a newer budget for this month.")
    for (category_id, of_month), row in newest.items():
        _save(context, row, category_id, of_month)
    context.db.flush()


def _save(context: MigrationContext, row: Row, category_id: int, of_month: str) -> None:
    minor, is_rounded = parse_amount(row["amount"], context.currency)
    if is_rounded:
        context.record_changed_value("budgets", row, "amount", minor, "Rounded to whole minor units.")
    if of_month != row["month"]:
        context.record_changed_value("budgets", row, "month", of_month, "A month is written as year and month.")
    context.db.add(
        Budget(
            id=row["id"],
            user_id=context.user_id,
            category_id=category_id,
            month=of_month,
            amount_minor=minor,
            currency=context.currency,
            created_at=context.created_at(row),
            updated_at=context.created_at(row),
        )
    )
    context.count_migrated("budgets")


def _age(row: Row) -> tuple[datetime, int]:
    return parse_moment(row.get("created_at")) or _LONG_AGO, row["id"]
