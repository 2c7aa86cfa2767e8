"""Permanent deletion and change of origin of transactions, for undoing what brought them.

Everything else uses soft deletion, which can be undone.
"""

from collections.abc import Sequence

from sqlalchemy import delete, func, update

from backend.infra.database import WriteSession
from backend.infra.sql import in_list
from backend.transactions import service, splits, totals
from backend.transactions.models import DeletedTransaction, Transaction
from backend.transactions.states import Source

D, T = DeletedTransaction, Transaction


def delete_permanently(db: WriteSession, user_id: int, ids: Sequence[int]) -> None:
    """Delete these rows for good, also those in the log of deleted rows, and update the monthly totals."""
    cells = service.affected_cells(db, user_id, ids)
    db.execute(delete(T).where(T.user_id == user_id, T.id.in_(in_list(ids))))
    db.execute(delete(D).where(D.user_id == user_id, D.original_id.in_(in_list(ids))))
    splits.forget_orphans(db, user_id)
    totals.refresh(db, user_id, cells)


def change_origin(db: WriteSession, user_id: int, ids: Sequence[int], *, import_id: int | None, source: Source) -> None:
    """Set the import (None for a bank connection) and the source of these transactions, also of deleted ones."""
    wanted = in_list(ids)
    db.execute(update(T).where(T.user_id == user_id, T.id.in_(wanted)).values(import_id=import_id, source=source))
    moved = func.json_set(D.row, "$.import_id", import_id, "$.source", source)
    db.execute(
        update(D)
        .where(D.user_id == user_id, D.original_id.in_(wanted))
        .values({D.row: moved, D.source: source})
        .execution_options(synchronize_session=False)
    )
    db.expire_all()
