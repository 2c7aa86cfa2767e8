"""Signing in and out, sessions, invitations and members of households; the only writer of these tables."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete

from backend.access import passwords, queries, totp
from backend.access.errors import (
    CodeNeeded,
    EmailTaken,
    InvitationSpent,
    LockedOut,
    NoSuchAccess,
    NotAllowed,
    WrongCode,
    WrongCredentials,
)
from backend.access.models import AccessEvent, Invitation, Membership, Person, SignInSession
from backend.infra import clock
from backend.infra.database import Database, ReadSession, WriteSession
from backend.infra.vault import Vault

# A session that nobody used for so long has ended; one in use gets a new token each day.
SESSION_LASTS = timedelta(days=30)
_ROTATED_AFTER = timedelta(days=1)
# Requests that were on their way while the token was exchanged still carry the old one.
_OLD_TOKEN_LASTS = timedelta(minutes=1)
_NOTED_AFTER = timedelta(minutes=5)
_INVITATION_LASTS = timedelta(days=7)
_TRIES = 5
_LONGEST_LOCK = timedelta(hours=1)
_FAILURES_FROM_ADDRESS = 30
_WINDOW = timedelta(minutes=10)


class Visitor(NamedTuple):
    """Where a request comes from."""

    address: str
    user_agent: str


class NewSession(NamedTuple):
    """What a browser gets when it signs in: a token in a cookie, and one for the header of each change."""

    token: str
    csrf_token: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in with a request, and in whose household."""

    session_id: int
    person_id: int
    household_id: int
    role: str
    is_operator: bool
    csrf_token: str
    # Set if the browser must get a new token with this answer.
    new_token: str | None = None


def add_person(
    db: WriteSession, *, email: str, name: str, password: str, is_operator: bool = False, role: str = "owner"
) -> Person:
    """Add somebody who may sign in, with a household of their own. Raises EmailTaken and WeakPassword."""
    passwords.require_strong(password, email=email)
    if queries.person_of(db, email):
        raise EmailTaken
    person = Person(
        email=email.strip().casefold(),
        name=name.strip(),
        password_hash=passwords.hashed(password),
        is_operator=is_operator,
    )
    db.add(person)
    db.flush()
    db.add(Membership(household_id=person.id, person_id=person.id, role=role))
    db.flush()
    return person


def set_active(db: WriteSession, email: str, *, is_active: bool) -> None:
    """Let somebody sign in, or end all their sessions and let them in no more. Raises NoSuchAccess."""
    person = _named(db, email)
    person.is_active = is_active
    if not is_active:
        db.execute(delete(SignInSession).where(SignInSession.person_id == person.id))


def reset_password(db: WriteSession, email: str, password: str) -> None:
    """Set a password, remove the second factor and end all sessions. Raises NoSuchAccess and WeakPassword."""
    person = _named(db, email)
    passwords.require_strong(password, email=person.email)
    person.password_hash = passwords.hashed(password)
    person.totp_secret, person.has_totp, person.failed_tries, person.locked_until = None, False, 0, None
    db.execute(delete(SignInSession).where(SignInSession.person_id == person.id))
    _note(db, person.id, "password_changed", Visitor(address="command line", user_agent=""))


