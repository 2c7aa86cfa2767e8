"""HTTP: /api/access, which only a server has: signing in, sessions, invitations, members."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.concurrency import contextmanager_in_threadpool
from starlette.responses import Response

from backend.access import queries, schemas, service
from backend.access.guard import forget_cookies, set_cookies, visitor_of
from backend.access.models import Invitation, Person
from backend.access.service import NewSession, SignedIn, Visitor
from backend.infra import clock
from backend.infra.database import Database, ReadSession, WriteSession
from backend.infra.vault import Vault
from backend.infra.web import Router, RowId, json_response

router = Router(prefix="/api/access", tags=["access"])
_EVENTS = 100


def signed_in(request: Request) -> SignedIn:
    """Return who is signed in; the guard has let nobody else in."""
    found: SignedIn = request.state.signed_in
    return found


async def access_read_session(request: Request) -> AsyncIterator[ReadSession]:
    """Give the request a read session of the tables of access."""
    with request.app.state.access.read() as session:
        yield session


async def access_write_session(request: Request) -> AsyncIterator[WriteSession]:
    """Give the request a write session of the tables of access; it is committed before the answer goes out."""
    async with contextmanager_in_threadpool(request.app.state.access.write()) as session:
        yield session


def access_vault(request: Request) -> Vault:
    """Return the vault with the server's own key."""
    vault: Vault = request.app.state.vault
    return vault


SignedInDep = Annotated[SignedIn, Depends(signed_in)]
ReadDep = Annotated[ReadSession, Depends(access_read_session, scope="function")]
WriteDep = Annotated[WriteSession, Depends(access_write_session, scope="function")]
VaultDep = Annotated[Vault, Depends(access_vault)]
VisitorDep = Annotated[Visitor, Depends(visitor_of)]


@router.post("/sign-in", response_model=None)
def sign_in(request: Request, vault: VaultDep, visitor: VisitorDep, body: schemas.SignInIn) -> Response:
    """Begin a session in this browser."""
    access: Database = request.app.state.access
    person, session = service.sign_in(
        access, vault, email=body.email, password=body.password, code=body.code, visitor=visitor
    )
    return _welcome(request, person, session)


@router.post("/sign-up", response_model=None, status_code=201)
def sign_up(request: Request, db: WriteDep, visitor: VisitorDep, body: schemas.SignUpIn) -> Response:
    """Use an invitation, and begin a session in this browser."""
    person, session = service.sign_up(
        db, body.invitation, email=body.email, name=body.name, password=body.password, visitor=visitor
    )
    return _welcome(request, person, session, status=201)


@router.post("/sign-out", response_model=None, status_code=204)
def sign_out(request: Request, db: WriteDep, me: SignedInDep, visitor: VisitorDep) -> Response:
    """End the session of this browser."""
    service.sign_out(db, me, visitor)
    answer = Response(status_code=204)
    forget_cookies(answer, is_https=request.app.state.is_https)
    return answer


@router.get("/me", response_model=schemas.Me)
def show_me(db: ReadDep, me: SignedInDep) -> Any:
    """Return who is signed in, the household that is open, and the others of this person."""
    person = db.get_one(Person, me.person_id)
    households = [
        {"id": owner.id, "name": owner.name, "role": role} for owner, role in queries.households(db, me.person_id)
    ]
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "is_operator": person.is_operator,
        "has_second_factor": person.has_totp,
        "household": next(each for each in households if each["id"] == me.household_id),
        "households": households,
    }


@router.put("/household", status_code=204)
def switch_household(db: WriteDep, me: SignedInDep, body: schemas.HouseholdChoice) -> None:
    """Work in another household of this person from now on, in this browser."""
    service.switch_household(db, me, body.household_id)


@router.put("/password", status_code=204)
def change_password(db: WriteDep, me: SignedInDep, visitor: VisitorDep, body: schemas.NewPassword) -> None:
    """Set a new password; all other sessions end."""
    service.change_password(db, me, current=body.current, new=body.new, visitor=visitor)


@router.get("/sessions", response_model=list[schemas.SessionOut])
def list_sessions(db: ReadDep, me: SignedInDep) -> Any:
    """Return where this person is signed in."""
    fields = ("id", "user_agent", "address", "created_at", "last_used_at")
    return [
        {"is_this": each.id == me.session_id, **{name: getattr(each, name) for name in fields}}
        for each in queries.sessions(db, me.person_id)
    ]


