"""Every SELECT over analyses and their messages."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from backend.assistant.errors import NoSuchAnalysis
from backend.assistant.models import InsightAnalysis, InsightMessage


def one_analysis(db: Session, user_id: int, analysis_id: int) -> InsightAnalysis:
    """Return an analysis. Raises NoSuchAnalysis."""
    found = db.get(InsightAnalysis, analysis_id)
    if found is None or found.user_id != user_id:
        raise NoSuchAnalysis
    return found


def list_analyses(db: Session, user_id: int, *, limit: int) -> Sequence[InsightAnalysis]:
    """Return analyses without their figures, newest first."""
    query = select(InsightAnalysis).where(InsightAnalysis.user_id == user_id).options(defer(InsightAnalysis.figures))
    return db.scalars(query.order_by(InsightAnalysis.id.desc()).limit(limit)).all()


def messages(db: Session, user_id: int, analysis_id: int) -> Sequence[InsightMessage]:
    """Return the messages of an analysis, oldest first."""
    query = select(InsightMessage).where(InsightMessage.user_id == user_id, InsightMessage.analysis_id == analysis_id)
    return db.scalars(query.order_by(InsightMessage.id)).all()
