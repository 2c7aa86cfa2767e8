"""Create, rename, order and delete groups of accounts; the only module that writes them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.accounts.errors import GroupNameTaken, NoSuchGroup
from backend.accounts.models import Account, AccountGroup
from backend.infra.database import WriteSession
from backend.infra.undo_log import record_changes

G = AccountGroup


def list_groups(db: Session, user_id: int) -> Sequence[AccountGroup]:
    """Return the groups in the person's order."""
    return db.scalars(select(G).where(G.user_id == user_id).order_by(G.position, G.id)).all()


def one(db: Session, user_id: int, group_id: int) -> AccountGroup:
    """Return one group. Raises NoSuchGroup."""
    group = db.scalar(select(G).where(G.user_id == user_id, G.id == group_id))
    if group is None:
        raise NoSuchGroup
    return group


def create(db: WriteSession, user_id: int, name: str, account_ids: Sequence[int]) -> tuple[AccountGroup, int | None]:
    """Add a group with these accounts, last in the order. Returns it and the change. Raises GroupNameTaken."""
    _check_name(db, user_id, name, None)
    last = db.scalar(select(func.max(G.position)).where(G.user_id == user_id))
    with record_changes(db, user_id, f"Added the group “{name}”") as recorder:
        group = G(user_id=user_id, name=name, position=0 if last is None else last + 1)
        db.add(group)
        db.flush()
        recorder.record_created(G, group.id)
        recorder.capture(Account, account_ids)
        for account in _accounts(db, user_id, account_ids):
            account.group_id = group.id
    return group, recorder.change_id


def rename(db: WriteSession, user_id: int, group_id: int, name: str) -> int | None:
    """Give a group another name. Returns the change. Raises NoSuchGroup, GroupNameTaken."""
    group = one(db, user_id, group_id)
    _check_name(db, user_id, name, group_id)
    with record_changes(db, user_id, f"Renamed the group “{group.name}” to “{name}”") as recorder:
        recorder.capture(G, [group.id])
        group.name = name
    return recorder.change_id


def set_order(db: WriteSession, user_id: int, group_ids: Sequence[int]) -> int | None:
    """Put the groups into this order; those that are not named come after. Returns the change. Raises NoSuchGroup."""
    groups = {group.id: group for group in list_groups(db, user_id)}
    if set(group_ids) - groups.keys():
        raise NoSuchGroup
    order = [*dict.fromkeys(group_ids), *(id_ for id_ in groups if id_ not in group_ids)]
    with record_changes(db, user_id, "Changed the order of groups") as recorder:
        recorder.capture(G, order)
        for position, id_ in enumerate(order):
            groups[id_].position = position
    return recorder.change_id


def delete(db: WriteSession, user_id: int, group_id: int) -> int | None:
    """Delete a group; its accounts stay, without one. Returns the change. Raises NoSuchGroup."""
    group = one(db, user_id, group_id)
    members = db.scalars(select(Account).where(Account.user_id == user_id, Account.group_id == group_id)).all()
    with record_changes(db, user_id, f"Deleted the group “{group.name}”") as recorder:
        recorder.capture(Account, [account.id for account in members])
        recorder.capture(G, [group.id])
        for account in members:
            account.group_id = None
        db.flush()
        db.delete(group)
    return recorder.change_id


def _accounts(db: WriteSession, user_id: int, ids: Sequence[int]) -> Sequence[Account]:
    return db.scalars(select(Account).where(Account.user_id == user_id, Account.id.in_(ids))).all()


def _check_name(db: Session, user_id: int, name: str, own_id: int | None) -> None:
    for group in list_groups(db, user_id):
        if group.id != own_id and group.name.casefold() == name.casefold():
            raise GroupNameTaken(group.name)
