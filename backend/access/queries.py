"""Every SELECT of the tables of access. They are asked before it is known who asks, so none is bound to a user."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select

from backend.access.models import AccessEvent, Invitation, Membership, Person, SignInSession
from backend.infra.database import ReadSession, WriteSession

Session = ReadSession | WriteSession


class Member(NamedTuple):
    """A person in a household."""

    person: Person
    role: str


def person_of(db: Session, email: str) -> Person | None:
    """Return the person with this e-mail address, in either case."""
    return db.scalar(select(Person).where(Person.email == email.strip().casefold()))


def people(db: Session) -> Sequence[Person]:
    """Return everybody who may sign in, or could."""
    return db.scalars(select(Person).order_by(Person.email)).all()


def session_of(db: Session, token_hash: str) -> tuple[SignInSession, Person, str] | None:
    """Return the session of a token or of the one before it, with its person and their role in its household."""
    query = (
        select(SignInSession, Person, Membership.role)
        .join(Person, Person.id == SignInSession.person_id)
        .join(
            Membership,
            (Membership.household_id == SignInSession.household_id) & (Membership.person_id == Person.id),
        )
        .where(
            or_(SignInSession.token_hash == token_hash, SignInSession.previous_token_hash == token_hash),
            Person.is_active,
        )
    )
    row = db.execute(query).first()
    return (row[0], row[1], row[2]) if row else None


def sessions(db: Session, person_id: int) -> Sequence[SignInSession]:
    """Return where a person is signed in, the last used first."""
    query = select(SignInSession).where(SignInSession.person_id == person_id)
    return db.scalars(query.order_by(SignInSession.last_used_at.desc(), SignInSession.id)).all()


def households(db: Session, person_id: int) -> list[Member]:
    """Return the households of a person, each as its owner and the person's role there; their own first."""
    query = (
        select(Person, Membership.role)
        .join(Membership, Membership.household_id == Person.id)
        .where(Membership.person_id == person_id)
        .order_by(Membership.household_id != person_id, Person.name, Person.id)
    )
    return [Member(person, role) for person, role in db.execute(query)]


def members(db: Session, household_id: int) -> list[Member]:
    """Return who may work in a household, or look at it."""
    query = (
        select(Person, Membership.role)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.household_id == household_id)
        .order_by(Membership.person_id != household_id, Person.name, Person.id)
    )
    return [Member(person, role) for person, role in db.execute(query)]


def open_invitations(db: Session, person_id: int, *, now: datetime) -> Sequence[Invitation]:
    """Return the invitations of a person that can still be used."""
    return db.scalars(
        select(Invitation)
        .where(Invitation.invited_by == person_id, Invitation.used_at.is_(None), Invitation.expires_at > now)
        .order_by(Invitation.id)
    ).all()


def invitation_of(db: Session, code_hash: str, *, now: datetime) -> Invitation | None:
    """Return the invitation of a code, None if it was used or is too old."""
    return db.scalar(
        select(Invitation).where(
            Invitation.code_hash == code_hash, Invitation.used_at.is_(None), Invitation.expires_at > now
        )
    )


def events(db: Session, person_id: int, *, limit: int) -> Sequence[AccessEvent]:
    """Return the newest events of a person."""
    query = select(AccessEvent).where(AccessEvent.person_id == person_id)
    return db.scalars(query.order_by(AccessEvent.id.desc()).limit(limit)).all()


def failures_from(db: Session, address: str, *, since: datetime) -> int:
    """Return how many sign-ins from an address failed since a moment, with any e-mail address."""
    failed = AccessEvent.kind.in_(("wrong_password", "wrong_code", "locked_out"))
    query = select(func.count()).where(AccessEvent.address == address, AccessEvent.at >= since, failed)
    return db.scalar(query) or 0


def active_households(db: Session, *, since: datetime) -> Sequence[int]:
    """Return the households that somebody used since a moment."""
    query = select(SignInSession.household_id).where(SignInSession.last_used_at >= since)
    return db.scalars(query.distinct().order_by(SignInSession.household_id)).all()