def sign_in(
    access: Database, vault: Vault, *, email: str, password: str, code: str, visitor: Visitor
) -> tuple[Person, NewSession]:
    """Begin a session. Each failure is counted and stays in the audit trail.

    Raises WrongCredentials, CodeNeeded, WrongCode and LockedOut. The password is checked while no write session is
    open: that takes 50 ms and the others would wait.
    """
    now = clock.now()
    with access.read() as db:
        person = queries.person_of(db, email)
        if queries.failures_from(db, visitor.address, since=now - _WINDOW) >= _FAILURES_FROM_ADDRESS:
            raise LockedOut
    # A locked account answers as an unknown one does, in the same time: nobody learns which addresses exist.
    is_right = passwords.is_right(password, person.password_hash if person and person.is_active else None)
    if person and person.locked_until and person.locked_until > now:
        _note_failure(access, person.id, "locked_out", visitor)
        raise WrongCredentials
    if not is_right:
        _note_failure(access, person.id if person else None, "wrong_password", visitor)
        raise WrongCredentials
    assert person is not None
    step = person.totp_last_step
    if person.has_totp and person.totp_secret:
        if not code:
            raise CodeNeeded
        found = totp.matching_step(vault.decrypt(person.totp_secret), code, now=now, after_step=step)
        if found is None:
            _note_failure(access, person.id, "wrong_code", visitor)
            raise WrongCode
        step = found
    with access.write() as db:
        stored = db.get_one(Person, person.id)
        if person.has_totp and stored.totp_last_step >= step:
            # Somebody used the same code at the same moment.
            raise WrongCode
        stored.totp_last_step, stored.failed_tries, stored.locked_until = step, 0, None
        session = _begin(db, stored, stored.id, visitor)
        _note(db, stored.id, "signed_in", visitor)
    return person, session


def find_session(access: Database, token: str) -> SignedIn | None:
    """Return who is signed in with this token, None if nobody is. Notes that the session was used, now and then."""
    now = clock.now()
    token_hash = _hash(token)
    with access.read() as db:
        found = queries.session_of(db, token_hash)
        if found is None:
            return None
        session, person, role = found
    if now - session.last_used_at > SESSION_LASTS:
        return None
    is_current = session.token_hash == token_hash
    if not is_current and now - session.rotated_at > _OLD_TOKEN_LASTS:
        return None
    new_token = None
    if is_current and (now - session.rotated_at > _ROTATED_AFTER or now - session.last_used_at > _NOTED_AFTER):
        new_token = _use(access, session.id, token_hash, now)
    return SignedIn(
        session_id=session.id,
        person_id=person.id,
        household_id=session.household_id,
        role=role,
        is_operator=person.is_operator,
        csrf_token=session.csrf_token,
        new_token=new_token,
    )


def sign_out(db: WriteSession, signed_in: SignedIn, visitor: Visitor) -> None:
    """End the session of this browser."""
    db.execute(delete(SignInSession).where(SignInSession.id == signed_in.session_id))
    _note(db, signed_in.person_id, "signed_out", visitor)


def end_session(db: WriteSession, signed_in: SignedIn, session_id: int, visitor: Visitor) -> None:
    """End one session of the signed-in person. Raises NoSuchAccess."""
    ended = delete(SignInSession).where(SignInSession.id == session_id, SignInSession.person_id == signed_in.person_id)
    if not db.execute(ended.returning(SignInSession.id)).all():
        raise NoSuchAccess("session")
    _note(db, signed_in.person_id, "session_ended", visitor)


def end_other_sessions(db: WriteSession, signed_in: SignedIn, visitor: Visitor) -> int:
    """End all sessions of the person but this one and return how many there were."""
    others = delete(SignInSession).where(
        SignInSession.person_id == signed_in.person_id, SignInSession.id != signed_in.session_id
    )
    ended = len(db.execute(others.returning(SignInSession.id)).all())
    if ended:
        _note(db, signed_in.person_id, "session_ended", visitor)
    return ended


def change_password(db: WriteSession, signed_in: SignedIn, *, current: str, new: str, visitor: Visitor) -> None:
    """Set a new password and end all other sessions. Raises WrongCredentials and WeakPassword."""
    person = db.get_one(Person, signed_in.person_id)
    if not passwords.is_right(current, person.password_hash):
        raise WrongCredentials
    passwords.require_strong(new, email=person.email)
    person.password_hash = passwords.hashed(new)
    end_other_sessions(db, signed_in, visitor)
    _note(db, person.id, "password_changed", visitor)


def begin_totp(db: WriteSession, signed_in: SignedIn, *, password: str, vault: Vault) -> tuple[str, str]:
    """Return a new secret and its otpauth address. It counts after `confirm_totp`. Raises WrongCredentials."""
    person = _confirmed_person(db, signed_in, password)
    secret = totp.new_secret()
    person.totp_secret, person.has_totp = vault.encrypt(secret), False
    return secret, totp.address(secret, email=person.email)


