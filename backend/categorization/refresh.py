"""Predictions of the rows that wait, brought up to what the categoriser knows now."""

from collections.abc import Collection

from backend.categorization import service as categorization
from backend.infra.database import WriteSession
from backend.settings.service import threshold
from backend.transactions import queries, service
from backend.transactions.review_state import Prediction

_OF_RULES = ("merchant_map", "amount_rule")
_NONE = Prediction(None, None, None, None)


def refresh_predictions(db: WriteSession, user_id: int, merchant_keys: Collection[str]) -> None:
    """Give the waiting rows of these merchants the prediction that follows from the rules and mappings of now.

    What the person picked stays, and so does what a file, a model or AI says with more certainty. It is no part of the
    change that taught something: whoever undoes that calls this again.
    """
    rows = queries.waiting_of(db, user_id, merchant_keys) if merchant_keys else []
    if not rows:
        return
    engine = categorization.load_engine(db, user_id, threshold=threshold(db, user_id))
    changed: dict[Prediction, list[int]] = {}
    for row in rows:
        category_match = engine.categorize(row.description, row.amount_minor, row.currency, payee=row.merchant_name)
        now = (
            Prediction(
                category_match.category_id, category_match.tier, category_match.confidence, category_match.reason
            )
            if category_match
            else _NONE
        )
        is_of_rules = row.prediction.tier in _OF_RULES
        if row.prediction.category_id and not is_of_rules:
            is_surer = row.prediction.tier != "user" and (now.confidence or 0) > (row.prediction.confidence or 0)
            if not is_surer:
                continue
        if now != row.prediction and (category_match or is_of_rules):
            changed.setdefault(now, []).append(row.id)
    service.set_predictions(db, user_id, changed)
