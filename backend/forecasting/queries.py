"""Every SELECT behind a forecast: movements of accounts, links of transfers, and the forecasts that were kept."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from backend.forecasting.models import KeptForecast
from backend.forecasting.streams import Movement
from backend.infra.sql import in_list
from backend.payees import queries as payees
from backend.transactions.models import Descriptor, Transaction
from backend.transfers.models import TransferPair

K = KeptForecast
T = Transaction


def movements(db: Session, user_id: int, account_ids: Sequence[int], *, since: date) -> list[Movement]:
    """Return what moved these accounts since a day, oldest first, in their own currencies.

    Also what waits for review or is left out of reports: it moves the balance. The incoming side of a linked transfer
    whose other side is among the accounts is no movement of its own.
    """
    into = aliased(Transaction)
    incoming = (
        select(TransferPair.out_transaction_id, into.account_id, TransferPair.in_transaction_id)
        .join(into, into.id == TransferPair.in_transaction_id)
        .where(TransferPair.user_id == user_id, into.on >= since, TransferPair.out_transaction_id.is_not(None))
    )
    pairs = db.execute(incoming).all()
    known = set(account_ids)
    query = (
        select(
            T.on,
            T.amount_minor,
            T.account_id,
            Descriptor.merchant_key,
            T.merchant_name,
            T.description,
            T.id,
            T.category_id,
        )
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .where(T.user_id == user_id, T.on >= since, T.account_id.in_(in_list(list(account_ids))))
        .order_by(T.on, T.id)
    )
    # On the connection, past the ORM: these are ten thousands of rows.
    rows = db.connection().execute(query).all()
    account_of = {row.id: row.account_id for row in rows}
    to_account = {out_id: account_id for out_id, account_id, _ in pairs if account_id in known and out_id in account_of}
    counted_once = {in_id for out_id, account_id, in_id in pairs if out_id in to_account}
    payee_keys = payees.payee_keys(db, user_id)
    return [
        Movement(
            on, minor, account_id, payee_keys.get(key, key), name or text, to_account.get(id_), id_, category_id or 0
        )
        for on, minor, account_id, key, name, text, id_, category_id in rows
        if id_ not in counted_once
    ]


def newest_kept_on(db: Session, user_id: int) -> date | None:
    """Return the last day of which a forecast was kept."""
    return db.scalar(select(func.max(K.made_on)).where(K.user_id == user_id))


def kept_on(db: Session, user_id: int, made_on: date) -> Sequence[KeptForecast]:
    """Return the forecasts that were kept on a day."""
    return db.scalars(select(K).where(K.user_id == user_id, K.made_on == made_on)).all()


def kept_between(db: Session, user_id: int, first: date, last: date) -> Sequence[KeptForecast]:
    """Return the forecasts that were kept from `first` to `last`, oldest first."""
    query = select(K).where(K.user_id == user_id, K.made_on >= first, K.made_on <= last)
    return db.scalars(query.order_by(K.made_on)).all()
