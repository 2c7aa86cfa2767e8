"""HTTP: /api/account-groups."""

from typing import Any

from backend.accounts import groups
from backend.accounts.schemas import (
    AccountGroup,
    ChangedAccountGroup,
    ChangedAccountGroups,
    GroupName,
    IdOrder,
    NewAccountGroup,
)
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep

router = Router(prefix="/api/account-groups", tags=["accounts"])


@router.get("", response_model=list[AccountGroup])
def list_groups(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the groups in the person's order."""
    return groups.list_groups(db, user_id)


@router.post("", response_model=ChangedAccountGroup, status_code=201)
def add_group(db: WriteSessionDep, user_id: CurrentUserId, body: NewAccountGroup) -> Any:
    """Add a group of these accounts."""
    group, change_id = groups.create(db, user_id, body.name, body.account_ids)
    return {"id": group.id, "name": group.name, "position": group.position, "change_id": change_id}


@router.put("/order", response_model=ChangedAccountGroups)
def order_groups(db: WriteSessionDep, user_id: CurrentUserId, body: IdOrder) -> Any:
    """Put the groups into this order."""
    return {"change_id": groups.set_order(db, user_id, body.ids)}


@router.patch("/{group_id}", response_model=ChangedAccountGroups)
def rename_group(db: WriteSessionDep, user_id: CurrentUserId, group_id: RowId, body: GroupName) -> Any:
    """Give a group another name."""
    return {"change_id": groups.rename(db, user_id, group_id, body.name)}


@router.delete("/{group_id}", response_model=ChangedAccountGroups)
def delete_group(db: WriteSessionDep, user_id: CurrentUserId, group_id: RowId) -> Any:
    """Delete a group; its accounts stay."""
    return {"change_id": groups.delete(db, user_id, group_id)}
