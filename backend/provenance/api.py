"""HTTP: the life of one row."""

from starlette.responses import Response

from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, json_response
from backend.provenance import service
from backend.provenance.schemas import RowChangeOut, WhyOut
from backend.settings.service import threshold

router = Router(prefix="/api/transactions", tags=["review"])


@router.get("/{transaction_id:int}/why", response_model=WhyOut)
def explain(db: ReadSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Response:
    """Tell the life of a row: how it arrived, who decided its category and why, what came before it."""
    return json_response(service.explain(db, user_id, transaction_id, threshold=threshold(db, user_id)))


@router.get("/{transaction_id:int}/changes", response_model=list[RowChangeOut])
def list_changes(db: ReadSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Response:
    """Return each change that was made to a transaction here, oldest first, before and after."""
    return json_response(service.changes_of(db, user_id, transaction_id))
