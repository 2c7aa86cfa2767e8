"""Which stretches of days of which accounts are incomplete, and what could explain the differences."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select

from backend.accounts import queries as accounts
from backend.balances import queries as balances
from backend.balances.queries import Between
from backend.infra import clock
from backend.infra.database import ReadSession
from backend.infra.undo_log import changes_of_row
from backend.kit.period import first_day, last_day, month_of, months_between
from backend.reconciliation.balance_proof import prove
from backend.reconciliation.suspects import DeletedRow, Row, Suspect, find_suspects
from backend.transactions.models import DeletedTransaction, Transaction

T, D = Transaction, DeletedTransaction
# More rows than this between two balances are not searched: any amount would have a match.
_MOST_ROWS = 2_000


class IncompleteMonth(NamedTuple):
    """A month of an account whose stated balances its transactions do not explain, with the days in question."""

    account_id: int
    account_name: str
    currency: str
    month: str
    missing_minor: int
    first_on: date
    last_on: date


class Difference(NamedTuple):
    """Days of an account, both included, between two stated balances that the transactions do not explain."""

    first_on: date
    last_on: date
    stated_minor: int
    missing_minor: int
    suspects: list[Suspect]


def incomplete_months(db: ReadSession, user_id: int, *, first: date, last: date) -> list[IncompleteMonth]:
    """Return the months between two days in which the stated balances of an account do not add up."""
    months = months_between(month_of(first), month_of(last))
    gaps = balances.gaps(db, user_id, since=first_day(months[0]))
    found = []
    for account in accounts.list_accounts(db, user_id):
        pairs = gaps.get(account.id, [])
        for month in prove(pairs, months).months:
            if month.state == "gap":
                days = _days_in_question(pairs, month.month)
                found.append(
                    IncompleteMonth(account.id, account.name, account.currency, month.month, month.missing_minor, *days)
                )
    return found


def differences(db: ReadSession, user_id: int, account_id: int) -> list[Difference]:
    """Return the stretches of days of an account that do not add up, newest first. Raises NoSuchAccount."""
    account = accounts.one(db, user_id, account_id)
    pairs = balances.gaps(db, user_id, account_id=account.id).get(account.id, [])
    found = []
    for at, pair in enumerate(pairs):
        if pair.missing_minor:
            neighbours = [each.missing_minor for each in (*pairs[max(at - 1, 0) : at], *pairs[at + 1 : at + 2])]
            suspects = _suspects(db, user_id, account_id, pair, neighbours)
            first = pair.from_on + timedelta(days=1)
            found.append(Difference(first, pair.to_on, pair.stated_minor, pair.missing_minor, suspects))
    return found[::-1]


def _days_in_question(pairs: Sequence[Between], month: str) -> tuple[date, date]:
    start, end = first_day(month), last_day(month)
    open_pairs = [pair for pair in pairs if pair.missing_minor and start <= pair.to_on <= end]
    return open_pairs[0].from_on + timedelta(days=1), open_pairs[-1].to_on


def _suspects(
    db: ReadSession, user_id: int, account_id: int, pair: Between, neighbours: Sequence[int]
) -> list[Suspect]:
    between = (T.on > pair.from_on, T.on <= pair.to_on)
    own = (T.user_id == user_id, T.account_id == account_id, T.is_pending.is_(False))
    text = func.coalesce(T.merchant_name, T.description)
    columns = (T.id, T.on, T.amount_minor, text, T.locked_fields)
    stored = db.execute(select(*columns).where(*own, *between).order_by(T.on, T.id).limit(_MOST_ROWS)).all()
    rows = [Row(*row[:4]) for row in stored]
    edited = [row.id for row in stored if "amount_minor" in (row.locked_fields or ())]
    return find_suspects(
        pair.missing_minor,
        rows,
        deleted=_deleted(db, user_id, account_id, pair),
        earlier_amounts=_first_amounts(db, user_id, edited),
        neighbours=neighbours,
    )


def _deleted(db: ReadSession, user_id: int, account_id: int, pair: Between) -> list[DeletedRow]:
    query = select(D.id, D.on, D.amount_minor, func.coalesce(D.merchant_name, D.description), D.deleted_at).where(
        D.user_id == user_id, D.account_id == account_id, D.on > pair.from_on, D.on <= pair.to_on
    )
    return [DeletedRow(*row[:4], clock.day_of(row[4])) for row in db.execute(query.order_by(D.on, D.id))]


def _first_amounts(db: ReadSession, user_id: int, ids: Sequence[int]) -> dict[int, int]:
    """Return what transactions amounted to before a person changed them, as the undo log knows it."""
    amounts: dict[int, int] = {}
    for id_ in ids:
        for change, row in changes_of_row(db, user_id, T, id_):
            before: dict[str, Any] = row.before or {}
            if change.undone_at is None and "amount_minor" in before:
                amounts.setdefault(id_, before["amount_minor"])
    return amounts
