"""The review as a machine of states: each decision turns where a row stands into where it stands next.

pending_review ── stage ──> pending_save ── commit ──> confirmed
      ▲                          │
      └─────── kick back ────────┘        review: straight to confirmed, from anywhere
"""

from backend.categorization.category_match import CategoryMatch
from backend.transactions.review_state import ReviewState

NO_GUESS = "unmatched"


def review(row: ReviewState, category_id: int) -> ReviewState:
    """Decide the category and confirm, in one step."""
    return _decided(row, category_id)._replace(status="confirmed")


def stage(row: ReviewState, category_id: int) -> ReviewState:
    """Decide the category and put the row aside to be confirmed with the others."""
    return _decided(row, category_id)._replace(status="pending_save")


def commit(row: ReviewState) -> ReviewState:
    """Confirm a staged row as it is."""
    return row._replace(status="confirmed")


def choice(row: ReviewState) -> int | None:
    """Return the category that confirming a row as it is means: what was decided for it, else what is predicted."""
    if row.status == "pending_review":
        return row.predicted_category_id or row.category_id
    return row.category_id or row.predicted_category_id


def kick_back(row: ReviewState) -> ReviewState:
    """Send a staged row back. The person's pick becomes the prediction, whatever was predicted before."""
    return row._replace(
        status="pending_review",
        category_id=None,
        predicted_category_id=row.category_id or row.predicted_category_id,
    )


def predicted(row: ReviewState, category_match: CategoryMatch | None) -> ReviewState:
    """Take the categoriser's word: a sure one stages the row, an unsure one predicts, none marks it as asked."""
    if category_match is None:
        return row._replace(categorization_tier=NO_GUESS, prediction_confidence=None, reason="No rule or merchant fits")
    with_prediction = row._replace(
        predicted_category_id=category_match.category_id,
        categorization_tier=category_match.tier,
        prediction_confidence=category_match.confidence,
        reason=category_match.reason,
    )
    return (
        with_prediction._replace(status="pending_save", category_id=category_match.category_id)
        if category_match.is_sure
        else with_prediction
    )


def cleared(row: ReviewState) -> ReviewState:
    """Forget the prediction, also that there was none."""
    return row._replace(predicted_category_id=None, categorization_tier=None, prediction_confidence=None, reason=None)


def _decided(row: ReviewState, category_id: int) -> ReviewState:
    if row.status == "pending_save" and category_id == row.category_id:
        return row
    # Agreeing with a prediction keeps who made it; choosing otherwise makes the choice the person's own.
    if category_id in (row.predicted_category_id, row.category_id) and row.categorization_tier not in (None, NO_GUESS):
        return row._replace(category_id=category_id)
    overruled = row.overruled_tier if row.categorization_tier in (None, NO_GUESS, "user") else row.categorization_tier
    return row._replace(
        category_id=category_id,
        categorization_tier="user",
        prediction_confidence=None,
        reason="You chose it",
        overruled_tier=overruled,
    )
