"""HTTP: /api/accounts. Above transactions, because an account is listed with its transaction statistics."""

from typing import Annotated, Any

from fastapi import Query

from backend.account_overview import queries, register, service
from backend.account_overview.schemas import (
    AccountDeleted,
    AccountRestored,
    DeletedAccount,
    MonthCount,
    Overview,
    Register,
)
from backend.accounts import service as accounts
from backend.accounts.schemas import (
    Account,
    AccountChanges,
    ChangedAccount,
    ChangedAccountGroups,
    IdOrder,
    NewAccount,
)
from backend.infra import clock
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep

router = Router(prefix="/api/accounts", tags=["accounts"])


@router.get("", response_model=list[Account])
def list_accounts(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return every account with its first and last day and its numbers of rows."""
    return queries.listed(db, user_id)


@router.get("/deleted", response_model=list[DeletedAccount])
def list_deleted_accounts(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the accounts that were deleted, the last one first; each can be restored."""
    return queries.deleted(db, user_id)


@router.get("/overview", response_model=Overview)
def accounts_overview(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return what all open accounts hold together, and whether their stated balances add up month by month."""
    return queries.overview(db, user_id, today=clock.today())


@router.put("/order", response_model=ChangedAccountGroups)
def order_accounts(db: WriteSessionDep, user_id: CurrentUserId, body: IdOrder) -> Any:
    """Put the accounts into this order; those that are not named come after."""
    return {"change_id": accounts.set_order(db, user_id, body.ids)}


@router.get("/{account_id}", response_model=Account)
def get_account(db: ReadSessionDep, user_id: CurrentUserId, account_id: RowId) -> Any:
    """Return one account."""
    return queries.one(db, user_id, account_id)


@router.post("", response_model=Account, status_code=201)
def open_account(db: WriteSessionDep, user_id: CurrentUserId, body: NewAccount) -> Any:
    """Add an account that a person keeps by hand or by files."""
    return service.open_account(db, user_id, body.sent_fields())


@router.patch("/{account_id}", response_model=ChangedAccount)
def change_account(db: WriteSessionDep, user_id: CurrentUserId, account_id: RowId, body: AccountChanges) -> Any:
    """Change an account; its currency only while it has no rows."""
    done = service.change(db, user_id, account_id, body.sent_fields())
    return {**done.account, "change_id": done.change_id}


@router.delete("/{account_id}", response_model=AccountDeleted)
def delete_account(db: WriteSessionDep, user_id: CurrentUserId, account_id: RowId) -> Any:
    """Delete an account with its rows; it can be restored whole."""
    return {"status": "deleted", "deleted_transactions": service.delete(db, user_id, account_id)}


@router.post("/{account_id}/restore", response_model=AccountRestored)
def restore_account(db: WriteSessionDep, user_id: CurrentUserId, account_id: RowId) -> Any:
    """Bring a deleted account back with its rows."""
    restored = service.restore(db, user_id, account_id)
    return {"status": "restored", "account": restored.account, "restored_transactions": restored.transactions}


@router.get("/{account_id}/coverage", response_model=list[MonthCount])
def account_coverage(db: ReadSessionDep, user_id: CurrentUserId, account_id: RowId) -> Any:
    """Return how many rows each month has, so that a missing statement shows."""
    return queries.coverage(db, user_id, account_id)


@router.get("/{account_id}/register", response_model=Register)
def account_register(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    account_id: RowId,
    limit: Annotated[int, Query(ge=1, le=2000)] = 200,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    chart_days: Annotated[int, Query(ge=30, le=40_000)] = 180,
) -> Any:
    """Return an account's transactions, newest first, with the balance after each, and its stated balances."""
    return register.register(
        db, user_id, account_id, today=clock.today(), limit=limit, offset=offset, chart_days=chart_days
    )
