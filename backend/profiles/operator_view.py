"""What an operator of a shared server sees and decides: only of people who turned their profile on."""

from typing import Any

from backend.education import queries as education_queries
from backend.education import service as education
from backend.education.kinds import ReviewAction
from backend.infra.database import ReadSession, WriteSession
from backend.profiles import queries
from backend.profiles.errors import NoSuchPerson, NotAnOperator
from backend.profiles.presentation import profile_json
from backend.signals import queries as signals
from backend.users.models import User

Json = dict[str, Any]
Session = ReadSession | WriteSession


def people(db: Session, operator_id: int) -> list[Json]:
    """Return everybody who turned the profile on, with the primary profile of each window. Raises NotAnOperator."""
    _require_operator(db, operator_id)
    return [_person_json(db, each) for each in queries.consenting_people(db, operator_id)]


def person(db: Session, operator_id: int, user_id: int) -> Json:
    """Return the profile of a person with all that was decided. Raises NotAnOperator, NoSuchPerson."""
    found = _person(db, operator_id, user_id)
    primary = _primaries(db, user_id)
    return {
        "user_id": found.id,
        "name": found.name,
        "is_primary_different": primary.get("30d") != primary.get("180d"),
        "profile": profile_json(db, user_id),
        "reviews": education_queries.reviews(db, user_id),
    }


def decide(
    db: WriteSession, operator_id: int, user_id: int, content_id: str, *, action: ReviewAction, reason: str | None
) -> None:
    """Approve or flag an item for a person. Raises NotAnOperator, NoSuchPerson, NoSuchItem."""
    _person(db, operator_id, user_id)
    education.review(db, user_id, content_id, action=action, reason=reason, operator_id=operator_id)


def audit(db: Session, operator_id: int, user_id: int) -> Json:
    """Return the consent log of a person and all decisions. Raises NotAnOperator, NoSuchPerson."""
    _person(db, operator_id, user_id)
    return {"consent": signals.consent_log(db, user_id), "reviews": education_queries.reviews(db, user_id)}


def _require_operator(db: Session, operator_id: int) -> None:
    if queries.role(db, operator_id) != "operator":
        raise NotAnOperator


def _person(db: Session, operator_id: int, user_id: int) -> User:
    _require_operator(db, operator_id)
    found = next((each for each in queries.consenting_people(db, operator_id) if each.id == user_id), None)
    if found is None:
        raise NoSuchPerson
    return found


def _person_json(db: Session, each: User) -> Json:
    run, primary = signals.latest_run(db, each.id), _primaries(db, each.id)
    return {
        "user_id": each.id,
        "name": each.name,
        "computed_on": run and run.on,
        "primary_30d": primary.get("30d"),
        "primary_180d": primary.get("180d"),
    }


def _primaries(db: Session, user_id: int) -> dict[str, str]:
    run = signals.latest_run(db, user_id)
    profiles = queries.of_run(db, user_id, run.id) if run else ()
    return {each.window: each.persona for each in profiles if each.position == 0}
