"""Accounts together with what happened in them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.account_overview import net_total
from backend.account_overview.net_total import HeldBalance, Total, net_totals
from backend.accounts import queries as accounts
from backend.accounts.models import Account, Connection
from backend.balances import queries as balances
from backend.balances.queries import Balance
from backend.kit.figure import Figure
from backend.kit.period import first_day, month_of, months_between, shift
from backend.reconciliation.balance_proof import prove
from backend.transactions.models import MonthlyTotal, Transaction

Json = dict[str, Any]
M, T = MonthlyTotal, Transaction
_PROOF_MONTHS = 12


def listed(db: Session, user_id: int) -> list[Json]:
    """Return every account as JSON, with its first and last day, its rows, and those that wait for review."""
    return _with_statistics(db, user_id, list(accounts.list_accounts(db, user_id)))


def one(db: Session, user_id: int, account_id: int) -> Json:
    """Return one account as JSON. Raises NoSuchAccount."""
    return _with_statistics(db, user_id, [accounts.one(db, user_id, account_id)])[0]


def deleted(db: Session, user_id: int) -> list[Json]:
    """Return every deleted account as JSON, the last one first, with the rows that would come back with it."""
    institutions = accounts.institution_names(db, user_id)
    return [
        {
            "id": account.id,
            "name": account.name,
            "institution": institutions.get(account.institution_id or 0),
            "mask": account.mask,
            "account_type": account.account_type,
            # The sums of a deleted account are gone; its rows are not.
            "transaction_count": row_count(db, user_id, account.id),
            "deleted_at": account.deleted_at,
        }
        for account in accounts.deleted(db, user_id)
    ]


def coverage(db: Session, user_id: int, account_id: int) -> list[Json]:
    """Return the rows of each month, from the first to the last; a gap is a month with 0. Raises NoSuchAccount."""
    accounts.one(db, user_id, account_id)
    query = (
        select(M.month, func.sum(M.row_count)).where(M.user_id == user_id, M.account_id == account_id).group_by(M.month)
    )
    counts = dict(db.execute(query).all())
    months = months_between(min(counts), max(counts)) if counts else []
    return [{"month": month, "count": counts.get(month, 0)} for month in months]


def overview(db: Session, user_id: int, *, today: date) -> Json:
    """Return what all open accounts hold together, and of each whether its stated balances add up, in 12 months."""
    found = [account for account in accounts.list_accounts(db, user_id) if account.closed_on is None]
    held = balances.current(db, user_id, found)
    connections = accounts.connections_by_id(db, user_id)
    counted = [account for account in found if account.is_in_totals]
    totals = net_totals((_held(each, held.get(each.id), connections) for each in counted), today=today)
    months = [shift(month_of(today), back) for back in range(1 - _PROOF_MONTHS, 1)]
    gaps = balances.gaps(db, user_id, since=first_day(months[0]))
    proofs = [(account, prove(gaps.get(account.id, []), months)) for account in found]
    return {
        "totals": [_total_json(total) for total in totals],
        "left_out": [account.name for account in found if not account.is_in_totals],
        "months": months,
        "proofs": [
            {
                "account_id": account.id,
                "name": account.name,
                "currency": account.currency,
                "months": [month._asdict() for month in proof.months],
                "stated_to": proof.stated_to,
            }
            for account, proof in proofs
        ],
    }


def total_figures(db: Session, user_id: int, *, today: date) -> list[Figure]:
    """Return what all open accounts hold together, a figure for each currency."""
    open_accounts = [account for account in accounts.list_accounts(db, user_id) if account.closed_on is None]
    found = [account for account in open_accounts if account.is_in_totals]
    held = balances.current(db, user_id, found)
    connections = accounts.connections_by_id(db, user_id)
    return net_total.total_figures((_held(each, held.get(each.id), connections) for each in found), today=today)


def _held(account: Account, balance: Balance | None, connections: Mapping[int, Connection]) -> HeldBalance:
    connection = connections.get(account.connection_id or 0)
    is_silent = connection is not None and connection.failing_since is not None
    minor, on = (balance.minor, balance.on) if balance else (None, None)
    return HeldBalance(account.id, account.name, account.account_type, account.currency, minor, on, is_silent)


def _total_json(total: Total) -> Json:
    named = {name: [each._asdict() for each in getattr(total, name)] for name in ("terms", "unknown", "stale")}
    return {**total._asdict(), **named}


def row_count(db: Session, user_id: int, account_id: int) -> int:
    """Return how many rows an account has, also when it is deleted."""
    query = select(func.count()).select_from(T).where(T.user_id == user_id, T.account_id == account_id)
    return db.scalar(query) or 0


def _with_statistics(db: Session, user_id: int, found: list[Account]) -> list[Json]:
    institutions = accounts.institution_names(db, user_id)
    connections = accounts.connections_by_id(db, user_id)
    counts = _counts(db, user_id)
    days = _days(db, user_id)
    held = balances.current(db, user_id, found)
    return [
        {
            "id": account.id,
            "name": account.name,
            "official_name": account.official_name,
            "institution": institutions.get(account.institution_id or 0),
            "mask": account.mask,
            "account_type": account.account_type,
            "currency": account.currency,
            **_balance_json(held.get(account.id)),
            "balance_available_minor": account.balance_available_minor,
            "balance_limit_minor": account.balance_limit_minor,
            "balance_updated_at": account.balance_updated_at,
            "positive_balance_means": account.positive_balance_means,
            "ownership_percent": account.ownership_percent,
            "is_hidden": account.is_hidden,
            "closed_on": account.closed_on,
            "position": account.position,
            "group_id": account.group_id,
            "is_in_totals": account.is_in_totals,
            **_connection(connections.get(account.connection_id or 0)),
            "earliest_transaction": days[account.id][0],
            "latest_transaction": days[account.id][1],
            "transaction_count": counts.get(account.id, (0, 0))[0],
            "pending_count": counts.get(account.id, (0, 0))[1],
        }
        for account in found
    ]


def _balance_json(balance: Balance | None) -> Json:
    return {
        "balance_current_minor": balance and balance.minor,
        "balance_on": balance and balance.on,
        "balance_stated_on": balance and balance.stated.on,
        "balance_source": balance and balance.stated.source,
        "unclear_balance_minor": balance.stated.minor if balance and balance.stated.is_sign_unclear else None,
    }


def _connection(connection: Connection | None) -> Json:
    """Return what a bank connection says of its account; accounts without one are kept by hand or by files."""
    return {
        "connection_id": connection.id if connection else None,
        "connection_status": connection.status if connection else "manual",
        "last_sync_error": connection.last_error if connection else None,
    }


def _counts(db: Session, user_id: int) -> dict[int, tuple[int, int]]:
    waiting = func.sum(M.row_count).filter(M.status == "pending_review")
    query = (
        select(M.account_id, func.sum(M.row_count), func.coalesce(waiting, 0))
        .where(M.user_id == user_id)
        .group_by(M.account_id)
    )
    return {account_id: (total, pending) for account_id, total, pending in db.execute(query)}


def _days(db: Session, user_id: int) -> dict[int, tuple[Any, Any]]:
    # One look at each end of the index (user, account, on); grouping would read every row.
    mine = (T.user_id == user_id, T.account_id == Account.id)
    first = select(func.min(T.on)).where(*mine).scalar_subquery()
    last = select(func.max(T.on)).where(*mine).scalar_subquery()
    query = select(Account.id, first, last).where(Account.user_id == user_id)
    return {account_id: (earliest, latest) for account_id, earliest, latest in db.execute(query)}
