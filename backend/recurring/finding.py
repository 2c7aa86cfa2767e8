"""What repeats among the payments and belongs to no series yet."""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from backend.infra import clock
from backend.kit.payment_words import names_merchant
from backend.payees import queries as payee_queries
from backend.recurring import queries
from backend.recurring.detection import FEWEST, Rhythm, find_rhythms, state_of
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
    series_by_id = {series.id: series for series in queries.list_series(db, user_id, ("active", "ignored", "ended"))}
    payee_keys = payee_queries.payee_keys(db, user_id)
    for row in queries.payees(db, user_id):
        series = series_by_id[row.series_id]
        key = payee_keys.get(row.merchant_key, row.merchant_key)
        taken[key, series.currency, series.is_money_in].append(payee_of(row))
    rhythms: list[tuple[str, str, Rhythm, bool]] = []
    by_payee = queries.charges_by_payee(db, user_id, since=today - _LOOK_BACK)
    for (merchant_key, currency, is_in), charges in by_payee.items():
        if len(charges) < FEWEST or not names_merchant(merchant_key):
            continue
        known = taken[merchant_key, currency, is_in]
        free = [each for each in charges if not any(payee.fits(each.amount_minor) for payee in known)]
        rhythms.extend(
            (merchant_key, currency, rhythm, len(rhythm.charges) == len(charges))
            for rhythm in find_rhythms(free)
            if state_of(rhythm.charges[-1].on, rhythm.gap_days, today) != "lapsed"
        )
    ids = [charge.transaction_id for *_, rhythm, _ in rhythms for charge in rhythm.charges]
    by_id = {each.id: each for each in queries.payments(db, user_id, transaction_ids=ids)} if ids else {}
    result = [
        Found(
            Payee(merchant_key) if is_whole else _bounded(merchant_key, rhythm),
            currency,
            rhythm,
            tuple(by_id[charge.transaction_id] for charge in rhythm.charges),
        )
        for merchant_key, currency, rhythm, is_whole in rhythms
    ]
    return sorted(result, key=lambda each: (-each.rhythm.confidence, each.payee))


def _bounded(merchant_key: str, rhythm: Rhythm) -> Payee:
    """Bounds around the amounts seen, with room for a price step."""
    sizes = [abs(charge.amount_minor) for charge in rhythm.charges]
    return Payee(merchant_key, round(min(sizes) * 0.85), round(max(sizes) * 1.2))
