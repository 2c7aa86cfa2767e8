"""JSON in and out of signing in, sessions and members."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Email = Annotated[str, Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Password = Annotated[str, Field(min_length=1, max_length=1000)]
Role = Literal["owner", "member", "viewer"]
SharedRole = Literal["member", "viewer"]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SignInIn(_In):
    email: Email
    password: Password
    code: str = Field(default="", max_length=10)


class SignUpIn(_In):
    invitation: str = Field(max_length=100)
    email: Email
    name: str = Field(min_length=1, max_length=100)
    password: Password


class InvitationCode(_In):
    invitation: str = Field(max_length=100)


class NewPassword(_In):
    current: Password
    new: Password


class ConfirmedByPassword(_In):
    password: Password


class Code(_In):
    code: str = Field(max_length=10)


class NewInvitation(_In):
    """Without a role somebody is invited to the server, with a household of their own."""

    role: SharedRole | None = None


class HouseholdChoice(_In):
    household_id: int


class NewRole(_In):
    role: SharedRole


class Household(BaseModel):
    id: int
    name: str
    role: Role


class Me(BaseModel):
    id: int
    name: str
    email: str
    is_operator: bool
    has_second_factor: bool
    household: Household
    households: list[Household]


class SessionOut(BaseModel):
    id: int
    is_this: bool
    user_agent: str
    address: str
    created_at: datetime
    last_used_at: datetime


class EventOut(BaseModel):
    kind: str
    at: datetime
    address: str
    user_agent: str


class MemberOut(BaseModel):
    id: int
    name: str
    email: str
    role: Role


class InvitationOut(BaseModel):
    id: int
    role: Role
    is_to_household: bool
    expires_at: datetime


class Invited(InvitationOut):
    code: str


class NewTotp(BaseModel):
    secret: str
    address: str
