"""Every SELECT over recurring series and the transactions that belong to them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from backend.accounts.queries import living_ids
from backend.categories.models import Category
from backend.infra.sql import in_list, in_texts
from backend.payees import queries as payees_of
from backend.recurring.detection import Charge
from backend.recurring.errors import NoSuchSeries
from backend.recurring.models import Series, SeriesPayee
from backend.transactions.models import Descriptor, Transaction
from backend.transactions.states import COUNTED

T = Transaction


class Payment(NamedTuple):
    """A transaction that may belong to a series; positive is money out."""

    on: date
    amount_minor: int
    id: int
    merchant_key: str
    currency: str
    account_id: int
    category_id: int | None
    description: str
    is_counted: bool


def list_series(db: Session, user_id: int, statuses: Sequence[str]) -> Sequence[Series]:
    """Return the series in one of these states, by name."""
    query = select(Series).where(Series.user_id == user_id, Series.status.in_(statuses))
    return db.scalars(query.order_by(Series.name, Series.id)).all()


def one(db: Session, user_id: int, series_id: int) -> Series:
    """Return one series. Raises NoSuchSeries."""
    series = db.scalar(select(Series).where(Series.user_id == user_id, Series.id == series_id))
    if series is None:
        raise NoSuchSeries
    return series


def payees(db: Session, user_id: int, series_ids: Iterable[int] | None = None) -> Sequence[SeriesPayee]:
    """Return the payees of these series, or of all."""
    query = select(SeriesPayee).where(SeriesPayee.user_id == user_id)
    if series_ids is not None:
        query = query.where(SeriesPayee.series_id.in_(in_list(list(series_ids))))
    return db.scalars(query.order_by(SeriesPayee.id)).all()


def payments(
    db: Session,
    user_id: int,
    *,
    since: date | None = None,
    merchant_keys: Sequence[str] | None = None,
    transaction_ids: Sequence[int] | None = None,
) -> list[Payment]:
    """Return what was paid and received, oldest first: neither transfers nor excluded transactions.

    `merchant_key` is the key of the payee. Transactions that wait for review are among them. A transfer is
    one by its category or by its own mark.
    """
    columns = (
        T.on, T.amount_minor, T.id, Descriptor.merchant_key, T.currency, T.account_id, T.category_id,
        T.description, T.status.in_(COUNTED),
    )  # fmt: skip
    query = (
        select(*columns)
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .outerjoin(Category, Category.id == T.category_id)
        .where(*_may_repeat(user_id))
        .order_by(T.on, T.id)
    )
    if since is not None:
        query = query.where(T.on >= since)
    if transaction_ids is not None:
        query = query.where(T.id.in_(in_list(list(transaction_ids))))
    if merchant_keys is not None:
        wanted = select(Descriptor.id).where(
            Descriptor.user_id == user_id,
            Descriptor.merchant_key.in_(in_texts(payees_of.keys_like(db, user_id, merchant_keys))),
        )
        query = query.where(T.descriptor_id.in_(wanted))
    payments = [Payment._make(row) for row in db.connection().execute(query).all()]
    if payee_keys := payees_of.payee_keys(db, user_id):
        return [each._replace(merchant_key=payee_keys.get(each.merchant_key, each.merchant_key)) for each in payments]
    return payments


def charges_by_payee(db: Session, user_id: int, *, since: date) -> dict[tuple[str, str, bool], list[Charge]]:
    """Return the same payments in little memory: by key of the payee, currency, and whether money came in.

    Each list is in order of days. These are ten thousands of rows, so they pass by the ORM and their texts stay away.
    """
    payee_keys = payees_of.payee_keys(db, user_id)
    descriptors = select(Descriptor.id, Descriptor.merchant_key).where(Descriptor.user_id == user_id)
    keys = {id_: payee_keys.get(key, key) for id_, key in db.execute(descriptors)}
    query = (
        select(T.descriptor_id, T.currency, T.on, T.amount_minor, T.id)
        .outerjoin(Category, Category.id == T.category_id)
        .where(*_may_repeat(user_id), T.on >= since, T.descriptor_id.is_not(None))
        .order_by(T.on, T.id)
    )
    found: dict[tuple[str, str, bool], list[Charge]] = defaultdict(list)
    for descriptor_id, currency, on, amount_minor, id_ in db.connection().execute(query):
        found[keys[descriptor_id], currency, amount_minor < 0].append(Charge(on, amount_minor, id_))
    return found


def _may_repeat(user_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on transactions, joined with their categories, that can belong to a series."""
    return (
        T.user_id == user_id,
        T.is_excluded.is_(False),
        T.is_internal.is_(False),
        T.account_id.in_(living_ids(user_id)),
        or_(Category.kind.is_(None), Category.kind != "transfer"),
    )
