"""Every SELECT over what was said and decided about items of the library."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.education.models import ContentResponse, ContentReview


def responses(db: Session, user_id: int) -> dict[str, ContentResponse]:
    """Return what a person said, by item."""
    query = select(ContentResponse).where(ContentResponse.user_id == user_id).order_by(ContentResponse.id)
    return {each.content_id: each for each in db.scalars(query)}


def reviews(db: Session, user_id: int) -> Sequence[ContentReview]:
    """Return what operators decided for a person, oldest first."""
    return db.scalars(select(ContentReview).where(ContentReview.user_id == user_id).order_by(ContentReview.id)).all()
