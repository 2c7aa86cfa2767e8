"""When a connection is asked again. Pure: moments in, moments out."""

from datetime import datetime, timedelta
from typing import Literal
from zlib import crc32

from backend.sync.provider import FailureKind

Outcome = Literal["connected", "login_required", "error"]
EVERY = timedelta(hours=4)
# Spread over this long, so that not everybody asks at the same minute.
_JITTER_SECONDS = 15 * 60
_LATER = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6))
_PREPARING = (timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5))
_RATE_LIMITED_FIRST = timedelta(seconds=60)
_RATE_LIMITED_MOST = timedelta(hours=1)
_FURTHEST = max(*_LATER, *_PREPARING, _RATE_LIMITED_MOST)


def status_after(kind: FailureKind) -> Outcome:
    """Return the status of a connection whose sync failed in this way."""
    if kind == "needs_user":
        return "login_required"
    return "connected" if kind in ("preparing", "cancelled") else "error"


def next_try(kind: FailureKind, failures: int, now: datetime, *, seconds: int | None = None) -> datetime | None:
    """Return when to try again after the `failures`-th failure in a row, None if only the person can help."""
    index = max(failures, 1) - 1
    if kind in ("needs_user", "ended", "keys", "unreadable", "cancelled"):
        return None
    if kind == "rate_limited":
        wait = max(timedelta(seconds=seconds or 0), _RATE_LIMITED_FIRST * (1 << min(index, 10)))
        return now + min(wait, _RATE_LIMITED_MOST)
    if kind == "preparing":
        return now + _PREPARING[min(index, len(_PREPARING) - 1)]
    return now + _LATER[min(index, len(_LATER) - 1)]


def due(
    now: datetime, *, connection_id: int, last_at: datetime | None, next_try_at: datetime | None
) -> Literal["scheduled", "retry"] | None:
    """Return why a connection should be asked now, None if it should not.

    A moment too far in the future comes from a clock that ran ahead; it is not waited for.
    """
    if next_try_at is not None and next_try_at <= now + _FURTHEST:
        return "retry" if next_try_at <= now else None
    if last_at is None or last_at > now + _FURTHEST:
        return "scheduled"
    jitter = timedelta(seconds=crc32(f"{connection_id} {last_at}".encode()) % _JITTER_SECONDS)
    return "scheduled" if now - last_at >= EVERY + jitter else None
