"""Repair, once, what an earlier version decided and learned wrongly, as far as the undo log tells."""

from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import select

from backend.categories.models import Category
from backend.categorization import service as categorization
from backend.categorization.learning import REPAIRED
from backend.infra.database import WriteSession
from backend.infra.undo_log import Change, ChangeRecorder, record_changes
from backend.review.service import confirm
from backend.settings import service as settings
from backend.transactions import service as transactions

_Touched = tuple[str, int, dict[str, Any] | None, dict[str, Any] | None]


def repair(db: WriteSession, user_id: int) -> None:
    """Afterwards lessons follow today's rules, and rows have the category that the person staged.

    All of it is one change that can be undone. What the person changed since is left as it is.
    """
    touched = list(_decided(db, user_id))
    with record_changes(db, user_id, "Repaired what an earlier version learned wrongly") as recorder:
        learned = {id_ for table, id_, before, _after in touched if table == "merchant_mappings" and before is None}
        categorization.repair_learned(db, user_id, learned, recorder=recorder)
        _restore_staged(db, user_id, touched, recorder)
    settings.save_internal(db, user_id, REPAIRED, "1")


def _decided(db: WriteSession, user_id: int) -> Iterator[_Touched]:
    """Yield what each change of the review touched, oldest first: table, id, and what differs before and after."""
    words = Change.summary.startswith("Reviewed ") | Change.summary.startswith("Confirmed ")
    query = select(Change.rows).where(Change.user_id == user_id, Change.undone_at.is_(None), words)
    for rows in db.scalars(query.order_by(Change.id)):
        yield from (tuple(each) for each in orjson.loads(rows))


def _restore_staged(db: WriteSession, user_id: int, touched: list[_Touched], recorder: ChangeRecorder) -> None:
    """Confirm again, as they were staged, the rows whose staged category was replaced by their prediction."""
    categories = set(db.scalars(select(Category.id).where(Category.user_id == user_id)))
    replaced: dict[int, tuple[int, int]] = {}
    for table, id_, before, after in touched:
        # Who chose another category for one row also changed its tier or what it taught; this fault changed neither.
        if table != "transactions" or not before or not after or after.keys() != {"status", "category_id"}:
            continue
        if before["status"] == "pending_save" and before["category_id"] in categories:
            replaced[id_] = (before["category_id"], after["category_id"])
    rows = [
        row._replace(category_id=replaced[row.id][0])
        for row in transactions.load_review_states(db, user_id, list(replaced))
        if row.status == "confirmed"
        and row.category_id == row.predicted_category_id == replaced[row.id][1]
        and row.learned_category_id is None
    ]
    confirm(db, user_id, rows, recorder)
