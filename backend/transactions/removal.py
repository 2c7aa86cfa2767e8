"""Remove rows without a trace, for undoing what brought them. Everybody else uses deletion, which can be undone."""

from collections.abc import Sequence

from sqlalchemy import delete

from backend.infra.database import WriteSession
from backend.transactions import service, splits, totals
from backend.transactions.models import Transaction

_CHUNK = 500


def remove(db: WriteSession, user_id: int, ids: Sequence[int]) -> None:
    """Remove these rows; afterwards the sums agree without them."""
    cells = service.cells_of(db, user_id, ids)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        db.execute(delete(Transaction).where(Transaction.user_id == user_id, Transaction.id.in_(chunk)))
    splits.forget_orphans(db, user_id)
    totals.refresh(db, user_id, cells)
