"""Every SELECT over the transactions of payees."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from backend.accounts.queries import living_ids
from backend.categories.models import Category
from backend.categorization.models import MerchantMapping
from backend.infra.sql import in_texts
from backend.infra.sql_functions import month_of
from backend.transactions.counted import entries
from backend.transactions.models import Descriptor, Transaction

D = Descriptor
T = Transaction


class Merchant(NamedTuple):
    """The transactions of one merchant key; `text` and `name` are those of the newest bank text."""

    merchant_key: str
    text: str
    name: str
    transaction_count: int
    first_on: date
    last_on: date


class PeriodTotal(NamedTuple):
    period: str
    currency: str
    out_minor: int
    in_minor: int
    transaction_count: int


def merchants(db: Session, user_id: int, merchant_keys: Sequence[str] | None = None) -> list[Merchant]:
    """Return these merchants, or all that a transaction of a living account names."""
    wanted = [D.user_id == user_id, D.merchant_key != ""]
    if merchant_keys is not None:
        wanted.append(D.merchant_key.in_(in_texts(merchant_keys)))
    texts = (
        select(
            T.descriptor_id, func.count().label("count"), func.min(T.on).label("first"), func.max(T.on).label("last")
        )
        .where(T.user_id == user_id, T.account_id.in_(living_ids(user_id)))
        .group_by(T.descriptor_id)
    )
    if merchant_keys is not None:
        texts = texts.where(T.descriptor_id.in_(select(D.id).where(*wanted)))
    each = texts.subquery()
    # SQLite takes the other columns from the row that has the maximum.
    query = (
        select(
            D.merchant_key, D.description, D.merchant_name, func.sum(each.c.count), func.min(each.c.first),
            func.max(each.c.last),
        )
        .join(each, each.c.descriptor_id == D.id)
        .where(*wanted)
        .group_by(D.merchant_key)
    )  # fmt: skip
    return [Merchant._make(row) for row in db.connection().execute(query)]


def by_period(db: Session, user_id: int, merchant_keys: Sequence[str]) -> list[PeriodTotal]:
    """Return what reports count of these merchants by month and currency, oldest first."""
    each = entries(user_id, is_counted=True).c
    month = month_of(each.on)
    query = (
        select(month, each.currency, *_sums(each.amount_minor), func.sum(each.row_count))
        .where(each.descriptor_id.in_(_texts(user_id, merchant_keys)))
        .group_by(month, each.currency)
        .order_by(month, each.currency)
    )
    return [PeriodTotal._make(row) for row in db.execute(query)]


def sums_since(db: Session, user_id: int, merchant_keys: Sequence[str], since: date) -> list[tuple[str, str, int, int]]:
    """Return (merchant key, currency, money out, money in) of what reports count from a day on."""
    each = entries(user_id, start=since, is_counted=True).c
    query = (
        select(D.merchant_key, each.currency, *_sums(each.amount_minor))
        .join(D, D.id == each.descriptor_id)
        .where(each.descriptor_id.in_(_texts(user_id, merchant_keys)))
        .group_by(D.merchant_key, each.currency)
    )
    return [(key, currency, out, into) for key, currency, out, into in db.execute(query)]


def surest_mapping(db: Session, user_id: int, merchant_keys: Sequence[str]) -> tuple[str, str, str | None, int] | None:
    """Return (key, name, colour) of the category that was learned of these merchants, and how often."""
    parent = Category.__table__.alias()
    query = (
        select(
            Category.short_desc, Category.display_name, func.coalesce(Category.color, parent.c.color),
            MerchantMapping.confidence,
        )
        .join(Category, Category.id == MerchantMapping.category_id)
        .outerjoin(parent, parent.c.id == Category.parent_id)
        .where(MerchantMapping.user_id == user_id, MerchantMapping.merchant_pattern.in_(in_texts(merchant_keys)))
        .order_by(MerchantMapping.confidence.desc(), MerchantMapping.id)
        .limit(1)
    )  # fmt: skip
    found = db.execute(query).first()
    return (found[0], found[1], found[2], found[3]) if found else None


def _texts(user_id: int, merchant_keys: Sequence[str]) -> Any:
    return select(D.id).where(D.user_id == user_id, D.merchant_key.in_(in_texts(merchant_keys)))


def _sums(amount: Any) -> tuple[Any, Any]:
    return func.sum(case((amount > 0, amount), else_=0)), func.sum(case((amount < 0, -amount), else_=0))
