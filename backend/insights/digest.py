"""What is new since the person last looked at the first page.

A look is remembered as its moment and the highest transaction id at that time: ids are never given twice, so what came
later has a higher one.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

import orjson

from backend.infra.database import ReadSession, WriteSession
from backend.insights import queries
from backend.settings import service as settings

Json = dict[str, Any]
_KEY = "today_looks"
# Looks that follow each other more quickly are one: a person goes to Review and comes back.
_PAUSE = timedelta(minutes=30)


class Look(NamedTuple):
    """When the person looked at the first page, and the highest id of a transaction then."""

    at: datetime
    last_id: int


def record_look(db: WriteSession, user_id: int, *, now: datetime) -> None:
    """Remember that the person looks now. The look before stays the one that news are counted from."""
    previous, latest = _looks(db, user_id)
    if latest is None or now - latest.at >= _PAUSE:
        previous = latest
    latest = Look(now, queries.last_id(db, user_id))
    kept = [[each.at.isoformat(), each.last_id] for each in (previous or latest, latest)]
    settings.save_internal(db, user_id, _KEY, orjson.dumps(kept).decode())


def new_since_last_look(db: ReadSession, user_id: int, *, now: datetime, currency: str) -> Json | None:
    """Return counts and sums, in one currency, of what came since the look before this one; None at the first look."""
    previous, latest = _looks(db, user_id)
    since = latest if latest is not None and now - latest.at >= _PAUSE else previous
    if since is None:
        return None
    return {"since": since.at, **queries.new_rows(db, user_id, after_id=since.last_id, currency=currency)}


def _looks(db: ReadSession | WriteSession, user_id: int) -> tuple[Look | None, Look | None]:
    kept = settings.load_internal(db, user_id, _KEY)
    if not kept:
        return None, None
    previous, latest = (Look(datetime.fromisoformat(at), last_id) for at, last_id in orjson.loads(kept))
    return previous, latest
