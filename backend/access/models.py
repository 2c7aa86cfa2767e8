"""Who may sign in to a server, and whose household they work in. The desktop app has none of these tables.

A household is one set of books: its id is the `user_id` of every row in budget and investments.
"""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra import clock
from backend.infra.columns import BigId, Id, UtcDateTime, one_of, owned_by
from backend.infra.tables import AccessBase, Timed

ROLES = ("owner", "member", "viewer")
EVENTS = (
    "signed_in",
    "wrong_password",
    "wrong_code",
    "locked_out",
    "signed_out",
    "session_ended",
    "password_changed",
    "second_factor_on",
    "second_factor_off",
    "invited",
    "joined",
    "role_changed",
    "removed",
)


class Person(Timed, AccessBase):
    """Somebody who may sign in. The household with the same id is their own."""

    __tablename__ = "people"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    password_hash: Mapped[str] = mapped_column(String(200))
    is_operator: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    # Encrypted with the server's key; it counts once a first code of it was entered.
    totp_secret: Mapped[str | None] = mapped_column(String(300))
    has_totp: Mapped[bool] = mapped_column(default=False)
    totp_last_step: Mapped[int] = mapped_column(BigId, default=0)
    failed_tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Membership(Timed, AccessBase):
    """What a person may do in a household."""

    __tablename__ = "memberships"
    __table_args__ = (one_of("role", ROLES), Index(None, "person_id"))

    household_id: Mapped[int] = mapped_column(BigId, owned_by("people"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(BigId, owned_by("people"), primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(String(10))


class SignInSession(AccessBase):
    """One browser that is signed in. Of its token only the SHA-256 is stored."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "person_id"), Index(None, "previous_token_hash"))

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(BigId, owned_by("people"))
    household_id: Mapped[int] = mapped_column(BigId, owned_by("people"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    previous_token_hash: Mapped[str | None] = mapped_column(String(64))
    csrf_token: Mapped[str] = mapped_column(String(64))
    user_agent: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    last_used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    rotated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Invitation(AccessBase):
    """A link that lets one person in, once: with a household of their own, or into that of the inviting person."""

    __tablename__ = "invitations"
    __table_args__ = (one_of("role", ROLES), Index(None, "household_id"))

    id: Mapped[Id]
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    # Null invites to the server only.
    household_id: Mapped[int | None] = mapped_column(BigId, owned_by("people"))
    role: Mapped[str] = mapped_column(String(10))
    invited_by: Mapped[int] = mapped_column(BigId, owned_by("people"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AccessEvent(AccessBase):
    """The audit trail: a sign-in, a failed one, or a change of who may do what. Rows are only added."""

    __tablename__ = "events"
    __table_args__ = (one_of("kind", EVENTS), Index(None, "person_id", "at"), Index(None, "address", "at"))

    id: Mapped[Id]
    # Null if the e-mail address is nobody's.
    person_id: Mapped[int | None] = mapped_column(BigId, owned_by("people"))
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    address: Mapped[str] = mapped_column(String(64))
    user_agent: Mapped[str] = mapped_column(String(200))