def confirm_totp(db: WriteSession, signed_in: SignedIn, code: str, *, vault: Vault, visitor: Visitor) -> None:
    """Ask for a code at each sign-in from now on. Raises WrongCode, and NoSuchAccess before `begin_totp`."""
    person = db.get_one(Person, signed_in.person_id)
    if person.totp_secret is None:
        raise NoSuchAccess("secret of an authenticator app")
    step = totp.matching_step(vault.decrypt(person.totp_secret), code, now=clock.now(), after_step=0)
    if step is None:
        raise WrongCode
    person.has_totp, person.totp_last_step = True, step
    _note(db, person.id, "second_factor_on", visitor)


def remove_totp(db: WriteSession, signed_in: SignedIn, *, password: str, visitor: Visitor) -> None:
    """Ask for the password alone from now on. Raises WrongCredentials."""
    person = _confirmed_person(db, signed_in, password)
    person.totp_secret, person.has_totp = None, False
    _note(db, person.id, "second_factor_off", visitor)


def invite(db: WriteSession, signed_in: SignedIn, *, role: str | None, visitor: Visitor) -> tuple[Invitation, str]:
    """Return a new invitation and its code, which is shown once.

    `role` is what the person will be in this household (member or viewer), None to invite to the server alone.
    Raises NotAllowed unless an owner of the household, or for the server an operator, invites.
    """
    if role is None and not signed_in.is_operator:
        raise NotAllowed("Only an operator of this server invites people to have a household of their own.")
    if role is not None:
        _require_owner(signed_in)
    code = secrets.token_urlsafe(24)
    invitation = Invitation(
        code_hash=_hash(code),
        household_id=signed_in.household_id if role else None,
        role=role or "owner",
        invited_by=signed_in.person_id,
        expires_at=clock.now() + _INVITATION_LASTS,
    )
    db.add(invitation)
    _note(db, signed_in.person_id, "invited", visitor)
    db.flush()
    return invitation, code


def take_back(db: WriteSession, signed_in: SignedIn, invitation_id: int) -> None:
    """Make an invitation of the person useless. Raises NoSuchAccess."""
    taken = delete(Invitation).where(
        Invitation.id == invitation_id, Invitation.invited_by == signed_in.person_id, Invitation.used_at.is_(None)
    )
    if not db.execute(taken.returning(Invitation.id)).all():
        raise NoSuchAccess("invitation")


def sign_up(
    db: WriteSession, code: str, *, email: str, name: str, password: str, visitor: Visitor
) -> tuple[Person, NewSession]:
    """Use an invitation as somebody new, and begin a session. Raises InvitationSpent, EmailTaken, WeakPassword."""
    invitation = _usable(db, code)
    person = add_person(db, email=email, name=name, password=password)
    household_id = _join(db, invitation, person.id, visitor)
    return person, _begin(db, person, household_id, visitor)


def join(db: WriteSession, signed_in: SignedIn, code: str, visitor: Visitor) -> int:
    """Use an invitation as the signed-in person and return the household's id. Raises InvitationSpent."""
    household_id = _join(db, _usable(db, code), signed_in.person_id, visitor)
    db.get_one(SignInSession, signed_in.session_id).household_id = household_id
    return household_id


def switch_household(db: WriteSession, signed_in: SignedIn, household_id: int) -> None:
    """Let this browser work in another household of the person. Raises NoSuchAccess."""
    if db.get(Membership, (household_id, signed_in.person_id)) is None:
        raise NoSuchAccess("household")
    db.get_one(SignInSession, signed_in.session_id).household_id = household_id


def change_role(db: WriteSession, signed_in: SignedIn, person_id: int, role: str, visitor: Visitor) -> None:
    """Make somebody a member or a viewer of the household. Raises NotAllowed and NoSuchAccess."""
    _membership(db, signed_in, person_id).role = role
    _note(db, person_id, "role_changed", visitor)


