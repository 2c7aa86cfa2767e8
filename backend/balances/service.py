"""Save, settle and forget stated balances; the only module that writes them."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select, update

from backend.accounts.kinds import LIABILITY_TYPES
from backend.accounts.models import Account
from backend.balances.models import BalanceSnapshot
from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder

B = BalanceSnapshot


def save_stated_balances(
    db: WriteSession,
    user_id: int,
    account: Account,
    balances: Iterable[tuple[date, int]],
    *,
    import_id: int,
    is_sign_certain: bool,
) -> None:
    """Save what the statement of an import states that an account held at the end of days.

    A debt is negative. Unless `is_sign_certain`, a positive balance of a card or loan is what the person said of
    earlier statements of this account; if nobody was asked yet, the sign is saved as unclear.
    """
    is_ambiguous = account.account_type in LIABILITY_TYPES and not is_sign_certain
    for on, minor in dict(balances).items():
        means = account.positive_balance_means if is_ambiguous and minor > 0 else "credit"
        db.add(
            B(
                user_id=user_id,
                account_id=account.id,
                on=on,
                balance_minor=-minor if means == "owed" else minor,
                source="statement",
                import_id=import_id,
                is_sign_unclear=means is None,
            )
        )
    db.flush()


def settle_unclear_signs(
    db: WriteSession, user_id: int, account_id: int, *, is_owed: bool, recorder: ChangeRecorder
) -> None:
    """Take the person's answer for every balance of the account whose sign is unclear."""
    unclear = (B.user_id == user_id, B.account_id == account_id, B.is_sign_unclear)
    recorder.capture(B, db.scalars(select(B.id).where(*unclear)).all())
    minor = -B.balance_minor if is_owed else B.balance_minor
    # The moment at which it was stated decides which balance of a day counts, so `updated_at` stays.
    settled = {"balance_minor": minor, "is_sign_unclear": False, "updated_at": B.updated_at}
    db.execute(update(B).where(*unclear).values(settled))
    db.expire_all()


def note_synced(db: WriteSession, user_id: int, account_id: int, on: date, balance_minor: int) -> None:
    """Save what a bank connection states that an account holds at the end of a day, in place of its earlier figure."""
    synced = db.scalars(
        select(B).where(B.user_id == user_id, B.account_id == account_id, B.on == on, B.source == "sync")
    ).first()
    if synced is None:
        synced = B(user_id=user_id, account_id=account_id, on=on, source="sync")
        db.add(synced)
    synced.balance_minor = balance_minor
    # Also where the figure is the same: of two sources of one day the later one counts.
    synced.updated_at = clock.now()
    db.flush()


def note_stated_by_person(
    db: WriteSession, user_id: int, account_id: int, on: date, balance_minor: int, *, recorder: ChangeRecorder
) -> None:
    """Save the balance that a person read on a statement for the end of a day, in place of their earlier figure."""
    own = (B.user_id == user_id, B.account_id == account_id, B.on == on, B.source == "manual")
    stated = db.scalars(select(B).where(*own)).first()
    if stated is None:
        stated = B(user_id=user_id, account_id=account_id, on=on, source="manual", balance_minor=balance_minor)
        db.add(stated)
        db.flush()
        recorder.record_created(B, stated.id)
        return
    recorder.capture(B, [stated.id])
    stated.balance_minor, stated.updated_at = balance_minor, clock.now()
    db.flush()


def forget_import(db: WriteSession, user_id: int, import_id: int) -> None:
    """Remove what an import stated; what other imports stated for the same days counts again."""
    db.execute(delete(B).where(B.user_id == user_id, B.import_id == import_id))
