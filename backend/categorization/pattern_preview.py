"""Trying a pattern: which transactions it would catch, before it is kept."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from backend.accounts.queries import living_ids
from backend.categorization.patterns import Pattern, PatternIndex
from backend.transactions import queries as transactions
from backend.transactions.descriptors import matching_text
from backend.transactions.models import Descriptor, Transaction

Json = dict[str, Any]
T = Transaction
PREVIEW_ROWS = 20
_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class PatternPreview:
    """How many transactions a pattern catches, and the newest of them."""

    count: int
    items: list[Json]


def preview_pattern(db: Session, user_id: int, pattern: Pattern, *conditions: ColumnElement[bool]) -> PatternPreview:
    """Return what `pattern` catches among the transactions that also meet `conditions`."""
    ids = _matching_descriptors(db, user_id, pattern)
    # The ids are ours and whole numbers, so they may stand in the statement itself: there can be many.
    listed = T.descriptor_id.in_(bindparam("ids", expanding=True, literal_execute=True))
    where = (T.user_id == user_id, T.account_id.in_(living_ids(user_id)), listed, *conditions)
    count = 0
    newest: list[tuple[Any, int]] = []
    for start in range(0, len(ids), _CHUNK):
        chunk = {"ids": ids[start : start + _CHUNK]}
        count += db.scalar(select(func.count()).select_from(T).where(*where), chunk) or 0
        query = select(T.on, T.id).where(*where).order_by(T.on.desc(), T.id.desc()).limit(PREVIEW_ROWS)
        newest += db.execute(query, chunk).all()
    shown = [id_ for _, id_ in sorted(newest, reverse=True)[:PREVIEW_ROWS]]
    return PatternPreview(count, transactions.by_ids(db, user_id, shown))


def amount_conditions(*, amount_minor: int, tolerance_minor: int, currency: str | None) -> list[ColumnElement[bool]]:
    """Return the conditions of an amount rule."""
    found: list[ColumnElement[bool]] = [
        T.amount_minor.between(amount_minor - tolerance_minor, amount_minor + tolerance_minor)
    ]
    return found if currency is None else [*found, T.currency == currency]


def _matching_descriptors(db: Session, user_id: int, pattern: Pattern) -> list[int]:
    book = PatternIndex([(pattern, True)])
    query = select(Descriptor.id, Descriptor.description, Descriptor.merchant_name, Descriptor.merchant_key).where(
        Descriptor.user_id == user_id
    )
    return [
        id_
        for id_, text, payee, merchant in db.execute(query)
        if any(book.find(matching_text(text, payee), merchant=merchant))
    ]
