"""Answer a repeated creating call as the first time, so that a retry after a lost answer creates nothing twice.

The header Idempotency-Key is optional (draft-ietf-httpapi-idempotency-key-header).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated

from fastapi import Header, Request
from sqlalchemy import LargeBinary, PrimaryKeyConstraint, String, delete
from sqlalchemy.orm import Mapped, mapped_column
from starlette.responses import Response

from backend.infra import clock
from backend.infra.columns import BigId, UtcDateTime, owned_by
from backend.infra.database import WriteSession
from backend.infra.tables import BudgetBase
from backend.kit.errors import AppError

_KEPT = timedelta(days=1)
IdempotencyKey = Annotated[
    str | None, Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")
]


class StoredAnswer(BudgetBase):
    """The answer to a creating call, by the key that the caller chose for it."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (PrimaryKeyConstraint("user_id", "key"),)

    user_id: Mapped[int] = mapped_column(BigId, owned_by("users"))
    key: Mapped[str] = mapped_column(String(200))
    request_sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class KeyReused(AppError):
    code = "idempotency_key_reused"
    status = 422
    title = "The key was used before"

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key belongs to another request. Use a new key for each new request.")


def answer_once(
    db: WriteSession, user_id: int, key: str | None, request: Request, content: str, answer: Callable[[], Response]
) -> Response:
    """Return the answer to a call; with a key that was used before for the same call, the answer that it had.

    `content` is what was asked for. Only answers are kept, no failures. Raises KeyReused.
    """
    if key is None:
        return answer()
    digest = sha256(f"{request.method} {request.url.path}\n{content}".encode()).hexdigest()
    stored = db.get(StoredAnswer, (user_id, key))
    if stored is not None:
        if stored.request_sha256 != digest:
            raise KeyReused
        return Response(stored.body, stored.status, media_type="application/json")
    response = answer()
    now = clock.now()
    db.execute(delete(StoredAnswer).where(StoredAnswer.created_at < now - _KEPT))
    db.add(
        StoredAnswer(
            user_id=user_id,
            key=key,
            request_sha256=digest,
            status=response.status_code,
            body=bytes(response.body),
            created_at=now,
        )
    )
    return response
