"""Make sure the person of this computer exists."""

from backend.infra.database import WriteSession
from backend.infra.web import LOCAL_USER_ID
from backend.users.models import User


def ensure_local_user(db: WriteSession) -> int:
    """Return the id of the one local user; afterwards that row exists."""
    if db.get(User, LOCAL_USER_ID) is None:
        db.add(User(id=LOCAL_USER_ID, name="You"))
        db.flush()
    return LOCAL_USER_ID
