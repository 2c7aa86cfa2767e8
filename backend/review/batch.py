"""Categorise what waits: the cascade over the queue, newest first."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from backend.accounts.queries import living_ids
from backend.categorization import service as categorization
from backend.categorization.engine import RowToJudge
from backend.infra.database import WriteSession
from backend.infra.undo_log import record_changes
from backend.review import decisions
from backend.transactions import service
from backend.transactions.models import Descriptor, Transaction

T = Transaction


@dataclass(frozen=True, slots=True)
class Batch:
    """`eligible` counts what waited for a verdict before this batch; the rest counts what became of the batch."""

    processed: int
    staged: int
    predicted: int
    unmatched: int
    eligible: int
    by_tier: dict[str, int]
    change_id: int | None


def batch_categorize(db: WriteSession, user_id: int, *, limit: int, threshold: int) -> Batch:
    """Judge up to `limit` waiting rows without category and prediction. Sure ones are staged, unsure ones predicted,
    the rest marked so that they are not asked again until the predictions are cleared."""
    query = (
        select(T.id, Descriptor.description, Descriptor.merchant_name)
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .where(
            T.user_id == user_id,
            T.account_id.in_(living_ids(user_id)),
            T.status == "pending_review",
            T.category_id.is_(None),
            T.predicted_category_id.is_(None),
            T.categorization_tier.is_distinct_from(decisions.NO_GUESS),
        )
        .order_by(T.on.desc(), T.id.desc())
    )
    waiting = db.execute(query).all()
    texts = {row.id: (row.description, row.merchant_name or None) for row in waiting[:limit]}
    engine = categorization.load_engine(db, user_id, threshold=threshold)
    rows = service.load_review_states(db, user_id, list(texts))
    verdicts = engine.categorize_many(
        [RowToJudge(*texts[row.id], row.amount_minor, row.currency, row.on, row.account_id) for row in rows]
    )
    with record_changes(db, user_id, f"Categorised {len(rows)} transactions") as recorder:
        changed = [decisions.predicted(row, category_match) for row, category_match in zip(rows, verdicts, strict=True)]
        service.save_review_states(db, user_id, changed, recorder=recorder)
    categorization.count_hits(db, user_id, engine)
    tiers = Counter(category_match.tier if category_match else "none" for category_match in verdicts)
    staged = sum(row.status == "pending_save" for row in changed)
    return Batch(
        processed=len(rows),
        staged=staged,
        predicted=len(rows) - staged - tiers["none"],
        unmatched=tiers["none"],
        eligible=len(waiting),
        by_tier={tier: tiers[tier] for tier in ("amount_rule", "merchant_map", "rule", "brand", "model", "ai", "none")},
        change_id=recorder.change_id,
    )
