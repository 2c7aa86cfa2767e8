"""HTTP: /api/notifications. Only POST …/test opens a connection, to the person's own mail server."""

from typing import Annotated, Any

from fastapi import Query, Request

from backend.infra.web import CurrentUserId, ReadSessionDep, Router
from backend.notifications import mailbox, queries, schemas, service
from backend.settings import service as settings

router = Router(prefix="/api/notifications", tags=["notices"])
_INTERVAL_MINUTES = 30


@router.get("/settings", response_model=schemas.NotificationSettings)
def get_settings(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return how notices by e-mail are set up."""
    mail = mailbox.load_settings(db, user_id)
    return {
        "email_enabled": mail.is_on,
        "email_address": mail.address or None,
        "batch_interval_minutes": _INTERVAL_MINUTES,
        "auto_confirm_threshold": int(settings.value(db, user_id, "auto_confirm_threshold") or 3),
    }


@router.get("/log", response_model=list[schemas.NotificationOut])
def list_log(db: ReadSessionDep, user_id: CurrentUserId, limit: Annotated[int, Query(ge=1, le=500)] = 50) -> Any:
    """Return the e-mails that were sent and what was replied, newest first."""
    return queries.log(db, user_id, limit=limit)


@router.post("/test", response_model=schemas.TestSent)
def send_test(request: Request, user_id: CurrentUserId) -> Any:
    """Send a test to the person's own address."""
    return {"status": "sent", "email_message_id": service.send_test(request.app.state.budget, user_id)}
