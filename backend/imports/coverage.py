"""Which months of which account have statements, which miss, and where the stated balances do not meet the rows."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.balances import queries as balances
from backend.imports.models import Import
from backend.kit.period import month_of, months_between
from backend.transactions.models import MonthlyTotal

Json = dict[str, Any]
M = MonthlyTotal


def coverage(db: Session, user_id: int) -> list[Json]:
    """Return for each account its months from the first to the last that has anything, and the gaps of its balances."""
    counts = _row_counts(db, user_id)
    covered = _covered(db, user_id)
    gaps = balances.gaps(db, user_id)
    return [
        {
            "account_id": account.id,
            "account_name": account.name,
            "currency": account.currency,
            "months": months(counts.get(account.id, {}), covered.get(account.id, ())),
            "gaps": [gap._asdict() for gap in gaps.get(account.id, []) if gap.missing_minor],
        }
        for account in accounts.list_accounts(db, user_id)
    ]


def months(counts: Mapping[str, int], statements: Iterable[tuple[date, date]]) -> list[Json]:
    """Return each month with its rows and whether it has any, lies inside a statement, or misses."""
    inside = {month for first, last in statements for month in months_between(month_of(first), month_of(last))}
    known = counts.keys() | inside
    if not known:
        return []
    return [
        {
            "month": month,
            "count": counts.get(month, 0),
            "state": "rows" if counts.get(month) else "quiet" if month in inside else "missing",
        }
        for month in months_between(min(known), max(known))
    ]


def _row_counts(db: Session, user_id: int) -> dict[int, dict[str, int]]:
    query = (
        select(M.account_id, M.month, func.sum(M.row_count)).where(M.user_id == user_id).group_by(M.account_id, M.month)
    )
    found: dict[int, dict[str, int]] = {}
    for account_id, month, count in db.execute(query):
        found.setdefault(account_id, {})[month] = count
    return found


def _covered(db: Session, user_id: int) -> dict[int, list[tuple[date, date]]]:
    """Return the stretches of days that imported files cover."""
    query = select(Import.account_id, Import.first_on, Import.last_on).where(
        Import.user_id == user_id, Import.status == "done", Import.first_on.is_not(None)
    )
    found: dict[int, list[tuple[date, date]]] = {}
    for account_id, first, last in db.execute(query):
        if account_id is not None and first and last:
            found.setdefault(account_id, []).append((first, last))
    return found
