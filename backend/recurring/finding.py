"""What repeats among the payments and belongs to no series yet."""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from backend.infra import clock
from backend.kit.payment_words import names_merchant
from backend.payees import queries as payee_queries
from backend.recurring import queries
from backend.recurring.detection import Charge, Rhythm, find_rhythms, state_of
from backend.recurring.matching import Payee
from backend.recurring.queries import Payment
from backend.recurring.running import payee_of

# Three yearly payments lie two years apart.
_LOOK_BACK = timedelta(days=800)


class Found(NamedTuple):
    """A rhythm that belongs to no series yet."""

    payee: Payee
    currency: str
    rhythm: Rhythm
    payments: tuple[Payment, ...]


def found(db: Session, user_id: int) -> list[Found]:
    """Return what repeats among the payments and belongs to no series, the surest first; lapsed rhythms are none."""
    today = clock.today()
    taken: dict[tuple[str, str, bool], list[Payee]] = defaultdict(list)
    by_id = {series.id: series for series in queries.list_series(db, user_id, ("active", "ignored", "ended"))}
    payee_keys = payee_queries.payee_keys(db, user_id)
    for row in queries.payees(db, user_id):
        series = by_id[row.series_id]
        key = payee_keys.get(row.merchant_key, row.merchant_key)
        taken[key, series.currency, series.is_money_in].append(payee_of(row))
    by_key: dict[tuple[str, str, bool], list[Payment]] = defaultdict(list)
    for payment in queries.payments(db, user_id, since=today - _LOOK_BACK):
        by_key[payment.merchant_key, payment.currency, payment.amount_minor < 0].append(payment)
    result: list[Found] = []
    for (merchant_key, currency, is_in), payments in by_key.items():
        if len(payments) < 3 or not names_merchant(merchant_key):
            continue
        known = taken[merchant_key, currency, is_in]
        free = [each for each in payments if not any(payee.fits(each.amount_minor) for payee in known)]
        rhythms = find_rhythms([Charge(each.on, each.amount_minor, each.id) for each in free])
        for rhythm in rhythms:
            if state_of(rhythm.charges[-1].on, rhythm.gap_days, today) == "lapsed":
                continue
            is_whole = len(rhythm.charges) == len(payments)
            payee = Payee(merchant_key) if is_whole else _bounded(merchant_key, rhythm)
            ids = {charge.transaction_id for charge in rhythm.charges}
            result.append(Found(payee, currency, rhythm, tuple(each for each in free if each.id in ids)))
    return sorted(result, key=lambda each: (-each.rhythm.confidence, each.payee))


def _bounded(merchant_key: str, rhythm: Rhythm) -> Payee:
    """Bounds around the amounts seen, with room for a price step."""
    sizes = [abs(charge.amount_minor) for charge in rhythm.charges]
    return Payee(merchant_key, round(min(sizes) * 0.85), round(max(sizes) * 1.2))
