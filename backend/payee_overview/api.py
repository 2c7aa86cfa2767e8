"""HTTP: /api/payees. Above transactions, because a payee is shown with what was paid to it."""

from typing import Annotated, Any

from fastapi import Path, Query

from backend.infra.database import WriteSession
from backend.infra.web import MAX_ID, CurrentUserId, ReadSessionDep, Router, WriteSessionDep
from backend.payee_overview import service
from backend.payee_overview.queries import Sort
from backend.payee_overview.schemas import (
    ChangedPayee,
    PayeeCategoryIn,
    PayeeList,
    PayeeMergeIn,
    PayeeNameIn,
    PayeeOut,
    PayeeSplitIn,
)

router = Router(prefix="/api/payees", tags=["payees"])
Key = Annotated[str, Path(min_length=1, max_length=200)]


@router.get("", response_model=PayeeList)
def list_payees(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    search: Annotated[str, Query(max_length=200)] = "",
    sort: Sort = "count",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=MAX_ID)] = 0,
) -> Any:
    """Return the payees of all transactions: those that a person named, and each other merchant by its texts."""
    return service.listed(db, user_id, search=search, sort=sort, limit=limit, offset=offset)


@router.post("/merge", response_model=ChangedPayee)
def merge_payees(db: WriteSessionDep, user_id: CurrentUserId, body: PayeeMergeIn) -> Any:
    """Let several payees be one, under the name of `into` or the one given."""
    return _changed(db, user_id, body.into, service.merge(db, user_id, body.merchant_keys, body.into, body.name))


@router.post("/split", response_model=ChangedPayee)
def split_payee(db: WriteSessionDep, user_id: CurrentUserId, body: PayeeSplitIn) -> Any:
    """Make one spelling a payee of its own again."""
    return _changed(db, user_id, body.merchant_key, service.split(db, user_id, body.merchant_key))


@router.get("/{merchant_key}", response_model=PayeeOut)
def get_payee(db: ReadSessionDep, user_id: CurrentUserId, merchant_key: Key) -> Any:
    """Return one payee with its totals, its rhythm and the category that is known of it."""
    return service.one(db, user_id, merchant_key)


@router.patch("/{merchant_key}", response_model=ChangedPayee)
def rename_payee(db: WriteSessionDep, user_id: CurrentUserId, merchant_key: Key, body: PayeeNameIn) -> Any:
    """Give a payee a name."""
    return _changed(db, user_id, merchant_key, service.rename(db, user_id, merchant_key, body.name))


@router.put("/{merchant_key}/category", response_model=ChangedPayee)
def set_payee_category(db: WriteSessionDep, user_id: CurrentUserId, merchant_key: Key, body: PayeeCategoryIn) -> Any:
    """Say in which category future transactions of a payee belong."""
    return _changed(
        db, user_id, merchant_key, service.set_category(db, user_id, merchant_key, body.category_short_desc)
    )


def _changed(db: WriteSession, user_id: int, merchant_key: str, change_id: int | None) -> dict[str, Any]:
    return {"payee": service.one(db, user_id, merchant_key), "change_id": change_id}
