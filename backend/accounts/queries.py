"""Every SELECT over accounts and institutions."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from backend.accounts.errors import NoSuchAccount
from backend.accounts.models import Account, Connection, Institution


def list_accounts(db: Session, user_id: int) -> Sequence[Account]:
    """Return the accounts that are not deleted, by position and name."""
    return db.scalars(
        select(Account)
        .where(Account.user_id == user_id, Account.deleted_at.is_(None))
        .order_by(Account.position, func.lower(Account.name), Account.id)
    ).all()


def living_ids(user_id: int) -> Select[int]:
    """Return the ids of the accounts that are not deleted, as a subselect. Rows of deleted accounts stay in the
    database so that the account can be restored; no list, sum or bulk action includes them."""
    return select(Account.id).where(Account.user_id == user_id, Account.deleted_at.is_(None))


def deleted(db: Session, user_id: int) -> Sequence[Account]:
    """Return the accounts that were deleted and can come back, the last one first."""
    return db.scalars(
        select(Account)
        .where(Account.user_id == user_id, Account.deleted_at.is_not(None))
        .order_by(Account.deleted_at.desc(), Account.id.desc())
    ).all()


def one(db: Session, user_id: int, account_id: int) -> Account:
    """Return an account that is not deleted. Raises NoSuchAccount."""
    account = one_including_deleted(db, user_id, account_id)
    if account.deleted_at is not None:
        raise NoSuchAccount
    return account


def one_including_deleted(db: Session, user_id: int, account_id: int) -> Account:
    """Return an account, deleted or not. Raises NoSuchAccount."""
    account = db.get(Account, account_id)
    if account is None or account.user_id != user_id:
        raise NoSuchAccount
    return account


def by_name(db: Session, user_id: int, name: str) -> Account | None:
    """Return the account with this name, whatever its case, if it is not deleted."""
    return next((account for account in list_accounts(db, user_id) if account.name.casefold() == name.casefold()), None)


def last_position(db: Session, user_id: int) -> int:
    """Return the position of the last account, -1 when there is none."""
    last = db.scalar(select(func.max(Account.position)).where(Account.user_id == user_id))
    return -1 if last is None else last


def institution_names(db: Session, user_id: int) -> dict[int, str]:
    """Return the name of each institution."""
    query = select(Institution.id, Institution.name).where(Institution.user_id == user_id)
    return dict(db.execute(query).all())


def connections_by_id(db: Session, user_id: int) -> dict[int, Connection]:
    """Return every connection that is not disconnected."""
    query = select(Connection).where(Connection.user_id == user_id, Connection.status != "disconnected")
    return {connection.id: connection for connection in db.scalars(query)}


def manual_institution(db: Session, user_id: int, name: str) -> Institution | None:
    """Return the institution that a person typed under this name, whatever its case."""
    # SQLite folds the case of plain letters only; the few institutions are compared here.
    query = select(Institution).where(Institution.user_id == user_id, Institution.provider == "manual")
    return next((each for each in db.scalars(query) if each.name.casefold() == name.casefold()), None)
