"""HTTP: the report about data of an older app that was taken over."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.adoption import service
from backend.adoption.schemas import AdoptionOut
from backend.infra.web import CurrentUser, Reading, answer

router = APIRouter(prefix="/api/adoption", tags=["adoption"])


@router.get("", response_model=AdoptionOut)
def show_adoption(request: Request, db: Reading, user_id: CurrentUser) -> Response:
    """Return counts and sums before and after, and what could not be kept; null for a file that was not taken over."""
    with request.app.state.investments.read() as investments:
        return answer(service.report(db, investments, user_id))
