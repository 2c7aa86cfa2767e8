"""HTTP: /api/profile, and /api/operator for operators of a shared server."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Path

from backend.education import queries as education_queries
from backend.education import service as education
from backend.education.kinds import DISCLAIMER
from backend.infra import clock
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep
from backend.profiles import operator_view, presentation, schemas, service
from backend.signals import queries as signal_queries
from backend.signals import service as signals
from backend.signals.kinds import Window

router = Router(prefix="/api/profile", tags=["profile"])
operator_router = Router(prefix="/api/operator", tags=["operator"])
ContentId = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,80}$")]


@router.get("", response_model=schemas.ProfilePage)
def show_profile(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the profile as it was computed last; nothing is computed here."""
    return presentation.profile_json(db, user_id)


@router.post("/consent", response_model=schemas.ProfilePage)
def choose(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.ConsentChoice) -> Any:
    """Turn the profile on, which computes it, or off, which hides it at once and erases it if wanted."""
    if body.is_on:
        service.turn_on(db, user_id)
    else:
        service.turn_off(db, user_id, is_erased=body.erase)
    return presentation.profile_json(db, user_id)


@router.get("/consent", response_model=list[schemas.ConsentEntry])
def list_consent(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return when the profile was turned on and off, and what was erased, the newest first."""
    return signal_queries.consent_log(db, user_id)


@router.post("/compute", response_model=schemas.ProfilePage)
def compute(db: WriteSessionDep, user_id: CurrentUserId) -> Any:
    """Compute the profile of today again."""
    service.compute(db, user_id, today=clock.today())
    return presentation.profile_json(db, user_id)


@router.post("/erase", response_model=schemas.Erased)
def erase(db: WriteSessionDep, user_id: CurrentUserId) -> Any:
    """Delete everything that was computed, with feedback and what was hidden."""
    return {"erased": service.erase(db, user_id)}


@router.get("/insights", response_model=schemas.WindowInsights)
def show_window(db: ReadSessionDep, user_id: CurrentUserId, window: Window = "30d") -> Any:
    """Return the signals, profiles and items of one window."""
    signals.require_consent(db, user_id)
    return presentation.insights_json(db, user_id, window)


@router.get("/history", response_model=list[schemas.ProfileDay])
def list_history(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the profiles of each day on which they changed, the newest first."""
    signals.require_consent(db, user_id)
    return presentation.history(db, user_id)


@router.get("/items/{content_id}", response_model=schemas.ItemBody)
def show_item(content_id: ContentId) -> Any:
    """Return an item of the library with its text."""
    return {**asdict(education.item(content_id)), "disclaimer": DISCLAIMER}


@router.get("/feedback", response_model=list[schemas.FeedbackOut])
def list_feedback(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return what was said about items and which are hidden."""
    return list(education_queries.responses(db, user_id).values())


@router.post("/items/{content_id}/feedback", response_model=schemas.ItemChanged)
def give_feedback(db: WriteSessionDep, user_id: CurrentUserId, content_id: ContentId, body: schemas.FeedbackIn) -> Any:
    """Say what you think of an item."""
    signals.require_consent(db, user_id)
    change_id = education.give_feedback(db, user_id, content_id, feedback=body.feedback, comment=body.comment)
    return {"change_id": change_id}


@router.post("/items/{content_id}/hidden", response_model=schemas.ItemChanged)
def set_hidden(db: WriteSessionDep, user_id: CurrentUserId, content_id: ContentId, body: schemas.HiddenIn) -> Any:
    """Hide an item, or show it again."""
    signals.require_consent(db, user_id)
    return {"change_id": education.set_hidden(db, user_id, content_id, is_hidden=body.is_hidden)}


@operator_router.get("/people", response_model=list[schemas.PersonOut])
def list_people(db: ReadSessionDep, operator_id: CurrentUserId) -> Any:
    """Return everybody who turned the profile on."""
    return operator_view.people(db, operator_id)


@operator_router.get("/people/{user_id}", response_model=schemas.PersonPage)
def show_person(db: ReadSessionDep, operator_id: CurrentUserId, user_id: RowId) -> Any:
    """Return the profile of a person, both windows, with what was decided."""
    return operator_view.person(db, operator_id, user_id)


@operator_router.get("/people/{user_id}/audit", response_model=schemas.AuditOut)
def show_audit(db: ReadSessionDep, operator_id: CurrentUserId, user_id: RowId) -> Any:
    """Return the consent log of a person and every decision."""
    return operator_view.audit(db, operator_id, user_id)


@operator_router.post("/people/{user_id}/items/{content_id}/approve", response_model=schemas.PersonPage)
def approve(db: WriteSessionDep, operator_id: CurrentUserId, user_id: RowId, content_id: ContentId) -> Any:
    """Show an item to a person again."""
    operator_view.decide(db, operator_id, user_id, content_id, action="approve", reason=None)
    return operator_view.person(db, operator_id, user_id)


@operator_router.post("/people/{user_id}/items/{content_id}/flag", response_model=schemas.PersonPage)
def flag(
    db: WriteSessionDep, operator_id: CurrentUserId, user_id: RowId, content_id: ContentId, body: schemas.Flag
) -> Any:
    """Hide an item from a person, with the reason."""
    operator_view.decide(db, operator_id, user_id, content_id, action="flag", reason=body.reason)
    return operator_view.person(db, operator_id, user_id)
