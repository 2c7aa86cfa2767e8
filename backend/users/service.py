"""Make sure that the owner of the rows exists."""

from backend.infra.database import WriteSession
from backend.infra.web import LOCAL_USER_ID
from backend.users.models import User


def ensure_local_user(db: WriteSession) -> int:
    """Return the id of the one local user; afterwards that row exists."""
    ensure_user(db, LOCAL_USER_ID, name="You")
    return LOCAL_USER_ID


def ensure_user(db: WriteSession, user_id: int, *, name: str) -> None:
    """Afterwards there is a row of this user, to whom all other rows belong."""
    if db.get(User, user_id) is None:
        db.add(User(id=user_id, name=name))
        db.flush()
