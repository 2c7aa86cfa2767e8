"""Create, change, delete and restore accounts; the only module that writes accounts and institutions."""

from collections.abc import Sequence
from typing import Any

from backend.accounts import groups, queries
from backend.accounts.errors import NameTaken, NoSuchAccount
from backend.accounts.models import Account, Institution
from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder, record_changes


def create(
    db: WriteSession,
    user_id: int,
    *,
    name: str,
    account_type: str,
    currency: str,
    institution: str | None = None,
    mask: str | None = None,
    balance_current_minor: int | None = None,
) -> Account:
    """Add an account, last in the list. Raises NameTaken."""
    _check_name(db, user_id, name)
    account = Account(
        user_id=user_id,
        name=name,
        account_type=account_type,
        currency=currency,
        mask=mask,
        institution_id=_institution(db, user_id, institution),
        balance_current_minor=balance_current_minor,
        balance_updated_at=None if balance_current_minor is None else clock.now(),
        position=queries.last_position(db, user_id) + 1,
    )
    db.add(account)
    db.flush()
    return account


def change(
    db: WriteSession, user_id: int, account: Account, changes: dict[str, Any], *, recorder: ChangeRecorder
) -> None:
    """Change an account. A new balance is of this moment; an institution is known by its name.

    Raises NameTaken, NoSuchGroup.
    """
    if changes.get("name", account.name).casefold() != account.name.casefold():
        _check_name(db, user_id, changes["name"])
    if changes.get("group_id") is not None:
        groups.one(db, user_id, changes["group_id"])
    recorder.capture(Account, [account.id])
    if "institution" in changes:
        account.institution_id = _institution(db, user_id, changes["institution"])
    if "balance_current_minor" in changes:
        account.balance_updated_at = clock.now()
    for name, value in changes.items():
        if name != "institution":
            setattr(account, name, value)
    db.flush()


def set_order(db: WriteSession, user_id: int, account_ids: Sequence[int]) -> int | None:
    """Put these accounts into this order; those that are not named come after. Returns the change.

    Raises NoSuchAccount."""
    accounts = {account.id: account for account in queries.list_accounts(db, user_id)}
    if set(account_ids) - accounts.keys():
        raise NoSuchAccount
    order = list(dict.fromkeys([*account_ids, *accounts]))
    with record_changes(db, user_id, "Changed the order of accounts") as recorder:
        recorder.capture(Account, order)
        for position, id_ in enumerate(order):
            accounts[id_].position = position
    return recorder.change_id


def delete(db: WriteSession, user_id: int, account: Account) -> None:
    """Delete an account softly: its row and all it had stay, so that it can come back."""
    assert account.user_id == user_id
    account.deleted_at = clock.now()
    db.flush()


def restore(db: WriteSession, user_id: int, account: Account) -> None:
    """Restore a deleted account. Raises NameTaken if another one has its name by now."""
    assert account.user_id == user_id
    if queries.by_name(db, user_id, account.name):
        raise NameTaken(account.name, "Rename that one, then restore this one.")
    account.deleted_at = None
    db.flush()


def remove(db: WriteSession, user_id: int, account: Account) -> None:
    """Remove an account for good. Raises IntegrityError if rows refer to it."""
    assert account.user_id == user_id
    db.delete(account)
    db.flush()


def note_limits(account: Account, *, available_minor: int | None, limit_minor: int | None) -> None:
    """Set what the bank says may still be spent, and the limit of a card."""
    account.balance_available_minor, account.balance_limit_minor = available_minor, limit_minor


def find_or_create(
    db: WriteSession, user_id: int, *, name: str, account_type: str = "checking", currency: str
) -> Account:
    """Return the account with this name; afterwards there is one."""
    return queries.by_name(db, user_id, name) or create(
        db, user_id, name=name, account_type=account_type, currency=currency
    )


def _check_name(db: WriteSession, user_id: int, name: str) -> None:
    if taken := queries.by_name(db, user_id, name):
        raise NameTaken(taken.name)


def _institution(db: WriteSession, user_id: int, name: str | None) -> int | None:
    if not name:
        return None
    institution = queries.manual_institution(db, user_id, name)
    if institution is None:
        institution = Institution(user_id=user_id, name=name)
        db.add(institution)
        db.flush()
    return institution.id
