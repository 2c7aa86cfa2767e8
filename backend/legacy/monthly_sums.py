"""Rows and sums by account and month: of the older file as it says itself, of the new one as SQLite adds it up."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from backend.infra.sql_functions import month_of as month_in_sql
from backend.kit.money import in_units
from backend.kit.period import month_of
from backend.legacy.context import MigrationContext
from backend.legacy.values import UnreadableLegacyValue, parse_amount, parse_day, parse_decimal
from backend.transactions.models import Transaction

Json = dict[str, Any]
_NO_MONTH = "?"


@dataclass(slots=True)
class _Before:
    """What the older file has for one account and month, and what of it must be found in the new one."""

    rows: int = 0
    total: Decimal = Decimal(0)
    expected_rows: int = 0
    expected_minor: int = 0


def compare_sums(context: MigrationContext) -> tuple[list[Json], bool]:
    """Return each account and month before and after, and whether all that could be kept is there, to the cent."""
    before, after = _before(context), _after(context)
    lines, is_right = [], True
    for account_id, month in sorted(before.keys() | after.keys(), key=str):
        was, (rows, minor) = before[account_id, month], after.get((account_id, month), (0, 0))
        is_right = is_right and (was.expected_rows, was.expected_minor) == (rows, minor)
        lines.append(
            {
                "table": "transactions",
                "account_id": account_id if isinstance(account_id, int) else None,
                "account_name": context.accounts.get(account_id, "?") if isinstance(account_id, int) else "?",
                "month": month,
                "rows_before": was.rows,
                "rows_after": rows,
                "sum_before": format(was.total, "f"),
                "sum_after": in_units(minor, context.currency),
                "is_equal": was.rows == rows and was.total == Decimal(in_units(minor, context.currency)),
            }
        )
    return lines, is_right


def _before(context: MigrationContext) -> dict[tuple[object, str], _Before]:
    sums: dict[tuple[object, str], _Before] = defaultdict(_Before)
    set_aside = context.set_aside_ids.get("transactions", set())
    for row in context.legacy_data.rows("transactions"):
        cell = sums[row["account_id"], _month(row["date"])]
        cell.rows += 1
        try:
            cell.total += parse_decimal(row["amount"])
        except UnreadableLegacyValue:
            # It stands among what could not be kept; a sum cannot tell of it.
            continue
        if row["id"] not in set_aside:
            cell.expected_rows += 1
            cell.expected_minor += parse_amount(row["amount"], context.currency).minor
    return sums


def _month(value: object) -> str:
    try:
        return month_of(parse_day(value))
    except UnreadableLegacyValue:
        return _NO_MONTH


def _after(context: MigrationContext) -> dict[tuple[object, str], tuple[int, int]]:
    month = month_in_sql(Transaction.on).label("month")
    query = select(Transaction.account_id, month, func.count(), func.sum(Transaction.amount_minor))
    grouped = query.where(Transaction.user_id == context.user_id).group_by(Transaction.account_id, month)
    return {(account_id, month): (rows, minor) for account_id, month, rows, minor in context.db.execute(grouped)}
