"""One transaction as a list shows it: its columns with the names they stand for, and which rows a filter leaves."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from json import loads
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from backend.accounts.models import Account
from backend.categories.models import Category
from backend.infra.sql import PreparedQuery, in_json, json_list
from backend.kit.merchant_title import merchant_title
from backend.payees import queries as payees
from backend.transactions.conditions import conditions
from backend.transactions.filters import Filter
from backend.transactions.models import CountedPart, Descriptor, Tag, Transaction, TransactionTag
from backend.transactions.splits import splits_of
from backend.transactions.text_search import TextMatch

Json = dict[str, Any]
T = Transaction
_category = aliased(Category)
_parent = aliased(Category)
_guess = aliased(Category)
_guess_parent = aliased(Category)
_COLUMNS = {
    "id": T.id,
    "account_id": T.account_id,
    "account_name": Account.name,
    "on": T.on,
    "authorized_on": T.authorized_on,
    "description": T.description,
    "merchant_name": T.merchant_name,
    "merchant_key": Descriptor.merchant_key,
    "amount_minor": T.amount_minor,
    "currency": T.currency,
    "original_amount_minor": T.original_amount_minor,
    "original_currency": T.original_currency,
    "balance_minor": T.balance_minor,
    "category_id": T.category_id,
    "category_name": _category.display_name,
    "category_short_desc": _category.short_desc,
    "category_color": func.coalesce(_category.color, _parent.color),
    "parent_category_name": _parent.display_name,
    "predicted_category_id": T.predicted_category_id,
    "predicted_category_name": _guess.display_name,
    "predicted_category_short_desc": _guess.short_desc,
    "predicted_category_color": func.coalesce(_guess.color, _guess_parent.color),
    "predicted_parent_category_name": _guess_parent.display_name,
    "status": T.status,
    "source": T.source,
    "categorization_tier": T.categorization_tier,
    "prediction_confidence": T.prediction_confidence,
    "reason": T.reason,
    "locked_fields": T.locked_fields,
    "notes": T.notes,
    "is_pending": T.is_pending,
    "is_internal": T.is_internal,
    "is_excluded": T.is_excluded,
    "is_flagged": T.is_flagged,
    "own_minor": T.own_minor,
    "shared_with": T.shared_with,
    "has_parts": T.has_parts,
    "updated_at": T.updated_at,
    "import_id": T.import_id,
    "created_at": T.created_at,
}
_NAMES = tuple(_COLUMNS)
# Outer joins, so that the list itself always leads and its index gives the order.
ROWS: Select[*tuple[Any, ...]] = (
    select(*(column.label(name) for name, column in _COLUMNS.items()))
    .select_from(T)
    .outerjoin(Account, Account.id == T.account_id)
    .outerjoin(Descriptor, Descriptor.id == T.descriptor_id)
    .outerjoin(_category, _category.id == T.category_id)
    .outerjoin(_parent, _parent.id == _category.parent_id)
    .outerjoin(_guess, _guess.id == T.predicted_category_id)
    .outerjoin(_guess_parent, _guess_parent.id == _guess.parent_id)
)


_DELETED_ACCOUNTS = PreparedQuery(
    select(Account.id).where(Account.user_id == bindparam("user_id", 0), Account.deleted_at.is_not(None))
)
_WITH_TAGS: Any = (
    select(TransactionTag.transaction_id, Tag.name)
    .join(Tag, Tag.id == TransactionTag.tag_id)
    .where(TransactionTag.user_id == bindparam("user_id", 0), TransactionTag.transaction_id.in_(in_json("ids")))
)
_TAGS = PreparedQuery(_WITH_TAGS)
_WITH_PARTS = PreparedQuery(
    select(CountedPart.transaction_id).where(CountedPart.user_id == bindparam("user_id", 0)).limit(1)
)


def as_list(db: Session, user_id: int, rows: Iterable[Any]) -> list[Json]:
    """Return rows of ROWS as JSON, each with its tags and splits; also rows as SQLite keeps them."""
    shown = [_as_json(row) for row in rows]
    ids = json_list([row["id"] for row in shown])
    tags: dict[int, list[str]] = {}
    for id_, name in _TAGS.rows(db, user_id=user_id, ids=ids):
        tags.setdefault(id_, []).append(name)
    divided = [row["id"] for row in shown if row.pop("has_parts")]
    splits = splits_of(db, user_id, divided) if divided else {}
    named = payees.spellings(db, user_id, {row["merchant_key"] for row in shown})
    for row in shown:
        row["tags"] = sorted(tags.get(row["id"], []), key=str.casefold)
        row["splits"] = splits.get(row["id"], [])
        if spelling := named.get(row["merchant_key"]):
            row["merchant_name"], row["merchant_key"] = spelling.name, spelling.payee_key
    return shown


def _as_json(row: Any) -> Json:
    shown = dict(zip(_NAMES, row, strict=True))
    shown["merchant_name"] = shown["merchant_name"] or merchant_title(shown["description"])
    locked = shown["locked_fields"]
    shown["locked_fields"] = (loads(locked) if isinstance(locked, str) else locked) or []
    shown["created_at"] = _moment(shown["created_at"])
    shown["updated_at"] = _moment(shown["updated_at"])
    shown["is_pending"] = shown["is_pending"] == 1
    shown["is_internal"] = shown["is_internal"] == 1
    shown["is_excluded"] = shown["is_excluded"] == 1
    shown["is_flagged"] = shown["is_flagged"] == 1
    shown["has_parts"] = shown["has_parts"] == 1
    return shown


@lru_cache(1024)
def _moment(value: str | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value).replace(tzinfo=UTC)


class Scope(NamedTuple):
    """What every filter depends on: the accounts whose rows are not shown, and whether rows are there that count by
    parts."""

    deleted_account_ids: tuple[int, ...]
    has_parts: bool


def scope_of(db: Session, user_id: int) -> Scope:
    """Return the scope of this user."""
    deleted = tuple([account_id for (account_id,) in _DELETED_ACCOUNTS.rows(db, user_id=user_id)])
    return Scope(deleted, bool(_WITH_PARTS.rows(db, user_id=user_id)))


def visible(
    user_id: int,
    filter: Filter,
    text_match: TextMatch | None,
    scope: Scope,
    *,
    walks: bool = False,
) -> list[ColumnElement[bool]]:
    """Return the filter's conditions, and that the account has not been deleted."""
    is_scattered = text_match.is_scattered if text_match is not None else filter.is_plain_amount
    scans = is_scattered and not walks
    wanted = conditions(user_id, filter, walks=walks, scans=scans, has_parts=scope.has_parts)
    if text_match is not None:
        wanted.append(text_match.condition(user_id, walks=walks or scans))
    return [*wanted, T.account_id.not_in(scope.deleted_account_ids)] if scope.deleted_account_ids else wanted


def without_words(filter: Filter) -> Filter:
    """Return the filter without what its words ask for."""
    return replace(filter, words=(), not_words=())


def is_in_totals(filter: Filter, scope: Scope) -> bool:
    """Say whether the monthly totals alone know how many rows match: they count a row with parts once, in one of its
    categories."""
    return filter.is_counted and not (scope.has_parts and filter.names_category)


def has_fewer_others(filter: Filter, text_match: TextMatch, scope: Scope) -> bool:
    """Say whether the rows that the words do not mean are the fewer, and the totals know how many there are in all."""
    is_by_text = text_match.other_descriptor_ids is not None and not text_match.refused_category_ids
    return is_by_text and is_in_totals(without_words(filter), scope)


def others(user_id: int, filter: Filter, text_match: TextMatch | None, scope: Scope) -> list[ColumnElement[bool]]:
    """Return the conditions on the visible rows that the words of the filter do not mean."""
    complement = text_match.complement(user_id) if text_match else None
    assert complement is not None
    wanted = [*conditions(user_id, filter, has_parts=scope.has_parts), complement]
    return [*wanted, T.account_id.not_in(scope.deleted_account_ids)] if scope.deleted_account_ids else wanted
