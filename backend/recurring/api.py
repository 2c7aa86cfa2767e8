"""HTTP: /api/recurring, the calendar feed, and the month grid of the older app."""

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from backend.documents import queries as documents
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.fields import Day
from backend.infra.web import LOCAL_USER_ID, CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep
from backend.recurring import calendar_feed, finding, presentation, running, schemas, service, totals
from backend.recurring.errors import BadSeries, NoFeedToken
from backend.recurring.kinds import STATUSES, SeriesStatus
from backend.recurring.monitor import recurring_monitor
from backend.recurring.service import Changed, PayeeBounds
from backend.settings import service as settings

router = Router(prefix="/api", tags=["recurring"])
_FEED_DAYS = 400
_LONGEST_CALENDAR = timedelta(days=800)


@router.get("/recurring", response_model=schemas.SeriesList)
def list_series(db: ReadSessionDep, user_id: CurrentUserId, status: SeriesStatus = "active") -> Any:
    """Return the series in one state with their course and what the active ones cost a year."""
    every = running.running(db, user_id, STATUSES)
    shown = [each for each in every if each.series.status == status]
    return {
        "as_of": clock.today(),
        "items": presentation.series_json(db, user_id, shown),
        "counts": {name: sum(each.series.status == name for each in every) for name in STATUSES},
        "figures": totals.figures(db, user_id, [each for each in every if each.series.status == "active"]),
    }


