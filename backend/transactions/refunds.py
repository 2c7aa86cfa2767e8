"""Refunds and settlements: money that came back, linked to what it pays back; and what others still owe."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.accounts.queries import living_ids
from backend.infra.database import WriteSession
from backend.infra.sql import in_texts
from backend.infra.undo_log import ChangeRecorder
from backend.payees import queries as payees
from backend.transactions import totals
from backend.transactions.errors import CannotLinkRefund, NoSuchTransaction
from backend.transactions.models import Descriptor, RefundLink, Transaction

Json = dict[str, Any]
R = RefundLink
T = Transaction
_LOOK_BACK = timedelta(days=180)
_CANDIDATES = 12


class PaysBack(NamedTuple):
    """Part of a refund: `amount_minor` (positive) of it pays this purchase back."""

    purchase_id: int
    amount_minor: int


def set_refund(
    db: WriteSession,
    user_id: int,
    refund_id: int,
    links: Sequence[PaysBack],
    *,
    kind: str,
    counts_in: str,
    recorder: ChangeRecorder,
) -> None:
    """Let a refund pay back exactly these purchases. Raises NoSuchTransaction, CannotLinkRefund."""
    refund = _one(db, user_id, refund_id)
    if refund.amount_minor >= 0:
        raise CannotLinkRefund("Only money that came in can pay something back.")
    if sum(link.amount_minor for link in links) > -refund.amount_minor:
        raise CannotLinkRefund("The parts are more than what came back. Lower one of them.")
    before = db.scalars(select(R).where(R.user_id == user_id, R.refund_id == refund_id)).all()
    recorder.capture(R, [link.id for link in before])
    recorder.capture(T, [refund_id])
    for link in before:
        db.delete(link)
    db.flush()
    for purchase_id, amount in links:
        purchase = _one(db, user_id, purchase_id)
        if purchase.amount_minor <= 0 or purchase.currency != refund.currency:
            raise CannotLinkRefund("Money that came back pays for money that went out in the same currency.")
        if amount > purchase.amount_minor - _paid_back(db, user_id, purchase_id):
            raise CannotLinkRefund("More came back than was paid for it. Lower the part for this purchase.")
        _add(db, user_id, refund_id, PaysBack(purchase_id, amount), kind, counts_in, recorder)
    totals.refresh(db, user_id, (), recounted=[refund_id])


def settle(
    db: WriteSession, user_id: int, purchase_id: int, *, refund_id: int | None, recorder: ChangeRecorder
) -> None:
    """Note that the others paid what they owe for a transaction, by money that came in or outside of the accounts here.

    Raises NoSuchTransaction, CannotLinkRefund.
    """
    purchase = _one(db, user_id, purchase_id)
    open_minor = _owed(purchase) - _settled(db, user_id, [purchase_id]).get(purchase_id, 0)
    if open_minor <= 0:
        raise CannotLinkRefund("Nothing is owed for this transaction.")
    if refund_id is None:
        _add(db, user_id, None, PaysBack(purchase_id, open_minor), "settlement", "refund", recorder)
        return
    refund = _one(db, user_id, refund_id)
    amount = min(open_minor, -refund.amount_minor)
    set_refund(
        db, user_id, refund_id, [PaysBack(purchase_id, amount)], kind="settlement", counts_in="refund",
        recorder=recorder,
    )  # fmt: skip


def links_of(db: Session, user_id: int, transaction_id: int) -> Json:
    """Return what a transaction pays back, and what paid it back, each with the other transaction's id."""
    query = select(R).where(R.user_id == user_id, (R.refund_id == transaction_id) | (R.purchase_id == transaction_id))
    links = db.scalars(query.order_by(R.id)).all()
    return {
        "pays_back": [_json(link) for link in links if link.refund_id == transaction_id],
        "paid_back_by": [_json(link) for link in links if link.purchase_id == transaction_id],
    }


