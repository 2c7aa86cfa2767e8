"""The states of a row in the review, one decision at a time."""

from datetime import date
from typing import Any

from backend.categorization.category_match import CategoryMatch
from backend.review import decisions
from backend.transactions.review_state import ReviewState

COFFEE, FUEL = 1, 2


def row(status: str = "pending_review", **fields: Any) -> ReviewState:
    """A row that waits; only what matters is named."""
    plain = ReviewState(
        1, 1, date(2026, 3, 1), "kettle", "KETTLE", 450, "USD", status, None, None, None, None, None, None
    )
    return plain._replace(**fields)


def test_review_confirms_at_once_from_anywhere() -> None:
    for status in ("pending_review", "pending_save", "auto_confirmed", "confirmed"):
        decided = decisions.review(row(status), COFFEE)
        assert (decided.status, decided.category_id, decided.categorization_tier) == ("confirmed", COFFEE, "user")


def test_stage_decides_and_waits_for_the_commit() -> None:
    staged = decisions.stage(row(), COFFEE)
    assert (staged.status, staged.category_id) == ("pending_save", COFFEE)
    assert decisions.commit(staged).status == "confirmed"


def test_agreeing_with_a_prediction_keeps_who_made_it() -> None:
    guessed = row(predicted_category_id=COFFEE, categorization_tier="merchant_map", prediction_confidence=0.67)
    agreed, changed = decisions.stage(guessed, COFFEE), decisions.stage(guessed, FUEL)
    assert (agreed.categorization_tier, agreed.prediction_confidence) == ("merchant_map", 0.67)
    assert (changed.categorization_tier, changed.prediction_confidence) == ("user", None)


def test_kick_back_makes_the_pick_the_prediction_whatever_was_predicted() -> None:
    staged = decisions.stage(row(predicted_category_id=FUEL, categorization_tier="ai"), COFFEE)
    back = decisions.kick_back(staged)
    assert (back.status, back.category_id, back.predicted_category_id) == ("pending_review", None, COFFEE)


def test_a_sure_verdict_stages_an_unsure_one_predicts_none_marks() -> None:
    sure = CategoryMatch(COFFEE, 1.0, "merchant_map", True, "why", 1)
    staged = decisions.predicted(row(), sure)
    guessed = decisions.predicted(row(), sure._replace(is_sure=False, confidence=0.33))
    unknown = decisions.predicted(row(), None)
    assert (staged.status, staged.category_id) == ("pending_save", COFFEE)
    assert (guessed.status, guessed.category_id, guessed.predicted_category_id) == ("pending_review", None, COFFEE)
    assert (unknown.status, unknown.categorization_tier) == ("pending_review", "unmatched")


def test_clearing_forgets_the_mark_too() -> None:
    assert decisions.cleared(decisions.predicted(row(), None)).categorization_tier is None
