"""Sums of a search by tag over transactions of which only some parts have the tag."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from backend.infra.sql import in_list
from backend.kit.money import allocate
from backend.transactions.conditions import of_parts, tagged_whole
from backend.transactions.filters import Filter
from backend.transactions.models import CountedPart, Transaction, TransactionSplit
from backend.transactions.states import COUNTED
from backend.transactions.tags import tags_of

P = CountedPart
S = TransactionSplit
T = Transaction


class TaggedSum(NamedTuple):
    """What the tagged parts of one transaction in one category add; `category_id` is 0 without one."""

    transaction_id: int
    currency: str
    category_id: int
    is_confirmed: bool
    is_left_out: bool
    amount_minor: int


def ids_tagged_in_parts(db: Session, user_id: int, filter: Filter, wanted: list[ColumnElement[bool]]) -> Sequence[int]:
    """Return the wanted transactions that lack one of the filter's tags and have it in a part."""
    lacking = or_(*(T.id.not_in(tagged_whole(user_id, name)) for name in filter.tags))
    return db.scalars(select(T.id).where(*wanted, T.has_parts.is_(True), lacking)).all()


def tagged_sums(db: Session, user_id: int, filter: Filter, ids: Sequence[int]) -> list[TaggedSum]:
    """Return the sums of the tagged parts of these transactions, in the categories of the filter.

    A shared transaction counts by the person's share of each category, of which tagged parts have their proportion.
    """
    wanted = {name.casefold() for name in filter.tags}
    whole = tags_of(db, user_id, ids)
    amounts: dict[tuple[int, int], list[int]] = {}
    splits = select(S.transaction_id, func.coalesce(S.category_id, 0), S.amount_minor, S.tags)
    for id_, category_id, amount, names in db.execute(
        splits.where(S.user_id == user_id, S.transaction_id.in_(in_list(ids)))
    ):
        have = {name.casefold() for name in (*whole.get(id_, ()), *(names or ()))}
        tagged_and_not = amounts.setdefault((id_, category_id), [0, 0])
        tagged_and_not[0 if wanted <= have else 1] += amount
    of_filter: list[Any] = of_parts(user_id, filter) if filter.names_category else [P.part_count == 1]
    counted = (
        select(
            T.id, T.currency, P.category_id, T.status.in_(COUNTED), or_(T.is_excluded, T.is_internal), P.amount_minor
        )
        .join(P, P.transaction_id == T.id)
        .where(T.id.in_(in_list(ids)), *of_filter)
    )
    found = []
    for id_, currency, category_id, is_confirmed, is_left_out, amount in db.execute(counted):
        tagged, not_tagged = amounts.get((id_, category_id), (0, 0))
        if tagged:
            share = allocate(amount, [tagged, not_tagged])[0]
            found.append(TaggedSum(id_, currency, category_id, bool(is_confirmed), bool(is_left_out), share))
    return found
