"""Feedback on items, hiding them, and what operators decide about them; the only writer of their tables."""

from sqlalchemy import delete

from backend.education import queries
from backend.education.content import Item, library
from backend.education.errors import NoSuchItem
from backend.education.kinds import Feedback, ReviewAction
from backend.education.models import ContentResponse, ContentReview
from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import forget_changes_of, record_changes


def item(content_id: str) -> Item:
    """Return an item of the library. Raises NoSuchItem."""
    found = library().get(content_id)
    if found is None:
        raise NoSuchItem
    return found


def give_feedback(
    db: WriteSession, user_id: int, content_id: str, *, feedback: Feedback, comment: str | None
) -> int | None:
    """Store what a person thinks of an item in place of what they said before. Returns the change.

    Raises NoSuchItem.
    """
    return _respond(
        db, user_id, content_id, f"Feedback on “{item(content_id).title}”", {"feedback": feedback, "comment": comment}
    )


def set_hidden(db: WriteSession, user_id: int, content_id: str, *, is_hidden: bool) -> int | None:
    """Hide an item or show it again. Returns the change. Raises NoSuchItem."""
    verb = "Hid" if is_hidden else "Showed"
    return _respond(db, user_id, content_id, f"{verb} “{item(content_id).title}”", {"is_hidden": is_hidden})


def flagged(db: ReadSession | WriteSession, user_id: int) -> set[str]:
    """Return the items that an operator flagged and did not approve since."""
    last = {each.content_id: each.action for each in queries.reviews(db, user_id)}
    return {content_id for content_id, action in last.items() if action == "flag"}


def review(
    db: WriteSession, user_id: int, content_id: str, *, action: ReviewAction, reason: str | None, operator_id: int
) -> None:
    """Log what an operator decided about an item for a person. Raises NoSuchItem."""
    content_id = item(content_id).id
    db.add(ContentReview(user_id=user_id, content_id=content_id, action=action, reason=reason, operator_id=operator_id))
    db.flush()


def erase(db: WriteSession, user_id: int) -> dict[str, int]:
    """Delete what was said and decided, also from the undo log. Returns how many rows went, by table."""
    counts = {}
    for table in (ContentResponse, ContentReview):
        counts[table.__tablename__] = db.execute(delete(table).where(table.user_id == user_id)).rowcount  # type: ignore[attr-defined] # a DELETE counts
    forget_changes_of(db, user_id, ContentResponse)
    return counts


def _respond(db: WriteSession, user_id: int, content_id: str, summary: str, fields: dict[str, object]) -> int | None:
    with record_changes(db, user_id, summary) as recorder:
        row = queries.responses(db, user_id).get(content_id)
        if row is None:
            row = ContentResponse(user_id=user_id, content_id=content_id)
            db.add(row)
            db.flush()
            recorder.record_created(ContentResponse, row.id)
        recorder.capture(ContentResponse, [row.id])
        for name, value in fields.items():
            setattr(row, name, value)
    return recorder.change_id
