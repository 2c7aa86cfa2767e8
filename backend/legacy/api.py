"""HTTP: the report about data of an older app that was taken over."""

from fastapi import Request
from starlette.responses import Response

from backend.infra.web import CurrentUserId, ReadSessionDep, Router, json_response
from backend.legacy import service
from backend.legacy.schemas import AdoptionOut

router = Router(prefix="/api/adoption", tags=["adoption"])


@router.get("", response_model=AdoptionOut)
def show_adoption(request: Request, db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return counts and sums before and after, and what could not be kept; null for a file that was not taken over."""
    with request.app.state.investments.read() as investments:
        return json_response(service.report(db, investments, user_id))
