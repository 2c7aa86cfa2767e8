"""Add, change and delete accounts and securities; what an account holds and did has modules of its own.

Each verb returns the change that can be undone. What is computed from the rows is up to date afterwards.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder, InvestmentChange, record_changes
from backend.investments.errors import InvalidActivity
from backend.investments.models import InvestmentAccount, Security
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import securities as security_queries
from backend.investments.recompute import Touched, recompute, recompute_securities
from backend.kit.period import FIRST_DAY


class Saved(NamedTuple):
    """The row that was added or changed, and the change that can be undone (None: nothing changed)."""

    id: int
    change_id: int | None


def add_account(db: WriteSession, user_id: int, fields: Mapping[str, Any]) -> Saved:
    """Add an account with these columns."""
    account = InvestmentAccount(user_id=user_id, **fields)
    with record(db, user_id, f"Added the investment account {account.account_name}") as recorder:
        db.add(account)
        db.flush()
        recorder.record_created(InvestmentAccount, account.id)
    return Saved(account.id, recorder.change_id)


def insert_account(db: WriteSession, user_id: int, fields: Mapping[str, Any]) -> int:
    """Add an account without a change that can be undone, and return its id."""
    account = InvestmentAccount(user_id=user_id, **fields)
    db.add(account)
    db.flush()
    return account.id


def update_account(db: WriteSession, user_id: int, account_id: int, fields: Mapping[str, Any]) -> Saved:
    """Change columns of an account. Raises NoSuchInvestmentAccount, and InvalidActivity if its activities contradict
    the day of its opening, or have amounts in another currency."""
    account = account_queries.account(db, user_id, account_id)
    first = account_queries.first_day(db, user_id, account_id)
    if first is not None:
        opened_on, currency = fields.get("opened_on"), fields.get("currency", account.currency)
        if opened_on is not None and first < opened_on:
            raise InvalidActivity(f"The account has an activity of {first}, so it was not opened on {opened_on}.")
        if currency != account.currency:
            raise InvalidActivity(f"The account has activities in {account.currency}, so its currency stays.")
    with record(db, user_id, f"Changed the investment account {account.account_name}") as recorder:
        recorder.capture(InvestmentAccount, [account_id])
        for name, value in fields.items():
            setattr(account, name, value)
        if fields.keys() & {"currency", "lot_method", "tracks_cash"}:
            recompute(db, user_id, Touched({account_id}, FIRST_DAY))
    return Saved(account_id, recorder.change_id)


def delete_account(db: WriteSession, user_id: int, account_id: int) -> Saved:
    """Take an account out of everything. Its rows stay, so that undo brings it back. Raises NoSuchInvestmentAccount."""
    account = account_queries.account(db, user_id, account_id)
    with record(db, user_id, f"Deleted the investment account {account.account_name}") as recorder:
        recorder.capture(InvestmentAccount, [account_id])
        account.deleted_at = clock.now()
    return Saved(account_id, recorder.change_id)


def add_security(db: WriteSession, user_id: int, fields: Mapping[str, Any]) -> Security:
    """Add a security with these columns; it is part of no change, because what names it is."""
    security = Security(user_id=user_id, **fields)
    db.add(security)
    db.flush()
    return security


def find_or_add_security(
    db: WriteSession,
    user_id: int,
    *,
    ticker: str | None,
    name: str | None,
    currency: str,
    security_type: str = "equity",
) -> Security:
    """Return the security with this ticker; a new one has the other fields too. Raises InvalidActivity without either
    a ticker or a name."""
    found = security_queries.security_by_ticker(db, user_id, ticker) if ticker else None
    if found is not None:
        return found
    if not ticker and not name:
        raise InvalidActivity("Name the security, or give its ticker.")
    fields = {"ticker": ticker and ticker.upper(), "name": name or (ticker or "").upper()}
    return add_security(db, user_id, {**fields, "currency": currency, "security_type": security_type})


def update_security(db: WriteSession, user_id: int, security_id: int, fields: Mapping[str, Any]) -> Saved:
    """Change columns of a security. Raises NoSuchSecurity."""
    security = security_queries.security(db, user_id, security_id)
    with record(db, user_id, f"Changed {security.name}") as recorder:
        recorder.capture(Security, [security_id])
        for name, value in fields.items():
            setattr(security, name, value)
        if fields.keys() & {"currency", "security_type", "accepts_old_price"}:
            recompute_securities(db, user_id, [security_id], FIRST_DAY)
    return Saved(security_id, recorder.change_id)


def record(db: WriteSession, user_id: int, summary: str) -> AbstractContextManager[ChangeRecorder]:
    """Record what happens inside the block as one change of investments.db."""
    return record_changes(db, user_id, summary, log=InvestmentChange)
