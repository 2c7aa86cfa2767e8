"""Links to banks and the sync log of the legacy app, migrated from the rows that were kept for them.

Its cursors were kept for single accounts and are not used: the first sync reads everything, and rows that are here are
known by their numbers.
"""

from collections.abc import Iterable, Sequence
from typing import Any, get_args

import orjson
from sqlalchemy import select

from backend.accounts.models import Account, Connection, Institution
from backend.infra.database import WriteSession
from backend.legacy.models import LegacyRow
from backend.legacy.values import parse_moment, to_text
from backend.sync.models import SyncLog
from backend.sync.states import SyncStatus, Trigger

Row = dict[str, Any]
_SIGN_IN = "The bank wants you to sign in again. Until then nothing is asked of it; your transactions stay."
_LABEL = "Plaid"


def take_out(db: WriteSession, user_id: int) -> None:
    """Afterwards banks that the older app had linked are connections, and its syncs are in the history.

    Links of investment accounts go on waiting. An account whose number at the bank was never written down is offered
    when the person chooses the accounts of its connection.
    """
    waiting = select(LegacyRow).where(LegacyRow.user_id == user_id, LegacyRow.table_name.in_(("accounts", "sync_log")))
    kept = db.scalars(waiting.order_by(LegacyRow.id)).all()
    if not kept:
        return
    accounts = {each.id: each for each in db.scalars(select(Account).where(Account.user_id == user_id))}
    links = [each for each in kept if each.table_name == "accounts"]
    _connect(db, user_id, [(each, orjson.loads(each.row)) for each in links], accounts)
    logs = [each for each in kept if each.table_name == "sync_log"]
    _log(db, user_id, [(each, orjson.loads(each.row)) for each in logs], accounts)
    db.flush()


def _connect(
    db: WriteSession, user_id: int, links: Iterable[tuple[LegacyRow, Row]], accounts: dict[int, Account]
) -> None:
    banks = {each.id: each for each in db.scalars(select(Institution).where(Institution.user_id == user_id))}
    for kept, row in links:
        account = accounts.get(row.get("id") or 0)
        item_id, token = to_text(row.get("plaid_item_id"))[:200], to_text(row.get("plaid_access_token"))
        if account is None or account.account_type == "investment" or not item_id or not token:
            continue
        bank = banks.get(account.institution_id or 0)
        connection = _ensured(db, user_id, item_id, token, name=bank.name if bank else account.name, bank=bank)
        if row.get("plaid_connection_status") == "item_login_required":
            connection.status, connection.last_error_kind = "login_required", "needs_user"
            connection.last_error_code, connection.last_error = "ITEM_LOGIN_REQUIRED", _SIGN_IN
        number = to_text(row.get("plaid_account_id"))[:200]
        if number and not _is_taken(accounts.values(), connection.id, number):
            account.connection_id, account.provider_account_id = connection.id, number
        db.delete(kept)


def _ensured(
    db: WriteSession, user_id: int, item_id: str, token: str, *, name: str, bank: Institution | None
) -> Connection:
    mine = select(Connection).where(Connection.provider == "plaid", Connection.provider_item_id == item_id)
    connection = db.scalars(mine).first()
    if connection is None:
        connection = Connection(
            user_id=user_id, provider="plaid", provider_item_id=item_id, access_token=token, status="connected",
            name=name[:100] or _LABEL, institution_id=bank.id if bank else None,
        )  # fmt: skip
        db.add(connection)
        db.flush()
    return connection


def _is_taken(accounts: Iterable[Account], connection_id: int, number: str) -> bool:
    taken = ((each.connection_id, each.provider_account_id) for each in accounts)
    return (connection_id, number) in taken


def _log(db: WriteSession, user_id: int, logs: Sequence[tuple[LegacyRow, Row]], accounts: dict[int, Account]) -> None:
    for kept, row in logs:
        account = accounts.get(row.get("account_id") or 0)
        started_at = parse_moment(row.get("started_at"))
        if account is None or started_at is None:
            continue
        trigger, status = row.get("trigger"), row.get("status")
        db.add(
            SyncLog(
                user_id=user_id,
                connection_id=account.connection_id,
                account_id=account.id,
                connection_name=account.name,
                trigger=trigger if trigger in get_args(Trigger) else "manual",
                status=status if status in get_args(SyncStatus) else "error",
                **{name: _count(row.get(name)) for name in ("added", "modified", "removed")},
                error_message=to_text(row.get("error_message"))[:500] or None,
                started_at=started_at,
                duration_ms=_count(row.get("duration_seconds"), times=1000),
            )
        )
        db.delete(kept)


def _count(value: object, *, times: int = 1) -> int:
    return int(value * times) if isinstance(value, int | float) and 0 <= value < 10**9 else 0
