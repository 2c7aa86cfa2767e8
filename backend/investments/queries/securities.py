"""Read securities and their splits."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.infra.sql import in_list
from backend.infra.sql_functions import unindexed
from backend.investments.errors import NoSuchActivity, NoSuchSecurity
from backend.investments.models import Holding, InvestmentTransaction, Security, Split

T = InvestmentTransaction


def security(db: Session, user_id: int, security_id: int) -> Security:
    """Raises NoSuchSecurity."""
    found = db.get(Security, security_id)
    if found is None or found.user_id != user_id:
        raise NoSuchSecurity
    return found


def securities(db: Session, user_id: int) -> Sequence[Security]:
    query = select(Security).where(Security.user_id == user_id)
    return db.scalars(query.order_by(func.lower(Security.name), Security.id)).all()


def security_by_ticker(db: Session, user_id: int, ticker: str) -> Security | None:
    query = select(Security).where(Security.user_id == user_id, func.upper(Security.ticker) == ticker.upper())
    return db.scalars(query.order_by(Security.id).limit(1)).first()


def splits_by_security(db: Session, user_id: int) -> dict[int, list[Split]]:
    """Return the splits of each security, oldest first. They are few."""
    found: dict[int, list[Split]] = {}
    for split in db.scalars(select(Split).where(Split.user_id == user_id).order_by(Split.on)):
        found.setdefault(split.security_id, []).append(split)
    return found


def securities_in(db: Session, user_id: int, account_id: int) -> dict[int, Security]:
    """Return the securities that an account ever held."""
    ids: set[int | None] = set()
    for column in (T.security_id, T.related_security_id):
        ids |= set(db.scalars(select(column).where(T.user_id == user_id, T.account_id == account_id).distinct()))
    held = select(Holding.security_id).where(Holding.user_id == user_id, Holding.account_id == account_id)
    ids |= set(db.scalars(held.distinct()))
    return securities_by_id(db, user_id, [id_ for id_ in ids if id_ is not None])


def securities_by_id(db: Session, user_id: int, security_ids: Sequence[int]) -> dict[int, Security]:
    """Return these securities, those that are not there left out."""
    query = select(Security).where(Security.user_id == user_id, Security.id.in_(in_list(security_ids)))
    return {security.id: security for security in db.scalars(query)}


def split(db: Session, user_id: int, split_id: int) -> Split:
    """Raises NoSuchActivity."""
    found = db.get(Split, split_id)
    if found is None or found.user_id != user_id:
        raise NoSuchActivity
    return found


def spun_off_from(db: Session, user_id: int, security_id: int) -> list[int]:
    """Return the securities that a security was spun off from, and those that these were, and so on."""
    found: list[int] = []
    wanted = [security_id]
    while wanted:
        query = select(T.security_id).where(unindexed(T.user_id) == user_id, T.related_security_id.in_(in_list(wanted)))
        wanted = [id_ for id_ in db.scalars(query.distinct()) if id_ is not None and id_ not in (*found, security_id)]
        found += wanted
    return found
