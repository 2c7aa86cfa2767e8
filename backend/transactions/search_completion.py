"""What the search box offers while a person types: fields, and values of a field."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.categories.models import Category
from backend.kit.text import fold
from backend.payees.models import Payee
from backend.transactions.models import Descriptor, Tag
from backend.transactions.search_syntax import FIELDS

Json = dict[str, Any]
_MOST = 8


def fields() -> list[Json]:
    """Return the table of fields as JSON."""
    return [
        {
            "name": each.name,
            "kind": each.kind,
            "operators": list(each.operators),
            "example": each.example,
            "means": each.means,
            "values": list(each.values),
        }
        for each in FIELDS.values()
    ]


def values(db: Session, user_id: int, field: str, typed: str) -> list[str]:
    """Return up to 8 values of a field that have what was typed in them, those that begin with it first."""
    wanted = fold(typed)
    known = [name for name in _known(db, user_id, field, wanted) if wanted in fold(name)]
    known = sorted(dict.fromkeys(known), key=lambda name: (not fold(name).startswith(wanted), name.casefold()))
    return known[:_MOST]


def _known(db: Session, user_id: int, field: str, wanted: str) -> list[str]:
    match field:
        case "category":
            mine = select(Category.display_name).where(Category.user_id == user_id, Category.is_archived.is_(False))
            return list(db.scalars(mine))
        case "account":
            return list(
                db.scalars(select(Account.name).where(Account.user_id == user_id, Account.deleted_at.is_(None)))
            )
        case "tag":
            return list(db.scalars(select(Tag.name).where(Tag.user_id == user_id)))
        case "payee":
            named = db.scalars(select(Payee.name).where(Payee.user_id == user_id))
            keys = select(Descriptor.merchant_key).where(
                Descriptor.user_id == user_id, func.instr(Descriptor.merchant_key, wanted) > 0
            )
            return [*named, *db.scalars(keys.distinct().limit(_MOST * 4))]
        case "currency":
            return list(db.scalars(select(Account.currency).where(Account.user_id == user_id).distinct()))
        case _:
            return list(FIELDS[field].values) if field in FIELDS else []