@router.get("/recurring/found", response_model=list[schemas.FoundOut])
def list_found(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return what repeats and belongs to no series yet, the surest first."""
    return presentation.found_json(db, user_id, finding.found(db, user_id))


@router.get("/recurring/months", response_model=schemas.MonthsOut)
def list_months(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return what each active series was paid in the last twelve months."""
    return running.months(running.running(db, user_id, ["active"]))


@router.get("/recurring/coming", response_model=list[schemas.Coming])
def list_coming(db: ReadSessionDep, user_id: CurrentUserId, first: Day, last: Day) -> Any:
    """Return what falls due between two days, the days until which something must be cancelled, and the days on which
    warranties and contracts end."""
    if not timedelta(0) <= last - first <= _LONGEST_CALENDAR:
        raise BadSeries("Ask for a span of days that ends after it begins and is at most 800 days long.")
    return _coming(db, user_id, first, last)


@router.get("/recurring/feed", response_model=schemas.FeedState)
def feed_state(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return whether calendar programs can read the bills."""
    return {"is_on": calendar_feed.is_on(db, user_id)}


@router.post("/recurring/feed", response_model=schemas.FeedAddress)
def renew_feed(db: WriteSessionDep, user_id: CurrentUserId) -> Any:
    """Make a new address for calendar programs; an earlier one stops working."""
    return {"path": f"/api/recurring.ics?token={calendar_feed.renew(db, user_id)}"}


@router.delete("/recurring/feed", response_model=schemas.FeedState)
def switch_feed_off(db: WriteSessionDep, user_id: CurrentUserId) -> Any:
    """Switch the feed off."""
    calendar_feed.switch_off(db, user_id)
    return {"is_on": False}


@router.get("/recurring.ics", response_class=Response, responses={200: {"content": {"text/calendar": {}}}})
def feed(db: ReadSessionDep, token: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Return what comes in the next 400 days as an iCalendar file. Needs the token of the feed, no login."""
    if not calendar_feed.is_valid(db, LOCAL_USER_ID, token):
        raise NoFeedToken
    return _calendar(db, LOCAL_USER_ID)


@router.get("/recurring/file", response_class=Response, responses={200: {"content": {"text/calendar": {}}}})
def calendar_file(db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return the same iCalendar file to download."""
    return _calendar(db, user_id)


@router.post("/recurring", response_model=schemas.SeriesChanged, status_code=201)
def create_series(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.NewSeries) -> Any:
    """Enter a series by hand, confirm a found one, or ignore it."""
    payees = [PayeeBounds(each.merchant_key, each.lowest_minor, each.highest_minor) for each in body.payees]
    verb = "Ignored" if body.status == "ignored" else "Confirmed" if payees else "Added"
    fields = body.model_dump(exclude={"payees"})
    return _changed(db, user_id, service.create(db, user_id, fields, payees=payees, verb=verb))


@router.patch("/recurring/{series_id:int}", response_model=schemas.SeriesChanged)
def edit_series(db: WriteSessionDep, user_id: CurrentUserId, series_id: RowId, body: schemas.SeriesChanges) -> Any:
    """Change a series; also brings an ended or ignored one back."""
    return _changed(db, user_id, service.edit(db, user_id, series_id, body.sent_fields()))


@router.post("/recurring/{series_id:int}/end", response_model=schemas.SeriesChanged)
def end_series(db: WriteSessionDep, user_id: CurrentUserId, series_id: RowId, body: schemas.EndIn) -> Any:
    """End a series: nothing is expected after the day."""
    return _changed(db, user_id, service.end(db, user_id, series_id, body.on))


@router.post("/recurring/{series_id:int}/merge", response_model=schemas.SeriesChanged)
def merge_series(db: WriteSessionDep, user_id: CurrentUserId, series_id: RowId, body: schemas.SeriesMergeIn) -> Any:
    """Make this series part of another one; returns that one."""
    return _changed(db, user_id, service.merge(db, user_id, series_id, body.into_id))


@router.post("/recurring/{series_id:int}/split", response_model=schemas.SeriesChanged)
def split_series(db: WriteSessionDep, user_id: CurrentUserId, series_id: RowId, body: schemas.SeriesSplitIn) -> Any:
    """Make the payments above an amount a series of their own; returns the new one."""
    done = service.split(db, user_id, series_id, above_minor=body.above_minor, name=body.name)
    return _changed(db, user_id, done)


@router.post("/recurring/{series_id:int}/payees", response_model=schemas.SeriesChanged)
def add_payee(db: WriteSessionDep, user_id: CurrentUserId, series_id: RowId, body: schemas.Payee) -> Any:
    """Make the transactions of one more payee part of a series."""
    payee = PayeeBounds(body.merchant_key, body.lowest_minor, body.highest_minor)
    return _changed(db, user_id, service.add_payee(db, user_id, series_id, payee))


@router.delete("/recurring/{series_id:int}", response_model=schemas.SeriesRemoved)
def delete_series(db: WriteSessionDep, user_id: CurrentUserId, series_id: RowId) -> Any:
    """Remove a series; its transactions stay."""
    return {"status": "removed", "change_id": service.delete(db, user_id, series_id)}


@router.get("/transactions/recurring-monitor", response_model=schemas.Monitor)
def monitor(
    db: ReadSessionDep, user_id: CurrentUserId, year: Annotated[int | None, Query(ge=1900, le=2199)] = None
) -> Any:
    """Return the categories marked as recurring by month of a year, in the home currency."""
    currency = settings.base_currency(db, user_id)
    return recurring_monitor(db, user_id, year=year or clock.today().year, currency=currency)


def _changed(db: WriteSession, user_id: int, done: Changed) -> dict[str, Any]:
    db.flush()
    (series,) = presentation.series_json(db, user_id, [running.one(db, user_id, done.series_id)])
    return {"series": series, "change_id": done.change_id}


def _coming(db: ReadSession, user_id: int, first: date, last: date) -> list[dict[str, Any]]:
    same = {"series_id": None, "currency": None, "what": "document_ends", "amount_minor": None}
    ends = [
        {**same, "document_id": document_id, "name": filename, "on": on}
        for document_id, filename, on in documents.ending(db, user_id, first, last)
    ]
    due = running.coming(running.running(db, user_id, ["active"]), first, last)
    return sorted([*due, *ends], key=lambda entry: (entry["on"], entry["name"], entry["what"]))


def _calendar(db: ReadSession, user_id: int) -> Response:
    today = clock.today()
    entries = _coming(db, user_id, today, today + timedelta(days=_FEED_DAYS))
    headers = {"content-disposition": 'attachment; filename="bills.ics"'}
    content = calendar_feed.calendar_of(entries, now=clock.now())
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)