def candidates(db: Session, user_id: int, refund_id: int) -> list[Json]:
    """Return purchases that a refund may pay back, likeliest first, each with its open amount and the reason."""
    refund = db.get(T, refund_id)
    if refund is None or refund.user_id != user_id:
        raise NoSuchTransaction
    keys = payees.keys_like(db, user_id, [db.get_one(Descriptor, refund.descriptor_id).merchant_key])
    is_same_merchant = Descriptor.merchant_key.in_(in_texts(keys))
    is_same_amount = T.amount_minor == -refund.amount_minor
    paid = select(func.coalesce(func.sum(R.amount_minor), 0)).where(R.purchase_id == T.id).scalar_subquery()
    query = (
        select(T.id, T.amount_minor, paid, T.on, T.account_id, is_same_merchant, is_same_amount)
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .where(
            T.user_id == user_id,
            T.amount_minor > 0,
            T.currency == refund.currency,
            T.on <= refund.on,
            T.on >= refund.on - _LOOK_BACK,
            T.is_internal.is_(False),
            T.account_id.in_(living_ids(user_id)),
            is_same_merchant | is_same_amount,
        )
        .order_by((is_same_merchant & is_same_amount).desc(), is_same_merchant.desc(), T.on.desc(), T.id.desc())
        .limit(_CANDIDATES)
    )
    found = []
    for id_, amount, paid_back, on, account_id, same_merchant, same_amount in db.execute(query):
        days = (refund.on - on).days
        reasons = [
            "same payee" if same_merchant else "",
            "same amount" if same_amount else "",
            "same account" if account_id == refund.account_id else "",
            "the same day" if days == 0 else f"{days} day{'' if days == 1 else 's'} before",
        ]
        words = ", ".join(reason for reason in reasons if reason)
        found.append({"transaction_id": id_, "open_minor": amount - paid_back, "reason": words[0].upper() + words[1:]})
    return found


def owed(db: Session, user_id: int) -> list[Json]:
    """Return what others still owe, oldest first: who, the transaction, and how much in its currency."""
    query = select(T).where(
        T.user_id == user_id,
        T.shared_with.is_not(None),
        T.own_minor.is_not(None),
        T.account_id.in_(living_ids(user_id)),
    )
    rows = db.scalars(query.order_by(T.on, T.id)).all()
    settled = _settled(db, user_id, [row.id for row in rows])
    return [
        {"person": row.shared_with, "transaction_id": row.id, "owed_minor": left, "currency": row.currency}
        for row in rows
        if (left := _owed(row) - settled.get(row.id, 0)) > 0
    ]


def _owed(row: Transaction) -> int:
    return row.amount_minor - row.own_minor if row.own_minor is not None and row.amount_minor > 0 else 0


def _settled(db: Session, user_id: int, purchase_ids: Sequence[int]) -> dict[int, int]:
    query = select(R.purchase_id, func.sum(R.amount_minor)).where(
        R.user_id == user_id, R.kind == "settlement", R.purchase_id.in_(purchase_ids)
    )
    return dict(db.execute(query.group_by(R.purchase_id)).all())


def _paid_back(db: Session, user_id: int, purchase_id: int) -> int:
    query = select(func.coalesce(func.sum(R.amount_minor), 0))
    return db.scalar(query.where(R.user_id == user_id, R.purchase_id == purchase_id)) or 0


def _add(
    db: WriteSession,
    user_id: int,
    refund_id: int | None,
    part: PaysBack,
    kind: str,
    counts_in: str,
    recorder: ChangeRecorder,
) -> None:
    link = R(user_id=user_id, refund_id=refund_id, **part._asdict(), kind=kind, counts_in=counts_in)
    db.add(link)
    db.flush()
    recorder.record_created(R, link.id)


def _one(db: WriteSession, user_id: int, transaction_id: int) -> Transaction:
    row = db.scalar(
        select(T).where(T.user_id == user_id, T.id == transaction_id, T.account_id.in_(living_ids(user_id)))
    )
    if row is None:
        raise NoSuchTransaction
    return row


def _json(link: RefundLink) -> Json:
    names = ("refund_id", "purchase_id", "amount_minor", "kind", "counts_in")
    return {name: getattr(link, name) for name in names}
