"""The verbs of balances, and the only writer of their table."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select

from backend.balances.models import BalanceSnapshot
from backend.infra import clock
from backend.infra.database import WriteSession

B = BalanceSnapshot


def save_stated_balances(
    db: WriteSession, user_id: int, account_id: int, balances: Iterable[tuple[date, int]], *, import_id: int
) -> None:
    """Save what a statement states an account held at the end of days; a later statement of a day replaces it.

    A day for which the same was stated stays with the import that stated it first, also when the later one is undone.
    """
    stated = dict(balances)
    known = {
        found.on: found
        for found in db.scalars(select(B).where(B.user_id == user_id, B.account_id == account_id, B.on.in_(stated)))
    }
    for on, minor in stated.items():
        if on in known and known[on].balance_minor == minor:
            continue
        if on not in known:
            known[on] = B(user_id=user_id, account_id=account_id, on=on)
            db.add(known[on])
        known[on].balance_minor, known[on].source, known[on].import_id = minor, "statement", import_id
    db.flush()


def note_synced(db: WriteSession, user_id: int, account_id: int, on: date, balance_minor: int) -> None:
    """Save what a bank connection says an account holds at the end of a day, in place of what was known of that day."""
    known = db.scalars(select(B).where(B.user_id == user_id, B.account_id == account_id, B.on == on)).first()
    if known is None:
        known = B(user_id=user_id, account_id=account_id, on=on)
        db.add(known)
    known.balance_minor, known.source, known.import_id = balance_minor, "sync", None
    # Also where the figure is the same: of two sources of one day the later one counts.
    known.updated_at = clock.now()
    db.flush()


def forget_import(db: WriteSession, user_id: int, import_id: int) -> None:
    """Remove what an import stated."""
    db.execute(delete(B).where(B.user_id == user_id, B.import_id == import_id))
