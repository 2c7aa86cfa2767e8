"""HTTP: /api/net-worth."""

from typing import Annotated, Any

from fastapi import Depends, Query
from sqlalchemy.orm import Session

from backend.infra import clock
from backend.infra.fields import Day
from backend.infra.web import CurrentUserId, InvestmentsReadDep, ReadSessionDep, Router, RowId, WriteSessionDep
from backend.net_worth import history as past
from backend.net_worth import overview, queries, schemas, service
from backend.net_worth.series import DataFiles, Only
from backend.settings import service as settings

router = Router(prefix="/api/net-worth", tags=["net worth"])


def only(
    only: Annotated[
        str | None, Query(max_length=200, pattern=r"^(item|group|kind|currency|owner):.+$", description="`<by>:<name>`")
    ] = None,
) -> Only | None:
    """Return what the answer is restricted to, such as `group:cash` or `item:account:3`."""
    if only is None:
        return None
    by, _, name = only.partition(":")
    return Only(by, name)  # type: ignore[arg-type]


OnlyDep = Annotated[Only | None, Depends(only)]


@router.get("", response_model=schemas.NetWorth)
def net_worth(db: ReadSessionDep, investments: InvestmentsReadDep, user_id: CurrentUserId, only: OnlyDep) -> Any:
    """Return net worth today with all that counts in it."""
    return overview.current(
        DataFiles(db, investments), user_id, today=clock.today(), home=settings.base_currency(db, user_id), only=only
    )


@router.get("/history", response_model=schemas.NetWorthHistory)
def history(
    db: ReadSessionDep,
    investments: InvestmentsReadDep,
    user_id: CurrentUserId,
    only: OnlyDep,
    since: Day | None = None,
) -> Any:
    """Return net worth at the end of each month, beyond ten years of each quarter, since a day or the first one."""
    home = settings.base_currency(db, user_id)
    return past.history(DataFiles(db, investments), user_id, since=since, today=clock.today(), home=home, only=only)


@router.get("/drivers", response_model=schemas.NetWorthDrivers)
def drivers(
    db: ReadSessionDep,
    investments: InvestmentsReadDep,
    user_id: CurrentUserId,
    only: OnlyDep,
    from_on: Annotated[Day, Query()],
) -> Any:
    """Return why net worth changed since the end of a day, by cause and by group."""
    today, home = clock.today(), settings.base_currency(db, user_id)
    return overview.drivers(
        DataFiles(db, investments), user_id, from_on=min(from_on, today), today=today, home=home, only=only
    )


@router.get("/assets", response_model=list[schemas.AssetOut])
def list_assets(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return every thing and debt that is kept by hand, with its values."""
    valuations = queries.valuations(db, user_id)
    return [_asset_json(asset, valuations.get(asset.id, [])) for asset in queries.assets(db, user_id)]


@router.post("/assets", response_model=schemas.AssetSaved, status_code=201)
def add_asset(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.NewAsset) -> Any:
    """Add a thing or a debt with its first value."""
    return _saved(db, user_id, service.add_asset(db, user_id, body.sent_fields()))


@router.patch("/assets/{asset_id}", response_model=schemas.AssetSaved)
def change_asset(db: WriteSessionDep, user_id: CurrentUserId, asset_id: RowId, body: schemas.AssetChanges) -> Any:
    """Change a thing or a debt."""
    return _saved(db, user_id, service.change_asset(db, user_id, asset_id, body.sent_fields()))


@router.delete("/assets/{asset_id}", response_model=schemas.AssetRemoved)
def remove_asset(db: WriteSessionDep, user_id: CurrentUserId, asset_id: RowId) -> Any:
    """Remove a thing or a debt with its values."""
    return {"status": "removed", "change_id": service.remove_asset(db, user_id, asset_id)}


@router.post("/assets/{asset_id}/valuations", response_model=schemas.AssetSaved, status_code=201)
def set_value(db: WriteSessionDep, user_id: CurrentUserId, asset_id: RowId, body: schemas.NewValuation) -> Any:
    """Set what the whole of a thing was worth on a day, in place of an earlier value of that day."""
    saved = service.set_value(db, user_id, asset_id, on=body.on, value_minor=body.value_minor, origin=body.origin)
    return _saved(db, user_id, saved._replace(id=asset_id))


@router.delete("/valuations/{valuation_id}", response_model=schemas.AssetRemoved)
def remove_value(db: WriteSessionDep, user_id: CurrentUserId, valuation_id: RowId) -> Any:
    """Remove one value."""
    return {"status": "removed", "change_id": service.remove_value(db, user_id, valuation_id)}


def _saved(db: Session, user_id: int, saved: service.Saved) -> Any:
    asset = queries.asset(db, user_id, saved.id)
    valuations = queries.valuations(db, user_id).get(asset.id, [])
    return {"asset": _asset_json(asset, valuations), "change_id": saved.change_id}


def _asset_json(asset: Any, valuations: Any) -> Any:
    fields = {name: getattr(asset, name) for name in schemas.AssetOut.model_fields if name != "valuations"}
    return {**fields, "valuations": list(reversed(valuations))}
