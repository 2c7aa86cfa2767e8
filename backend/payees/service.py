"""Rename payees, merge spellings into one, and split them again; the only module that writes these tables."""

from collections.abc import Collection

from sqlalchemy import select

from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder
from backend.payees import queries
from backend.payees.errors import NotMerged, PayeeNameTaken
from backend.payees.models import Payee, PayeeSpelling


def rename(db: WriteSession, user_id: int, merchant_key: str, name: str, *, recorder: ChangeRecorder) -> None:
    """Give the payee of this merchant key a name, which all its spellings have then. Raises PayeeNameTaken."""
    payee = queries.of_key(db, user_id, merchant_key)
    namesake = queries.by_name(db, user_id, name)
    if namesake is not None and namesake is not payee:
        raise PayeeNameTaken(namesake.name)
    if payee is None:
        _create(db, user_id, merchant_key, name, recorder)
        return
    recorder.capture(Payee, [payee.id])
    payee.name = name
    db.flush()


def merge(
    db: WriteSession, user_id: int, merchant_keys: Collection[str], *, into: str, name: str, recorder: ChangeRecorder
) -> None:
    """Let the payees of these merchant keys be one with that of `into`, all their spellings with them.

    `name` is what the payee is called if nobody named it before.
    """
    target = queries.of_key(db, user_id, into) or _create(db, user_id, into, name, recorder)
    for key in merchant_keys:
        payee = queries.of_key(db, user_id, key)
        if payee is None:
            _add_spelling(db, user_id, target, key, recorder)
        elif payee is not target:
            moved = db.scalars(select(PayeeSpelling).where(PayeeSpelling.payee_id == payee.id)).all()
            # Undo goes backwards: the payee is there again before its spellings.
            recorder.capture(PayeeSpelling, [each.id for each in moved])
            recorder.capture(Payee, [payee.id])
            for each in moved:
                each.payee_id = target.id
            db.flush()
            db.delete(payee)
            db.flush()


def split(db: WriteSession, user_id: int, merchant_key: str, *, recorder: ChangeRecorder) -> None:
    """Make one spelling a payee of its own again, under the name that its bank texts give. Raises NotMerged."""
    query = select(PayeeSpelling).where(PayeeSpelling.user_id == user_id, PayeeSpelling.merchant_key == merchant_key)
    spelling = db.scalar(query)
    if spelling is None:
        raise NotMerged
    others = db.scalars(
        select(PayeeSpelling.id).where(PayeeSpelling.payee_id == spelling.payee_id, PayeeSpelling.id != spelling.id)
    ).all()
    recorder.capture(PayeeSpelling, [spelling.id])
    recorder.capture(Payee, [spelling.payee_id])
    payee = db.get_one(Payee, spelling.payee_id)
    db.delete(spelling)
    db.flush()
    if not others:
        db.delete(payee)
        db.flush()


def _create(db: WriteSession, user_id: int, merchant_key: str, name: str, recorder: ChangeRecorder) -> Payee:
    payee = Payee(user_id=user_id, name=name)
    db.add(payee)
    db.flush()
    recorder.record_created(Payee, payee.id)
    _add_spelling(db, user_id, payee, merchant_key, recorder)
    return payee


def _add_spelling(db: WriteSession, user_id: int, payee: Payee, merchant_key: str, recorder: ChangeRecorder) -> None:
    spelling = PayeeSpelling(user_id=user_id, payee_id=payee.id, merchant_key=merchant_key)
    db.add(spelling)
    db.flush()
    recorder.record_created(PayeeSpelling, spelling.id)