def remove_member(db: WriteSession, signed_in: SignedIn, person_id: int, visitor: Visitor) -> None:
    """Take somebody out of the household; their browsers are back in their own. Raises NotAllowed and NoSuchAccess."""
    db.delete(_membership(db, signed_in, person_id))
    for session in queries.sessions(db, person_id):
        if session.household_id == signed_in.household_id:
            session.household_id = person_id
    _note(db, person_id, "removed", visitor)


def _named(db: WriteSession, email: str) -> Person:
    person = queries.person_of(db, email)
    if person is None:
        raise NoSuchAccess("person")
    return person


def _usable(db: WriteSession, code: str) -> Invitation:
    invitation = queries.invitation_of(db, _hash(code), now=clock.now())
    if invitation is None:
        raise InvitationSpent
    return invitation


def _join(db: WriteSession, invitation: Invitation, person_id: int, visitor: Visitor) -> int:
    invitation.used_at = clock.now()
    _note(db, person_id, "joined", visitor)
    household_id = invitation.household_id
    if household_id is None:
        return person_id
    if db.get(Membership, (household_id, person_id)) is None:
        db.add(Membership(household_id=household_id, person_id=person_id, role=invitation.role))
    db.flush()
    return household_id


def _membership(db: WriteSession, signed_in: SignedIn, person_id: int) -> Membership:
    _require_owner(signed_in)
    found = db.get(Membership, (signed_in.household_id, person_id))
    if found is None or person_id == signed_in.household_id:
        raise NoSuchAccess("member")
    return found


def _require_owner(signed_in: SignedIn) -> None:
    if signed_in.role != "owner":
        raise NotAllowed("Only the owner of this household decides who may see it.")


def _confirmed_person(db: ReadSession | WriteSession, signed_in: SignedIn, password: str) -> Person:
    person = db.get_one(Person, signed_in.person_id)
    if not passwords.is_right(password, person.password_hash):
        raise WrongCredentials
    return person


def _begin(db: WriteSession, person: Person, household_id: int, visitor: Visitor) -> NewSession:
    made = NewSession(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    session = SignInSession(
        person_id=person.id, household_id=household_id, token_hash=_hash(made.token), csrf_token=made.csrf_token,
        user_agent=visitor.user_agent[:200], address=visitor.address,
    )  # fmt: skip
    db.add(session)
    db.flush()
    return made


def _use(access: Database, session_id: int, token_hash: str, now: datetime) -> str | None:
    """Note that a session is used, and return a new token if the old one has lasted long enough."""
    with access.write() as db:
        session = db.get(SignInSession, session_id)
        if session is None or session.token_hash != token_hash:
            return None
        session.last_used_at = now
        if now - session.rotated_at <= _ROTATED_AFTER:
            return None
        token = secrets.token_urlsafe(32)
        session.previous_token_hash, session.token_hash, session.rotated_at = token_hash, _hash(token), now
        return token


def _note_failure(access: Database, person_id: int | None, kind: str, visitor: Visitor) -> None:
    """Note a failed try; after five in a row the account is locked, for twice as long each time."""
    with access.write() as db:
        _note(db, person_id, kind, visitor)
        if person_id is None or kind == "locked_out":
            return
        person = db.get_one(Person, person_id)
        person.failed_tries += 1
        if person.failed_tries >= _TRIES:
            minutes = 2 ** min(person.failed_tries - _TRIES, 10)
            person.locked_until = clock.now() + min(timedelta(minutes=minutes), _LONGEST_LOCK)


def _note(db: WriteSession, person_id: int | None, kind: str, visitor: Visitor) -> None:
    event = AccessEvent(
        person_id=person_id, kind=kind, address=visitor.address, user_agent=visitor.user_agent[:200], at=clock.now()
    )
    db.add(event)


def _hash(token: str) -> str:
    # The tokens are random and long, so a fast hash is enough.
    return hashlib.sha256(token.encode()).hexdigest()
