"""Rows and sums of an older investments.db by account and month: what was moved, and what was held."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.kit.period import month_of
from backend.legacy.legacy_data import LegacyData
from backend.legacy.models import LegacyInvestmentRow
from backend.legacy.values import UnreadableLegacyValue, parse_day, parse_decimal

Json = dict[str, Any]
_ADDED_UP = {"investment_transactions": ("date", "amount"), "holdings": ("as_of_date", "current_value")}
_ACCOUNTS = ("investment_account_id", "account_id")


def compare_sums(db: Session, user_id: int, legacy_data: LegacyData) -> tuple[list[Json], bool]:
    """Return each account and month of movements and holdings before and after, and whether all of them agree."""
    names = {row["id"]: row["account_name"] for row in legacy_data.rows("investment_accounts")}
    lines = []
    for table, (day_column, amount_column) in _ADDED_UP.items():
        if table not in legacy_data.columns:
            continue
        kept = select(LegacyInvestmentRow.row).where(
            LegacyInvestmentRow.user_id == user_id, LegacyInvestmentRow.table_name == table
        )
        before = _sums(legacy_data.rows(table), day_column, amount_column)
        after = _sums((orjson.loads(row) for row in db.scalars(kept)), day_column, amount_column)
        for account_id, month in sorted(before.keys() | after.keys(), key=str):
            (rows, total), (rows_now, total_now) = before[account_id, month], after[account_id, month]
            lines.append(
                {
                    "table": table,
                    "account_id": account_id if isinstance(account_id, int) else None,
                    "account_name": names.get(account_id, "?"),
                    "month": month,
                    "rows_before": rows,
                    "rows_after": rows_now,
                    "sum_before": format(total, "f"),
                    "sum_after": format(total_now, "f"),
                    "is_equal": (rows, total) == (rows_now, total_now),
                }
            )
    return lines, all(line["is_equal"] for line in lines)


def _sums(
    rows: Iterable[Mapping[str, Any]], day_column: str, amount_column: str
) -> dict[tuple[object, str], tuple[int, Decimal]]:
    sums: dict[tuple[object, str], tuple[int, Decimal]] = defaultdict(lambda: (0, Decimal(0)))
    for row in rows:
        key = (next((row[name] for name in _ACCOUNTS if name in row), None), _month(row.get(day_column)))
        rows_there, total = sums[key]
        with suppress(UnreadableLegacyValue):
            total += parse_decimal(row.get(amount_column))
        sums[key] = (rows_there + 1, total)
    return sums


def _month(value: object) -> str:
    try:
        return month_of(parse_day(value))
    except UnreadableLegacyValue:
        return "?"