@router.delete("/sessions/{session_id}", status_code=204)
def end_session(db: WriteDep, me: SignedInDep, visitor: VisitorDep, session_id: RowId) -> None:
    """Sign another browser out."""
    service.end_session(db, me, session_id, visitor)


@router.delete("/sessions", response_model=None)
def end_other_sessions(db: WriteDep, me: SignedInDep, visitor: VisitorDep) -> Response:
    """Sign all other browsers out."""
    return json_response({"ended": service.end_other_sessions(db, me, visitor)})


@router.get("/events", response_model=list[schemas.EventOut])
def list_events(db: ReadDep, me: SignedInDep) -> Any:
    """Return the newest sign-ins, failed ones, and changes of access of this person."""
    fields = ("kind", "at", "address", "user_agent")
    events = queries.events(db, me.person_id, limit=_EVENTS)
    return [{name: getattr(each, name) for name in fields} for each in events]


@router.post("/totp", response_model=schemas.NewTotp)
def begin_totp(db: WriteDep, me: SignedInDep, vault: VaultDep, body: schemas.ConfirmedByPassword) -> Any:
    """Return a secret for an authenticator app. It counts after the first code."""
    secret, address = service.begin_totp(db, me, password=body.password, vault=vault)
    return {"secret": secret, "address": address}


@router.post("/totp/confirm", status_code=204)
def confirm_totp(db: WriteDep, me: SignedInDep, vault: VaultDep, visitor: VisitorDep, body: schemas.Code) -> None:
    """Ask for a code at each sign-in from now on."""
    service.confirm_totp(db, me, body.code, vault=vault, visitor=visitor)


@router.post("/totp/remove", status_code=204)
def remove_totp(db: WriteDep, me: SignedInDep, visitor: VisitorDep, body: schemas.ConfirmedByPassword) -> None:
    """Ask for the password alone from now on."""
    service.remove_totp(db, me, password=body.password, visitor=visitor)


@router.get("/invitations", response_model=list[schemas.InvitationOut])
def list_invitations(db: ReadDep, me: SignedInDep) -> Any:
    """Return the invitations of this person that can still be used."""
    return [_as_json(each) for each in queries.open_invitations(db, me.person_id, now=clock.now())]


@router.post("/invitations", response_model=schemas.Invited, status_code=201)
def invite(db: WriteDep, me: SignedInDep, visitor: VisitorDep, body: schemas.NewInvitation) -> Any:
    """Invite somebody; the code is shown this once."""
    invitation, code = service.invite(db, me, role=body.role, visitor=visitor)
    return {**_as_json(invitation), "code": code}


@router.delete("/invitations/{invitation_id}", status_code=204)
def take_back_invitation(db: WriteDep, me: SignedInDep, invitation_id: RowId) -> None:
    """Make an invitation useless."""
    service.take_back(db, me, invitation_id)


@router.post("/invitations/accept", response_model=None)
def accept_invitation(db: WriteDep, me: SignedInDep, visitor: VisitorDep, body: schemas.InvitationCode) -> Response:
    """Join a household as the signed-in person, and open it in this browser."""
    return json_response({"household_id": service.join(db, me, body.invitation, visitor)})


@router.get("/members", response_model=list[schemas.MemberOut])
def list_members(db: ReadDep, me: SignedInDep) -> Any:
    """Return who may work in the open household, or look at it."""
    return [
        {"id": person.id, "name": person.name, "email": person.email, "role": role}
        for person, role in queries.members(db, me.household_id)
    ]


@router.patch("/members/{person_id}", status_code=204)
def change_role(db: WriteDep, me: SignedInDep, visitor: VisitorDep, person_id: RowId, body: schemas.NewRole) -> None:
    """Make somebody a member or a viewer of the open household."""
    service.change_role(db, me, person_id, body.role, visitor)


@router.delete("/members/{person_id}", status_code=204)
def remove_member(db: WriteDep, me: SignedInDep, visitor: VisitorDep, person_id: RowId) -> None:
    """Take somebody out of the open household."""
    service.remove_member(db, me, person_id, visitor)


def _welcome(request: Request, person: Person, session: NewSession, *, status: int = 200) -> Response:
    answer = json_response({"id": person.id, "name": person.name}, status)
    set_cookies(answer, session.token, session.csrf_token, is_https=request.app.state.is_https)
    return answer


def _as_json(invitation: Invitation) -> dict[str, Any]:
    return {
        "id": invitation.id,
        "role": invitation.role,
        "is_to_household": invitation.household_id is not None,
        "expires_at": invitation.expires_at,
    }
