"""HTTP: /api/exchange-rates. Only POST …/fetch leads to a connection, in the background, and only while that is on."""

from typing import Annotated, Any

from fastapi import Depends, Query, Request, UploadFile

from backend.exchange_rates import fetching, queries, schemas, service
from backend.exchange_rates.fetching import RateFetcher
from backend.infra.fields import Currency
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep, user_data
from backend.settings import service as settings

router = Router(prefix="/api/exchange-rates", tags=["exchange rates"])


def get_fetcher(request: Request) -> RateFetcher:
    """Return what fetches rates in this app."""
    fetcher = user_data(request).rates
    assert isinstance(fetcher, RateFetcher)
    return fetcher


FetcherDep = Annotated[RateFetcher, Depends(get_fetcher)]


@router.get("", response_model=schemas.RatesState)
def rates(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    fetcher: FetcherDep,
    currency: Currency | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 30,
) -> Any:
    """Return which rates there are, the newest of them, and how the last fetch went."""
    last = fetching.status(db, user_id)
    return {
        "is_on": fetching.is_on(db, user_id),
        "is_fetching": fetcher.is_running(),
        "attempted_at": last.attempted_at,
        "error": last.error,
        "base_currency": settings.base_currency(db, user_id),
        "followed": sorted(service.followed(db, user_id)),
        "coverage": queries.coverage(db, user_id),
        "latest": queries.latest(db, user_id, currency=currency, limit=limit),
    }


@router.post("", response_model=schemas.RateSaved)
def set_rate(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.NewRate) -> Any:
    """Set the rate of a day by hand; it counts before any other rate of that day."""
    saved = service.set_rate(db, user_id, **body.sent_fields())
    return {"rate": queries.one(db, user_id, saved.rate_id), "change_id": saved.change_id}


@router.delete("/{rate_id}", response_model=schemas.RateRemoved)
def remove_rate(db: WriteSessionDep, user_id: CurrentUserId, rate_id: RowId) -> Any:
    """Remove one rate."""
    return {"status": "removed", "change_id": service.remove_rate(db, user_id, rate_id)}


@router.post("/file", response_model=schemas.RatesLoaded)
def load_file(db: WriteSessionDep, user_id: CurrentUserId, file: UploadFile) -> Any:
    """Keep the rates of a file, of the followed currencies only."""
    return service.load_file(db, user_id, file.file.read())


@router.post("/fetch", response_model=schemas.FetchStarted, status_code=202)
def fetch(user_id: CurrentUserId, fetcher: FetcherDep) -> Any:
    """Begin to fetch rates from the European Central Bank; ask again how it went."""
    fetcher.start(user_id)
    return {"status": "started"}
