"""How a connection is, in one word: what the page says about it, and whether the person has to act. Pure."""

from datetime import datetime, timedelta
from typing import Literal

from backend.sync.provider import FailureKind

Health = Literal[
    "ok", "syncing", "needs_sign_in", "consent_ends", "rate_limited", "unavailable", "preparing", "ended", "keys",
    "unreadable", "choose_accounts", "disconnected",
]  # fmt: skip
NEEDS_YOU: tuple[Health, ...] = ("needs_sign_in", "ended", "keys", "unreadable", "choose_accounts", "consent_ends")
_CONSENT_WARNING = timedelta(days=14)
_BY_FAILURE: dict[str, Health] = {
    "needs_user": "needs_sign_in",
    "ended": "ended",
    "keys": "keys",
    "unreadable": "unreadable",
    "rate_limited": "rate_limited",
    "preparing": "preparing",
}


def health(
    *,
    status: str,
    failure: FailureKind | str | None,
    has_accounts: bool,
    consent_expires_at: datetime | None,
    now: datetime,
) -> Health:
    """Return how a connection is that does not sync right now."""
    if status == "disconnected":
        return "disconnected"
    if failure:
        return _BY_FAILURE.get(failure, "unavailable")
    if not has_accounts:
        return "choose_accounts"
    if consent_expires_at and consent_expires_at - now < _CONSENT_WARNING:
        return "consent_ends"
    return "ok"
