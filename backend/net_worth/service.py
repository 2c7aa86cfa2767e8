"""Keep things and debts by hand with their values, and the net worth of each day; the only module that writes them."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from backend.accounts import queries as accounts
from backend.exchange_rates import service as exchange_rates
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder, record_changes
from backend.net_worth import queries
from backend.net_worth.drivers import DEBTS
from backend.net_worth.errors import InvalidAsset
from backend.net_worth.models import ManualAsset, ManualValuation, NetWorthSnapshot
from backend.net_worth.series import DataFiles, load_series
from backend.settings import service as settings

Json = dict[str, Any]
# Clearing one of these means the value of a new one.
_DEFAULTS: Json = {"ownership_percent": 100, "depreciation": "none", "residual_minor": 0, "rounded_to_minor": 1}
_MOST_MONTHS = 1200


class Saved(NamedTuple):
    """The row that was added or changed, and the change that can be undone."""

    id: int
    change_id: int | None


class Snapshot(NamedTuple):
    """The net worth of a day in one currency; see NetWorthSnapshot."""

    on: date
    currency: str
    assets_minor: int
    liabilities_minor: int
    breakdown: dict[str, int | None]


def add_asset(db: WriteSession, user_id: int, fields: Json) -> Saved:
    """Add a thing or a debt, with its first value. Raises InvalidAsset and NoSuchAccount."""
    value_minor, on, origin = fields.pop("value_minor"), fields.pop("on"), fields.pop("origin", None)
    currency = fields.pop("currency", None) or settings.base_currency(db, user_id)
    asset = ManualAsset(user_id=user_id, currency=currency, **{**_DEFAULTS, **_columns(db, user_id, fields)})
    _check(asset)
    _check_value(asset, value_minor)
    with record_changes(db, user_id, f"Added “{asset.name}”") as recorder:
        db.add(asset)
        db.flush()
        recorder.record_created(ManualAsset, asset.id)
        _set_value(db, user_id, asset, on, value_minor, origin, recorder)
    exchange_rates.follow(db, user_id, [currency])
    return Saved(asset.id, recorder.change_id)


def change_asset(db: WriteSession, user_id: int, asset_id: int, changes: Json) -> Saved:
    """Change a thing or a debt. Raises NoSuchAsset, InvalidAsset and NoSuchAccount."""
    asset = queries.asset(db, user_id, asset_id)
    with record_changes(db, user_id, f"Changed “{asset.name}”") as recorder:
        recorder.capture(ManualAsset, [asset.id])
        for name, value in _columns(db, user_id, changes).items():
            setattr(asset, name, _DEFAULTS.get(name) if value is None else value)
        _check(asset)
        for valuation in queries.valuations(db, user_id).get(asset.id, []):
            _check_value(asset, valuation.value_minor)
    return Saved(asset.id, recorder.change_id)


def remove_asset(db: WriteSession, user_id: int, asset_id: int) -> int | None:
    """Remove a thing or a debt with its values, and return the change. Raises NoSuchAsset."""
    asset = queries.asset(db, user_id, asset_id)
    with record_changes(db, user_id, f"Removed “{asset.name}”") as recorder:
        # Undo goes backwards, and a value needs its asset.
        recorder.capture(ManualValuation, [each.id for each in queries.valuations(db, user_id).get(asset.id, [])])
        recorder.capture(ManualAsset, [asset.id])
        db.delete(asset)
    return recorder.change_id


def set_value(
    db: WriteSession, user_id: int, asset_id: int, *, on: date, value_minor: int, origin: str | None
) -> Saved:
    """Set what the whole of a thing was worth on a day, in place of an earlier value of that day.

    Raises NoSuchAsset and InvalidAsset.
    """
    asset = queries.asset(db, user_id, asset_id)
    _check_value(asset, value_minor)
    with record_changes(db, user_id, f"Set the value of “{asset.name}” on {on}") as recorder:
        valuation_id = _set_value(db, user_id, asset, on, value_minor, origin, recorder)
    return Saved(valuation_id, recorder.change_id)


def remove_value(db: WriteSession, user_id: int, valuation_id: int) -> int | None:
    """Remove one value and return the change. Raises NoSuchValuation, and InvalidAsset for the only one."""
    valuation = queries.valuation(db, user_id, valuation_id)
    asset = queries.asset(db, user_id, valuation.asset_id)
    if len(queries.valuations(db, user_id)[asset.id]) == 1:
        raise InvalidAsset(f"“{asset.name}” has only this value. Enter another one first, or remove “{asset.name}”.")
    with record_changes(db, user_id, f"Removed a value of “{asset.name}”") as recorder:
        recorder.capture(ManualValuation, [valuation.id])
        db.delete(valuation)
    return recorder.change_id


def snapshot_to_keep(data: DataFiles, user_id: int, *, today: date) -> Snapshot | None:
    """Return the net worth of today as it is known now; None if there is nothing, or if it is kept already."""
    home = settings.base_currency(data.budget, user_id)
    series, _rates = load_series(data, user_id, [today], home=home)
    values = {each.item.key: (each.item.group, each.days[0].home_minor) for each in series if each.days[0].is_there}
    breakdown = {key: minor for key, (_group, minor) in values.items()}
    kept = queries.snapshots(data.budget, user_id, home, [today]).get(today)
    if not values or (kept is not None and kept.breakdown == breakdown):
        return None
    return Snapshot(
        on=today,
        currency=home,
        assets_minor=sum(minor or 0 for group, minor in values.values() if group not in DEBTS),
        liabilities_minor=sum(minor or 0 for group, minor in values.values() if group in DEBTS),
        breakdown=breakdown,
    )


def keep_snapshot(db: WriteSession, user_id: int, snapshot: Snapshot) -> None:
    """Keep the net worth of a day, in place of an earlier one of that day."""
    kept = queries.snapshots(db, user_id, snapshot.currency, [snapshot.on]).get(snapshot.on)
    if kept is None:
        db.add(NetWorthSnapshot(user_id=user_id, **snapshot._asdict()))
    else:
        kept.assets_minor, kept.liabilities_minor = snapshot.assets_minor, snapshot.liabilities_minor
        kept.breakdown = snapshot.breakdown
    db.flush()


def _columns(db: WriteSession, user_id: int, fields: Json) -> Json:
    """Return the fields as the table has them. Raises NoSuchAccount, and InvalidAsset for a percentage that is none."""
    columns = dict(fields)
    if columns.get("loan_account_id") is not None:
        accounts.one(db, user_id, columns["loan_account_id"])
    percent = columns.get("depreciation_percent")
    if percent is not None:
        if not re.fullmatch(r"\d{1,2}(\.\d{1,4})?", percent, re.ASCII):
            raise InvalidAsset(f"“{percent}” is not a percentage. Write for example 15 or 12.5.")
        columns["depreciation_percent"] = Decimal(percent)
    return columns


def _check(asset: ManualAsset) -> None:
    percent = asset.depreciation_percent
    if asset.depreciation == "percent" and (percent is None or not 0 < percent < 100):
        raise InvalidAsset("Say how many percent a year it loses, more than 0 and less than 100.")
    if asset.depreciation == "straight_line" and not 0 < (asset.life_months or 0) <= _MOST_MONTHS:
        raise InvalidAsset("Say over how many months it loses its value, from 1 to 1,200.")
    if asset.kind == "debt" and asset.depreciation != "none":
        raise InvalidAsset("A debt does not lose value by a rule. Enter what is owed.")


def _check_value(asset: ManualAsset, value_minor: int) -> None:
    if asset.kind == "debt" and value_minor > 0:
        raise InvalidAsset("A debt is a negative amount.")
    if asset.kind != "debt" and value_minor < 0:
        raise InvalidAsset("What you own is worth 0 or more. Add a debt for what you owe.")


def _set_value(
    db: WriteSession,
    user_id: int,
    asset: ManualAsset,
    on: date,
    value_minor: int,
    origin: str | None,
    recorder: ChangeRecorder,
) -> int:
    known = next((each for each in queries.valuations(db, user_id).get(asset.id, []) if each.on == on), None)
    if known is None:
        known = ManualValuation(user_id=user_id, asset_id=asset.id, on=on, value_minor=value_minor, origin=origin)
        db.add(known)
        db.flush()
        recorder.record_created(ManualValuation, known.id)
    else:
        recorder.capture(ManualValuation, [known.id])
        known.value_minor, known.origin = value_minor, origin
    return known.id
