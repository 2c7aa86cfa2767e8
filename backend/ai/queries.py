"""Every SELECT of AI: merchants that are undecided, how the person filed others, receipts, answers, proposals."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased, defer

from backend.accounts.queries import list_accounts, living_ids
from backend.ai.errors import NoSuchCall, NoSuchProposal
from backend.ai.models import AiAnswer, AiCall, AiProposal
from backend.ai.questions import CategoryChoice, Direction
from backend.categories.models import Category
from backend.infra.sql import in_list, in_texts
from backend.transactions.models import Descriptor, Transaction
from backend.transactions.states import COUNTED

Json = dict[str, Any]
T = Transaction
# A model's prediction below this is as good as none.
_UNSURE = 0.5
_EXAMPLE_CANDIDATES = 400
_AMOUNTS_OF_A_MERCHANT = 4
_CHUNK = 5000
_direction = case((T.amount_minor >= 0, "out"), else_="in")


class Undecided(NamedTuple):
    """A merchant with waiting transactions that no other tier decided. `text` is the newest, as the bank wrote it."""

    key: str
    direction: Direction
    transaction_count: int
    text: str


class Spent(NamedTuple):
    """What calls cost. `unpriced_tokens` are those of calls whose price is not known."""

    calls: int
    input_tokens: int
    output_tokens: int
    cost_micro_usd: int
    unpriced_tokens: int


def undecided_merchants(db: Session, user_id: int) -> list[Undecided]:
    """Return the merchants that are undecided, those with most transactions first."""
    query = (
        select(Descriptor.merchant_key, _direction, func.count(), func.max(T.id))
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .where(*_undecided(user_id), Descriptor.merchant_key != "")
        .group_by(Descriptor.merchant_key, _direction)
        .order_by(func.count().desc(), Descriptor.merchant_key)
    )
    rows = db.execute(query).all()
    texts = _texts(db, [row[3] for row in rows])
    return [Undecided(key, direction, count, texts[newest]) for key, direction, count, newest in rows]


def undecided_ids(db: Session, user_id: int, merchant_keys: Collection[str]) -> dict[tuple[str, str], list[int]]:
    """Return the undecided transactions of these merchants, by merchant key and direction."""
    query = (
        select(Descriptor.merchant_key, _direction, T.id)
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .where(*_undecided(user_id), Descriptor.merchant_key.in_(in_texts(list(merchant_keys))))
    )
    found: dict[tuple[str, str], list[int]] = {}
    for key, direction, id_ in db.execute(query):
        found.setdefault((key, direction), []).append(id_)
    return found


def repeated_amounts(
    db: Session, user_id: int, merchant_keys: Collection[str]
) -> dict[tuple[str, str], list[tuple[int, str]]]:
    """Return amounts (positive) that these merchants had more than once, the most frequent first, with currency."""
    amount = func.abs(T.amount_minor)
    query = (
        select(Descriptor.merchant_key, _direction, amount, T.currency)
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .where(
            T.user_id == user_id,
            T.account_id.in_(living_ids(user_id)),
            Descriptor.merchant_key.in_(in_texts(list(merchant_keys))),
        )
        .group_by(Descriptor.merchant_key, _direction, amount, T.currency)
        .having(func.count() > 1)
        .order_by(func.count().desc(), amount)
    )
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for key, direction, minor, currency in db.execute(query):
        listed = found.setdefault((key, direction), [])
        if len(listed) < _AMOUNTS_OF_A_MERCHANT:
            listed.append((minor, currency))
    return found


def decided_merchants(db: Session, user_id: int) -> list[tuple[str, Direction, int]]:
    """Return texts that the person filed, with direction and category id, the newest of each merchant first."""
    query = (
        select(_direction, T.category_id, func.max(T.id))
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .where(
            T.user_id == user_id,
            T.account_id.in_(living_ids(user_id)),
            T.status.in_(COUNTED),
            T.category_id.is_not(None),
        )
        .group_by(Descriptor.merchant_key, _direction, T.category_id)
        .order_by(func.max(T.on).desc(), func.max(T.id).desc())
        .limit(_EXAMPLE_CANDIDATES)
    )
    rows = db.execute(query).all()
    texts = _texts(db, [newest for _, _, newest in rows])
    return [(texts[newest], direction, category_id) for direction, category_id, newest in rows]


def category_choices(db: Session, user_id: int) -> list[CategoryChoice]:
    """Return the categories that a transaction can be filed in: those that are not archived."""
    parent = aliased(Category)
    query = (
        select(Category.id, Category.short_desc, Category.display_name, parent.display_name, Category.kind)
        .outerjoin(parent, parent.id == Category.parent_id)
        .where(Category.user_id == user_id, Category.is_archived.is_(False))
        .order_by(func.coalesce(parent.position, Category.position), Category.position, Category.id)
    )
    return [CategoryChoice(*row) for row in db.execute(query)]


def account_names(db: Session, user_id: int) -> list[str]:
    """Return the names of the person's accounts, their own and the bank's."""
    accounts = list_accounts(db, user_id)
    return [name for account in accounts for name in (account.name, account.official_name) if name]


def answers(db: Session, user_id: int) -> dict[tuple[str, str], int | None]:
    """Return what AI answered, by merchant key and direction: a category id, or None where it knew none."""
    query = select(AiAnswer.merchant_key, AiAnswer.direction, AiAnswer.category_id).where(AiAnswer.user_id == user_id)
    return {(key, direction): category_id for key, direction, category_id in db.execute(query)}


def answer_rows(db: Session, user_id: int) -> list[AiAnswer]:
    """Return every remembered answer."""
    return list(db.scalars(select(AiAnswer).where(AiAnswer.user_id == user_id)))


def spent(db: Session, user_id: int, since: datetime) -> Spent:
    """Return what the calls since a moment cost."""
    tokens = AiCall.input_tokens + AiCall.output_tokens
    unpriced = case((AiCall.cost_micro_usd.is_(None), tokens), else_=0)
    query = select(
        func.count(),
        func.coalesce(func.sum(AiCall.input_tokens), 0),
        func.coalesce(func.sum(AiCall.output_tokens), 0),
        func.coalesce(func.sum(AiCall.cost_micro_usd), 0),
        func.coalesce(func.sum(unpriced), 0),
    ).where(AiCall.user_id == user_id, AiCall.created_at >= since)
    return Spent(*db.execute(query).one())


def list_calls(db: Session, user_id: int, *, before_id: int | None, limit: int) -> list[AiCall]:
    """Return receipts, newest first."""
    query = select(AiCall).where(AiCall.user_id == user_id).order_by(AiCall.id.desc()).limit(limit)
    query = query.options(defer(AiCall.sent))
    return list(db.scalars(query if before_id is None else query.where(AiCall.id < before_id)))


def one_call(db: Session, user_id: int, call_id: int) -> AiCall:
    """Return a receipt. Raises NoSuchCall."""
    found = db.get(AiCall, call_id)
    if found is None or found.user_id != user_id:
        raise NoSuchCall
    return found


def calls_since(db: Session, user_id: int, since: datetime) -> list[AiCall]:
    """Return the receipts since a moment, oldest first."""
    query = select(AiCall).where(AiCall.user_id == user_id, AiCall.created_at >= since).order_by(AiCall.id)
    return list(db.scalars(query.options(defer(AiCall.sent))))


def accepted_by_call(db: Session, user_id: int) -> dict[int, tuple[int, int]]:
    """Return for each call how many of its suggestions the person accepted, and how many there were.

    A suggested category is accepted when a transaction of that merchant was confirmed with it; a proposed rule when
    the person accepted it.
    """
    confirmed = (
        select(T.id)
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .where(
            Descriptor.user_id == user_id,
            Descriptor.merchant_key == AiAnswer.merchant_key,
            T.status.in_(COUNTED),
            T.category_id == AiAnswer.category_id,
            _direction == AiAnswer.direction,
        )
        .exists()
    )
    suggested = select(AiAnswer.call_id, confirmed).where(
        AiAnswer.user_id == user_id, AiAnswer.category_id.is_not(None), AiAnswer.call_id.is_not(None)
    )
    proposed = select(AiProposal.call_id, AiProposal.status == "accepted").where(
        AiProposal.user_id == user_id, AiProposal.call_id.is_not(None)
    )
    found: dict[int, tuple[int, int]] = {}
    for query in (suggested, proposed):
        for call_id, is_accepted in db.execute(query):
            assert call_id is not None
            accepted, total = found.get(call_id, (0, 0))
            found[call_id] = (accepted + bool(is_accepted), total + 1)
    return found


def proposals(db: Session, user_id: int, *, status: str | None = None) -> list[AiProposal]:
    """Return proposed rules, oldest first."""
    query = select(AiProposal).where(AiProposal.user_id == user_id).order_by(AiProposal.id)
    return list(db.scalars(query if status is None else query.where(AiProposal.status == status)))


def one_proposal(db: Session, user_id: int, proposal_id: int) -> AiProposal:
    """Return a proposed rule. Raises NoSuchProposal."""
    found = db.get(AiProposal, proposal_id)
    if found is None or found.user_id != user_id:
        raise NoSuchProposal
    return found


def _undecided(user_id: int) -> list[ColumnElement[bool]]:
    is_open = or_(
        T.predicted_category_id.is_(None),
        and_(T.categorization_tier == "model", T.prediction_confidence < _UNSURE),
    )
    return [
        T.user_id == user_id,
        T.account_id.in_(living_ids(user_id)),
        T.status == "pending_review",
        T.category_id.is_(None),
        is_open,
    ]


def _texts(db: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return what identifies the merchant of each of these transactions: the payee, or the bank's text."""
    found: dict[int, str] = {}
    query: Select[int, str, str] = select(T.id, Descriptor.description, Descriptor.merchant_name).join(
        Descriptor, Descriptor.id == T.descriptor_id
    )
    for start in range(0, len(ids), _CHUNK):
        rows = db.execute(query.where(T.id.in_(in_list(ids[start : start + _CHUNK]))))
        found.update({id_: payee or description for id_, description, payee in rows})
    return found
