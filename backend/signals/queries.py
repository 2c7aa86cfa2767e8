"""Every SELECT over signals and consent, and the transactions that signals are measured from."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from backend.accounts.queries import living_ids
from backend.categories.models import Category
from backend.infra.sql import in_list
from backend.signals.models import ConsentEvent, SignalRun, StoredSignal
from backend.signals.observations import Charge
from backend.transactions.counted import counted_rows, entries
from backend.transactions.models import Transaction

T = Transaction
_INTEREST_CATEGORY = "interest_charge"
_INTEREST_WORDS = ("%interest charge%", "%purchase interest%", "%finance charge%")


def consent_log(db: Session, user_id: int) -> Sequence[ConsentEvent]:
    """Return what was agreed to, revoked and erased, the newest first."""
    query = select(ConsentEvent).where(ConsentEvent.user_id == user_id)
    return db.scalars(query.order_by(ConsentEvent.id.desc())).all()


def last_choice(db: Session, user_id: int) -> ConsentEvent | None:
    """Return the last time that the person agreed or revoked."""
    query = select(ConsentEvent).where(ConsentEvent.user_id == user_id, ConsentEvent.action != "erased")
    return db.scalar(query.order_by(ConsentEvent.id.desc()).limit(1))


def latest_run(db: Session, user_id: int) -> SignalRun | None:
    """Return the newest day on which signals were computed."""
    return db.scalar(select(SignalRun).where(SignalRun.user_id == user_id).order_by(SignalRun.on.desc()).limit(1))


def run_on(db: Session, user_id: int, on: date) -> SignalRun | None:
    """Return the run of a day."""
    return db.scalar(select(SignalRun).where(SignalRun.user_id == user_id, SignalRun.on == on))


def signals_of(db: Session, user_id: int, run_id: int) -> Sequence[StoredSignal]:
    """Return the signals of a run in the order in which they were measured."""
    query = select(StoredSignal).where(StoredSignal.user_id == user_id, StoredSignal.run_id == run_id)
    return db.scalars(query.order_by(StoredSignal.id)).all()


def trace(db: Session, user_id: int, *, since: date) -> list[tuple[str, str, date, str | None]]:
    """Return (window, key, day, value) of every run since a day, oldest first."""
    query = (
        select(StoredSignal.window, StoredSignal.key, SignalRun.on, StoredSignal.value)
        .join(SignalRun, SignalRun.id == StoredSignal.run_id)
        .where(StoredSignal.user_id == user_id, SignalRun.on >= since)
        .order_by(SignalRun.on, StoredSignal.id)
    )
    return [tuple(row) for row in db.execute(query)]  # type: ignore[misc] # four columns


def counted(db: Session, user_id: int) -> tuple[int, date | None]:
    """Return how many transactions reports count, and the day of the oldest one."""
    row = db.execute(select(func.count(), func.min(T.on)).where(T.user_id == user_id, counted_rows(user_id))).one()
    return row[0], row[1]


def income(db: Session, user_id: int, *, currency: str, since: date) -> list[Charge]:
    """Return counted money that came in as income since a day, oldest first; without a category it is income too."""
    each = entries(user_id, start=since, is_counted=True).c
    query = (
        select(each.on, func.sum(each.amount_minor), each.transaction_id)
        .outerjoin(Category, Category.id == each.category_id)
        .where(each.currency == currency, each.amount_minor < 0, or_(Category.kind == "income", Category.id.is_(None)))
        .group_by(each.on, each.transaction_id)
        .order_by(each.on, each.transaction_id)
    )
    return [Charge(*row) for row in db.execute(query)]


def card_interest(db: Session, user_id: int, account_ids: Sequence[int], *, since: date) -> dict[int, list[Charge]]:
    """Return the interest that cards charged since a day, by account: by its category or by its bank text."""
    text = func.lower(T.description)
    query = (
        select(T.account_id, T.on, T.amount_minor, T.id)
        .outerjoin(Category, Category.id == T.category_id)
        .where(
            T.user_id == user_id,
            T.account_id.in_(in_list(list(account_ids))),
            T.on >= since,
            T.amount_minor > 0,
            T.is_pending.is_(False),
            or_(Category.short_desc == _INTEREST_CATEGORY, *(text.like(words) for words in _INTEREST_WORDS)),
        )
        .order_by(T.on, T.id)
    )
    found: dict[int, list[Charge]] = {}
    for account_id, on, minor, transaction_id in db.execute(query):
        found.setdefault(account_id, []).append(Charge(on, minor, transaction_id))
    return found


def card_payments(db: Session, user_id: int, account_ids: Sequence[int], *, since: date) -> dict[int, list[Charge]]:
    """Return what came in on cards since a day (negative), by account; refunds count as the page Debts counts them."""
    query = (
        select(T.account_id, T.on, T.amount_minor, T.id)
        .where(
            T.user_id == user_id,
            T.account_id.in_(in_list(list(account_ids))),
            T.account_id.in_(living_ids(user_id)),
            T.on >= since,
            T.amount_minor < 0,
            T.is_pending.is_(False),
        )
        .order_by(T.on, T.id)
    )
    found: dict[int, list[Charge]] = {}
    for account_id, on, minor, transaction_id in db.execute(query):
        found.setdefault(account_id, []).append(Charge(on, minor, transaction_id))
    return found
