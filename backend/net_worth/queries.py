"""Every SELECT over manual assets, their valuations, and snapshots of net worth."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.balances import queries as balances
from backend.net_worth.errors import NoSuchAsset, NoSuchValuation
from backend.net_worth.models import ManualAsset, ManualValuation, NetWorthSnapshot

S = NetWorthSnapshot


def assets(db: Session, user_id: int) -> Sequence[ManualAsset]:
    """Return every manual asset and debt, by kind and name."""
    query = select(ManualAsset).where(ManualAsset.user_id == user_id)
    return db.scalars(query.order_by(ManualAsset.kind, func.lower(ManualAsset.name), ManualAsset.id)).all()


def asset(db: Session, user_id: int, asset_id: int) -> ManualAsset:
    """Return one manual asset. Raises NoSuchAsset."""
    found = db.get(ManualAsset, asset_id)
    if found is None or found.user_id != user_id:
        raise NoSuchAsset
    return found


def valuations(db: Session, user_id: int) -> dict[int, list[ManualValuation]]:
    """Return the valuations of each manual asset, oldest first."""
    query = select(ManualValuation).where(ManualValuation.user_id == user_id).order_by(ManualValuation.on)
    by_asset: dict[int, list[ManualValuation]] = {}
    for valuation in db.scalars(query):
        by_asset.setdefault(valuation.asset_id, []).append(valuation)
    return by_asset


def valuation(db: Session, user_id: int, valuation_id: int) -> ManualValuation:
    """Return one valuation. Raises NoSuchValuation."""
    found = db.get(ManualValuation, valuation_id)
    if found is None or found.user_id != user_id:
        raise NoSuchValuation
    return found


def snapshots(db: Session, user_id: int, currency: str, days: Sequence[date]) -> dict[date, NetWorthSnapshot]:
    """Return the snapshots of these days."""
    query = select(S).where(S.user_id == user_id, S.currency == currency, S.on.in_(days))
    return {snapshot.on: snapshot for snapshot in db.scalars(query)}


def first_snapshot_on(db: Session, user_id: int, currency: str) -> date | None:
    """Return since when there is a snapshot."""
    return db.scalar(select(func.min(S.on)).where(S.user_id == user_id, S.currency == currency))


def first_day(db: Session, user_id: int) -> date | None:
    """Return the first day that anything is known of: a transaction, a balance, a value."""
    of_accounts = balances.first_days(db, user_id)
    valued = db.scalar(select(func.min(ManualValuation.on)).where(ManualValuation.user_id == user_id))
    return min([*of_accounts, *([valued] if valued else [])], default=None)
