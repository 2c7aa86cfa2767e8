"""HTTP: the life of one row."""

from fastapi import APIRouter
from starlette.responses import Response

from backend.infra.web import CurrentUser, Reading, RowId, answer
from backend.settings.service import threshold
from backend.story import service
from backend.story.schemas import WhyOut

router = APIRouter(prefix="/api/transactions", tags=["review"])


@router.get("/{transaction_id:int}/why", response_model=WhyOut)
def explain(db: Reading, user_id: CurrentUser, transaction_id: RowId) -> Response:
    """Tell the life of a row: how it arrived, who decided its category and why, what came before it."""
    return answer(service.explain(db, user_id, transaction_id, threshold=threshold(db, user_id)))
