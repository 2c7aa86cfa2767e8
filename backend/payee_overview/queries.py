"""Every SELECT over the transactions of payees."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, select, union_all
from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.categories.models import Category
from backend.categorization.models import MerchantMapping
from backend.infra.sql import in_list, in_texts, row_list
from backend.infra.sql_functions import month_of
from backend.kit.text import fold
from backend.payees.queries import Spelling
from backend.transactions.counted import entries
from backend.transactions.models import Descriptor, Transaction

D = Descriptor
T = Transaction
Sort = Literal["count", "name", "last"]


class Merchant(NamedTuple):
    """The transactions of one merchant key; `text` and `merchant_name` are of the bank text that was stored last."""

    merchant_key: str
    text: str
    merchant_name: str
    transaction_count: int
    first_on: date
    last_on: date


class PeriodTotal(NamedTuple):
    period: str
    currency: str
    out_minor: int
    in_minor: int
    transaction_count: int


def merchants(db: Session, user_id: int, merchant_keys: Sequence[str]) -> list[Merchant]:
    """Return these merchants, as far as a transaction of a living account names them."""
    each = _by_merchant_key(db, user_id, D.merchant_key.in_(in_texts(merchant_keys))).subquery().c
    query = select(each.merchant_key, D.description, D.merchant_name, each.row_count, each.first_on, each.last_on)
    return [Merchant._make(row) for row in db.execute(query.join(D, D.id == each.newest_id))]


class PayeeTotal(NamedTuple):
    """The transactions of one payee under all its merchant keys; `text` and `merchant_name` as for a merchant."""

    merchant_key: str
    transaction_count: int
    first_on: date
    last_on: date
    text: str
    merchant_name: str
    payee_count: int


def payee_totals(
    db: Session,
    user_id: int,
    *,
    named: Iterable[Spelling],
    merchant_keys: Sequence[str] | None,
    sort: Sort,
    limit: int,
    offset: int,
) -> list[PayeeTotal]:
    """Return a page of payees, of these merchant keys or of all; each says how many payees there are in all.

    A merchant key that is not among `named` is a payee of its own.
    """
    wanted = [D.merchant_key.in_(in_texts(merchant_keys)) if merchant_keys is not None else D.merchant_key != ""]
    keys = {each.merchant_key: (each.payee_key, fold(each.name)) for each in named}
    unnamed = [*wanted, D.merchant_key.not_in(in_texts(list(keys)))] if keys else wanted
    merchant = _by_merchant_key(db, user_id, *unnamed).subquery().c
    arms = [select(*merchant, merchant.merchant_key.label("name"))]
    if keys:
        spelling = row_list([(key, *of) for key, of in keys.items()], {"key": str, "payee_key": str, "name": str}).c
        merchant = _by_merchant_key(db, user_id, *wanted, D.merchant_key.in_(in_texts(list(keys)))).subquery().c
        sums = (func.sum(merchant.row_count), func.min(merchant.first_on), func.max(merchant.last_on))
        of_payee = select(spelling.payee_key, *sums, func.max(merchant.newest_id), spelling.name)
        of_payee = of_payee.join_from(
            spelling.key.table, merchant.newest_id.table, merchant.merchant_key == spelling.key
        )
        arms.append(of_payee.group_by(spelling.payee_key, spelling.name))
    payee = union_all(*arms).subquery().c
    first = {"count": payee.row_count.desc(), "last": payee.last_on.desc(), "name": payee.name}[sort]
    # Cut before it is joined with the texts, so that only those of the page are looked up.
    page = select(*payee, func.count().over().label("payee_count")).order_by(first, payee.name, payee.merchant_key)
    shown = page.limit(limit).offset(offset).subquery().c
    texts = (D.description, D.merchant_name)
    query = (
        select(shown.merchant_key, shown.row_count, shown.first_on, shown.last_on, *texts, shown.payee_count)
        .join(D, D.id == shown.newest_id)
        .order_by({"count": shown.row_count.desc(), "last": shown.last_on.desc(), "name": shown.name}[sort])
        .order_by(shown.name, shown.merchant_key)
    )
    return [PayeeTotal._make(row) for row in db.execute(query)]


def merchant_keys_with(db: Session, user_id: int, word: str) -> list[str]:
    """Return the merchant keys of bank texts that have this word."""
    query = select(D.merchant_key).where(D.user_id == user_id, func.instr(D.folded, word) > 0, D.merchant_key != "")
    return list(db.scalars(query.distinct()))


def _by_merchant_key(db: Session, user_id: int, *wanted: ColumnElement[bool]) -> Select[str, int, date, date, int]:
    """Return the query of the transactions of each merchant key, with the text that was stored last."""
    query = select(
        D.merchant_key,
        func.count().label("row_count"),
        func.min(T.on).label("first_on"),
        func.max(T.on).label("last_on"),
        func.max(D.id).label("newest_id"),
    )
    # Compared with the text's owner, so that the database goes through the index of texts in the order of keys.
    query = query.join(T, and_(T.descriptor_id == D.id, T.user_id == D.user_id)).where(D.user_id == user_id, *wanted)
    if gone := [account.id for account in accounts.deleted(db, user_id)]:
        query = query.where(T.account_id.not_in(in_list(gone)))
    return query.group_by(D.merchant_key)


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
