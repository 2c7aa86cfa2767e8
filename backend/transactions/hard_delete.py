"""Remove rows without a trace, for undoing what brought them. Everybody else uses deletion, which can be undone."""

from collections.abc import Sequence

from sqlalchemy import delete

from backend.infra.database import WriteSession
from backend.infra.sql import in_list
from backend.transactions import service, splits, totals
from backend.transactions.models import DeletedTransaction, Transaction

D, T = DeletedTransaction, Transaction


def delete_permanently(db: WriteSession, user_id: int, ids: Sequence[int]) -> None:
    """Remove these rows, living ones and those in the log of deleted rows; afterwards the sums agree without them."""
    cells = service.affected_cells(db, user_id, ids)
    db.execute(delete(T).where(T.user_id == user_id, T.id.in_(in_list(ids))))
    db.execute(delete(D).where(D.user_id == user_id, D.original_id.in_(in_list(ids))))
    splits.forget_orphans(db, user_id)
    totals.refresh(db, user_id, cells)
