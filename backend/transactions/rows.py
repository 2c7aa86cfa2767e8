"""One transaction as a list shows it: its columns with the names they stand for, and which rows a filter leaves."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from json import loads
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from backend.accounts.models import Account
from backend.categories.models import Category
from backend.infra.sql import PreparedQuery
from backend.kit.merchant_title import merchant_title
from backend.transactions.conditions import conditions
from backend.transactions.filters import Filter
from backend.transactions.models import Descriptor, Transaction
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


def as_json(row: Any) -> Json:
    """Return a row of ROWS as JSON, also one as SQLite keeps it."""
    shown = dict(zip(_NAMES, row, strict=True))
    shown["merchant_name"] = shown["merchant_name"] or merchant_title(shown["description"])
    locked = shown["locked_fields"]
    shown["locked_fields"] = (loads(locked) if isinstance(locked, str) else locked) or []
    shown["created_at"] = _moment(shown["created_at"])
    shown["is_pending"] = shown["is_pending"] == 1
    shown["is_internal"] = shown["is_internal"] == 1
    shown["is_excluded"] = shown["is_excluded"] == 1
    return shown


@lru_cache(1024)
def _moment(value: str | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value).replace(tzinfo=UTC)


def deleted_accounts(db: Session, user_id: int) -> tuple[int, ...]:
    """Return the accounts whose rows are not shown."""
    return tuple([account_id for (account_id,) in _DELETED_ACCOUNTS.rows(db, user_id=user_id)])


def visible(
    user_id: int,
    filter: Filter,
    text_match: TextMatch | None,
    deleted_account_ids: tuple[int, ...],
    *,
    walks: bool = False,
) -> list[ColumnElement[bool]]:
    """Return the filter's conditions, and that the account has not been deleted."""
    wanted = conditions(user_id, filter, walks=walks)
    if text_match is not None:
        wanted.append(text_match.condition(user_id, walks=walks))
    return [*wanted, T.account_id.not_in(deleted_account_ids)] if deleted_account_ids else wanted


def without_words(filter: Filter) -> Filter:
    """Return the filter without what its words ask for."""
    return replace(filter, words=(), not_words=())


def has_fewer_others(filter: Filter, text_match: TextMatch) -> bool:
    """Say whether the rows that the words do not mean are the fewer, and the totals know how many there are in all."""
    return text_match.other_descriptor_ids is not None and without_words(filter).is_counted


def others(
    user_id: int, filter: Filter, text_match: TextMatch | None, deleted_account_ids: tuple[int, ...]
) -> list[ColumnElement[bool]]:
    """Return the conditions on the visible rows that the words of the filter do not mean."""
    complement = text_match.complement(user_id) if text_match else None
    assert complement is not None
    wanted = [*conditions(user_id, filter), complement]
    return [*wanted, T.account_id.not_in(deleted_account_ids)] if deleted_account_ids else wanted
