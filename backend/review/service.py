"""Decide, stage, commit and send back transactions. Each can be undone; a commit teaches the categoriser."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from backend.categories.models import Category
from backend.categorization import service as categorization
from backend.categorization.learning import Learned, Lesson
from backend.categorization.refresh import refresh_predictions
from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import ChangeRecorder, record_changes
from backend.review import decisions
from backend.review.errors import NotStaged, UnknownCategory
from backend.transactions import queries, service
from backend.transactions.errors import NoSuchTransaction
from backend.transactions.filters import Filter
from backend.transactions.review_state import ReviewState


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows were decided and how many left as they were, what was learned, and how to take it back."""

    done: int
    skipped: int
    change_id: int | None
    learned: dict[str, Learned]


def category_id(db: WriteSession, user_id: int, key: str) -> int:
    """Return the id of the category with this key. Raises UnknownCategory."""
    found = db.scalar(select(Category.id).where(Category.user_id == user_id, Category.short_desc == key))
    if found is None:
        raise UnknownCategory(key)
    return found


def review(db: WriteSession, user_id: int, transaction_id: int, key: str) -> Outcome:
    """Confirm one row in one step; its merchant learns. Raises NoSuchTransaction, UnknownCategory."""
    target = category_id(db, user_id, key)
    with record_changes(db, user_id, "Reviewed 1 transaction") as recorder:
        row = _one(db, user_id, transaction_id)
        learned = confirm(db, user_id, [decisions.review(row, target)], recorder)
    return Outcome(1, 0, recorder.change_id, learned)


def stage(db: WriteSession, user_id: int, transaction_id: int, key: str) -> Outcome:
    """Put one row aside with this category; nothing is learned yet. Raises NoSuchTransaction, UnknownCategory."""
    target = category_id(db, user_id, key)
    with record_changes(db, user_id, "Staged 1 transaction") as recorder:
        row = _one(db, user_id, transaction_id)
        service.save_review_states(db, user_id, [decisions.stage(row, target)], recorder=recorder)
    return Outcome(1, 0, recorder.change_id, {})


def kick_back(db: WriteSession, user_id: int, transaction_id: int) -> Outcome:
    """Send one staged row back. Raises NoSuchTransaction, NotStaged."""
    with record_changes(db, user_id, "Sent 1 transaction back") as recorder:
        row = _one(db, user_id, transaction_id)
        if row.status != "pending_save":
            raise NotStaged
        service.save_review_states(db, user_id, [decisions.kick_back(row)], recorder=recorder)
    return Outcome(1, 0, recorder.change_id, {})


def decide_many(
    db: WriteSession,
    user_id: int,
    ids: Sequence[int],
    *,
    key: str | None,
    decide: Callable[[ReviewState, int], ReviewState],
) -> Outcome:
    """Decide many rows: with `key` all to that category, without it each as it is (see decisions.choice).

    Rows that have neither a category nor a prediction are skipped and counted. A row that was staged teaches its
    merchant when this confirms it, as in commit_staged; a waiting row teaches nothing, since a sweep is no lesson.
    Raises NoSuchTransaction if not one row exists, UnknownCategory.
    """
    target = category_id(db, user_id, key) if key else None
    rows = service.load_review_states(db, user_id, ids)
    if not rows:
        raise NoSuchTransaction
    verb = "Reviewed" if decide is decisions.review else "Staged"
    chosen = [(row, target or decisions.choice(row)) for row in rows]
    changed = [decide(row, picked) for row, picked in chosen if picked]
    staged = {row.id for row in rows if row.status == "pending_save"}
    teaching = [row for row in changed if row.status == "confirmed" and row.id in staged]
    taught = {row.id for row in teaching}
    with record_changes(db, user_id, f"{verb} {_rows(len(changed))}") as recorder:
        learned = confirm(db, user_id, teaching, recorder)
        service.save_review_states(db, user_id, [row for row in changed if row.id not in taught], recorder=recorder)
    return Outcome(len(changed), len(rows) - len(changed), recorder.change_id, learned)


def confirm(
    db: WriteSession, user_id: int, rows: Sequence[ReviewState], recorder: ChangeRecorder
) -> dict[str, Learned]:
    """Save rows as given, which a person has confirmed; their merchants learn, each row once. Return what changed.

    Afterwards the waiting rows of these merchants have the prediction that follows from what was learned.
    """
    lessons = [
        Lesson(row.id, row.merchant_key, row.category_id, row.learned_category_id) for row in rows if row.category_id
    ]
    learned = categorization.learn_from(db, user_id, lessons, recorder=recorder)
    service.save_review_states(
        db, user_id, [row._replace(learned_category_id=row.category_id) for row in rows], recorder=recorder
    )
    refresh_predictions(db, user_id, learned.keys())
    return learned


def commit_staged(db: WriteSession, user_id: int) -> Outcome:
    """Confirm all staged rows; their merchants learn, rows of one merchant count up together."""
    rows = _review_states(db, user_id, Filter(status=("pending_save",)))
    with record_changes(db, user_id, f"Confirmed {_rows(len(rows))}") as recorder:
        learned = confirm(db, user_id, [decisions.commit(row) for row in rows], recorder)
    return Outcome(len(rows), 0, recorder.change_id, learned)


def revert_staged(db: WriteSession, user_id: int) -> Outcome:
    """Send all staged rows back to the review."""
    rows = _review_states(db, user_id, Filter(status=("pending_save",)))
    with record_changes(db, user_id, f"Sent {_rows(len(rows))} back") as recorder:
        service.save_review_states(db, user_id, [decisions.kick_back(row) for row in rows], recorder=recorder)
    return Outcome(len(rows), 0, recorder.change_id, {})


def clear_predictions(db: WriteSession, user_id: int) -> Outcome:
    """Forget the predictions of all rows that wait, and that some had none."""
    rows = [row for row in _review_states(db, user_id, Filter(status=("pending_review",))) if row.categorization_tier]
    with record_changes(db, user_id, f"Cleared {len(rows)} predictions") as recorder:
        service.save_review_states(db, user_id, [decisions.cleared(row) for row in rows], recorder=recorder)
    return Outcome(len(rows), 0, recorder.change_id, {})


def count_predictions(db: ReadSession | WriteSession, user_id: int) -> int:
    """Return how many waiting rows have a prediction, or the mark that there is none."""
    return sum(
        row.categorization_tier is not None for row in _review_states(db, user_id, Filter(status=("pending_review",)))
    )


def _one(db: WriteSession, user_id: int, transaction_id: int) -> ReviewState:
    rows = service.load_review_states(db, user_id, [transaction_id])
    if not rows:
        raise NoSuchTransaction
    return rows[0]


def _review_states(db: ReadSession | WriteSession, user_id: int, filter: Filter) -> list[ReviewState]:
    return service.load_review_states(db, user_id, queries.ids(db, user_id, filter))


def _rows(count: int) -> str:
    return "1 transaction" if count == 1 else f"{count} transactions"
