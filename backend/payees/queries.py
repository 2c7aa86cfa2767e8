"""Every SELECT over payees: their names, and which merchant keys stand for the same one."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from backend.infra.sql import PreparedQuery, in_json_texts, in_texts, json_list
from backend.kit.text import fold
from backend.payees.models import Payee, PayeeSpelling

S = PayeeSpelling
_first, _main = aliased(S), aliased(S)
_oldest = select(func.min(_first.id)).where(_first.payee_id == S.payee_id).scalar_subquery()
_SPELLINGS: Any = (
    select(S.merchant_key, Payee.name, _main.merchant_key)
    .join(Payee, Payee.id == S.payee_id)
    .join(_main, _main.id == _oldest)
    .where(S.user_id == bindparam("user_id", 0))
)
_SOME_SPELLINGS = PreparedQuery(_SPELLINGS.where(S.merchant_key.in_(in_json_texts("keys"))))
_ALL_SPELLINGS = PreparedQuery(_SPELLINGS)


class Spelling(NamedTuple):
    """A merchant key with the name of its payee and the key by which the payee is known."""

    merchant_key: str
    name: str
    payee_key: str


def spellings(db: Session, user_id: int, merchant_keys: Collection[str] | None = None) -> dict[str, Spelling]:
    """Return these merchant keys, or all, as far as they belong to a payee that a person named."""
    if merchant_keys is None:
        rows = _ALL_SPELLINGS.rows(db, user_id=user_id)
    else:
        rows = _SOME_SPELLINGS.rows(db, user_id=user_id, keys=json_list(list(set(merchant_keys))))
    return {row[0]: Spelling._make(row) for row in rows}


def payee_keys(db: Session, user_id: int) -> dict[str, str]:
    """Return for each spelling the key by which its payee is known. A key that is not here stands for itself."""
    return {each.merchant_key: each.payee_key for each in spellings(db, user_id).values()}


def keys_like(db: Session, user_id: int, merchant_keys: Collection[str]) -> list[str]:
    """Return these merchant keys with all others of the same payees."""
    payees = select(S.payee_id).where(S.user_id == user_id, S.merchant_key.in_(in_texts(list(merchant_keys))))
    others = db.scalars(select(S.merchant_key).where(S.user_id == user_id, S.payee_id.in_(payees)))
    return sorted({*merchant_keys, *others})


def keys_named(db: Session, user_id: int, word: str) -> list[str]:
    """Return the merchant keys of payees whose given name has this word."""
    query = select(S.merchant_key, Payee.name).join(Payee, Payee.id == S.payee_id).where(S.user_id == user_id)
    return [key for key, name in db.execute(query) if fold(word) in fold(name)]


def of_key(db: Session, user_id: int, merchant_key: str) -> Payee | None:
    """Return the payee that a person named for this merchant key."""
    query = select(Payee).join(S, S.payee_id == Payee.id)
    return db.scalar(query.where(S.user_id == user_id, S.merchant_key == merchant_key))


def by_name(db: Session, user_id: int, name: str) -> Payee | None:
    """Return the payee with this name, whatever its case."""
    mine = db.scalars(select(Payee).where(Payee.user_id == user_id))
    return next((payee for payee in mine if payee.name.casefold() == name.casefold()), None)
