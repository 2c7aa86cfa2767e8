"""Create, fail, recover and end connections, and attach accounts to them; the only module that writes connections."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from backend.accounts.models import Account, Connection, Institution
from backend.infra.database import ReadSession, WriteSession


def ensure_institution(
    db: WriteSession,
    user_id: int,
    *,
    provider: str,
    provider_institution_id: str,
    name: str,
    url: str | None = None,
    color: str | None = None,
    logo: bytes | None = None,
) -> Institution:
    """Return the bank as this provider names it; afterwards there is one, with what is known of it now."""
    mine = select(Institution).where(Institution.user_id == user_id, Institution.provider == provider)
    institution = db.scalars(mine.where(Institution.name == name)).first()
    if institution is None:
        institution = Institution(user_id=user_id, provider=provider, name=name)
        db.add(institution)
    institution.provider_institution_id = provider_institution_id or institution.provider_institution_id
    institution.url = url or institution.url
    institution.color = color or institution.color
    institution.logo = logo or institution.logo
    db.flush()
    return institution


def ensure_connection(
    db: WriteSession, user_id: int, *, provider: str, item_id: str, token: str, name: str, institution_id: int | None
) -> Connection:
    """Return the connection of this login, working, with this encrypted token; afterwards there is one."""
    mine = select(Connection).where(Connection.provider == provider, Connection.provider_item_id == item_id)
    connection = db.scalars(mine.where(Connection.user_id == user_id)).first()
    if connection is None:
        connection = Connection(user_id=user_id, provider=provider, provider_item_id=item_id, name=name[:100])
        db.add(connection)
    connection.access_token, connection.is_removal_due = token, False
    connection.institution_id = institution_id or connection.institution_id
    works_again(connection)
    db.flush()
    return connection


def works_again(connection: Connection, *, next_try_at: datetime | None = None) -> None:
    """Note that the connection works; `next_try_at` if it should be asked before its usual time."""
    connection.status = "connected"
    connection.last_error_kind = connection.last_error_code = connection.last_error = None
    connection.failing_since, connection.failures = None, 0
    connection.next_try_at = next_try_at


def fails(
    connection: Connection,
    *,
    status: str,
    kind: str,
    code: str,
    message: str,
    now: datetime,
    next_try_at: datetime | None,
) -> None:
    """Note that the connection failed, since when, and when it is tried again (None: only the person can help)."""
    connection.status = status
    connection.last_error_kind, connection.last_error_code, connection.last_error = kind, code, message
    connection.failing_since = connection.failing_since or now
    connection.failures += 1
    connection.next_try_at = next_try_at


def ends(db: WriteSession, user_id: int, connection: Connection) -> None:
    """Disconnect; its accounts are kept by hand now. The token stays until the provider confirms the removal."""
    for account in accounts_of(db, user_id, connection.id):
        detach(account)
    works_again(connection)
    connection.status = "disconnected"
    connection.is_removal_due = connection.access_token is not None
    db.flush()


def removed(connection: Connection) -> None:
    """Delete the token after the provider has confirmed the removal."""
    connection.access_token, connection.is_removal_due = None, False


def attach(
    account: Account,
    connection: Connection,
    *,
    provider_account_id: str,
    persistent_account_id: str | None,
    official_name: str | None,
    mask: str | None,
    institution_id: int | None,
) -> None:
    """Attach an account to the connection. Its name, kind and currency stay as the person has them."""
    account.connection_id = connection.id
    account.provider_account_id = provider_account_id
    account.persistent_account_id = persistent_account_id or account.persistent_account_id
    account.official_name = official_name or account.official_name
    account.mask = mask or account.mask
    account.institution_id = institution_id or account.institution_id


def detach(account: Account) -> None:
    """Detach the account from its connection. The provider's ids stay, so that a new link recognises it."""
    account.connection_id = None


def accounts_of(db: ReadSession | WriteSession, user_id: int, connection_id: int) -> Sequence[Account]:
    """Return the accounts that a connection reports on, without deleted ones."""
    query = select(Account).where(
        Account.user_id == user_id, Account.connection_id == connection_id, Account.deleted_at.is_(None)
    )
    return db.scalars(query.order_by(Account.position, Account.id)).all()
