"""Create, change, delete and restore accounts together with their transactions."""

from typing import Any, NamedTuple

from backend.account_overview import queries
from backend.accounts import queries as accounts
from backend.accounts import service as account_service
from backend.accounts.errors import CurrencyFixed
from backend.balances import service as balances
from backend.infra.database import WriteSession
from backend.infra.undo_log import record_changes
from backend.settings import service as settings
from backend.transactions import service as transactions
from backend.transfers import service as transfers

Json = dict[str, Any]


class AccountChange(NamedTuple):
    """An account as it is now, and the change that can be undone."""

    account: Json
    change_id: int | None


class Restored(NamedTuple):
    """An account that came back, and how many rows came with it."""

    account: Json
    transactions: int


def open_account(db: WriteSession, user_id: int, fields: Json) -> Json:
    """Add an account; without a currency it has the base currency."""
    currency = fields.pop("currency", None) or settings.base_currency(db, user_id)
    account = account_service.create(db, user_id, currency=currency, **fields)
    return queries.one(db, user_id, account.id)


def change(db: WriteSession, user_id: int, account_id: int, changes: Json) -> AccountChange:
    """Change an account; an answer about positive balances holds for earlier ones too.

    Raises NoSuchAccount, and CurrencyFixed for the currency of an account with rows."""
    account = accounts.one(db, user_id, account_id)
    currency = changes.get("currency", account.currency)
    if currency != account.currency and queries.row_count(db, user_id, account_id):
        raise CurrencyFixed(account.name, account.currency)
    with record_changes(db, user_id, f"Changed the account “{account.name}”") as recorder:
        account_service.change(db, user_id, account, changes, recorder=recorder)
        if means := changes.get("positive_balance_means"):
            balances.settle_unclear_signs(db, user_id, account_id, is_owed=means == "owed", recorder=recorder)
        if "ownership_percent" in changes:
            transactions.recount_account(db, user_id, account_id)
    return AccountChange(queries.one(db, user_id, account_id), recorder.change_id)


def delete(db: WriteSession, user_id: int, account_id: int) -> int:
    """Delete an account with its rows, softly, and return how many rows left the lists. Raises NoSuchAccount."""
    account = accounts.one(db, user_id, account_id)
    account_service.delete(db, user_id, account)
    transactions.forget_totals(db, user_id, account_id)
    return queries.row_count(db, user_id, account_id)


def restore(db: WriteSession, user_id: int, account_id: int) -> Restored:
    """Bring an account back with all it had. Raises NoSuchAccount."""
    account = accounts.one_including_deleted(db, user_id, account_id)
    if account.deleted_at is not None:
        account_service.restore(db, user_id, account)
        transactions.rebuild_totals(db, user_id, [account_id])
        transfers.find_of_account(db, user_id, account_id)
    return Restored(queries.one(db, user_id, account_id), queries.row_count(db, user_id, account_id))
