"""HTTP: /api/goals."""

from typing import Any

from backend.goals import overview, schemas, service
from backend.infra import clock
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep
from backend.settings import service as settings

router = Router(prefix="/api/goals", tags=["goals"])


@router.get("", response_model=schemas.GoalsOut)
def list_goals(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return all goals with their progress, real pace and outlook."""
    currency = settings.base_currency(db, user_id)
    return overview.goals_overview(db, user_id, today=clock.today(), currency=currency)


@router.post("", response_model=schemas.GoalSaved, status_code=201)
def add_goal(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.NewGoal) -> Any:
    """Add a goal."""
    fields = {"currency": settings.base_currency(db, user_id), **body.sent_fields()}
    if fields["currency"] is None:
        fields["currency"] = settings.base_currency(db, user_id)
    return service.create(db, user_id, fields, today=clock.today())


@router.patch("/{goal_id}", response_model=schemas.GoalSaved)
def change_goal(db: WriteSessionDep, user_id: CurrentUserId, goal_id: RowId, body: schemas.GoalChanges) -> Any:
    """Change a goal."""
    return service.change(db, user_id, goal_id, body.sent_fields(), today=clock.today())


@router.post("/{goal_id}/status", response_model=schemas.GoalSaved)
def set_status(db: WriteSessionDep, user_id: CurrentUserId, goal_id: RowId, body: schemas.GoalStatusIn) -> Any:
    """Pause, resume, finish or archive a goal."""
    return service.set_status(db, user_id, goal_id, body.status, today=clock.today())


@router.post("/{goal_id}/move", response_model=schemas.GoalSaved)
def move_goal(db: WriteSessionDep, user_id: CurrentUserId, goal_id: RowId, body: schemas.GoalMove) -> Any:
    """Move a goal one place up or down."""
    return service.move(db, user_id, goal_id, body.by)


@router.delete("/{goal_id}", response_model=schemas.GoalRemoved)
def remove_goal(db: WriteSessionDep, user_id: CurrentUserId, goal_id: RowId) -> Any:
    """Remove a goal; transactions and accounts stay."""
    return {"change_id": service.delete(db, user_id, goal_id)}


@router.post("/{goal_id}/contributions", response_model=schemas.GoalSaved, status_code=201)
def contribute(db: WriteSessionDep, user_id: CurrentUserId, goal_id: RowId, body: schemas.NewContribution) -> Any:
    """Note money that was put aside for a goal without an account."""
    return service.contribute(db, user_id, goal_id, body.sent_fields(), today=clock.today())


@router.delete("/contributions/{contribution_id}", response_model=schemas.GoalSaved)
def remove_contribution(db: WriteSessionDep, user_id: CurrentUserId, contribution_id: RowId) -> Any:
    """Remove money that was put aside by hand."""
    return service.delete_contribution(db, user_id, contribution_id)
