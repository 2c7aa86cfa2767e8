"""Plaid's error codes, and who has to act on each. Source: plaid.com/docs/errors."""

import json
from typing import Any

from backend.sync.provider import FailureKind, ProviderFailure

_SIGN_IN = "The bank wants you to sign in again. Until then nothing is asked of it; your transactions stay."
_ENDED = "The connection was ended by the bank or by Plaid. Your transactions stay; connect the bank again."
_KEYS = "Plaid refuses these keys. They may belong to the other environment, or were replaced. Check them in Settings."
_BUSY = "Plaid was asked too often. Budget App waits and tries again by itself."
_DOWN = "The bank does not answer at the moment. Budget App tries again by itself; you need not do anything."
_PREPARING = "The bank is still collecting your history. Budget App looks again by itself."
_CHANGED = "The bank changed its list while it was read. Nothing was changed; the next sync reads it again."
_CURSOR = "The place up to which this bank was read is no longer valid; everything is read again."
_OTHER = "Plaid could not do this ({code}). Nothing was changed; Budget App tries again by itself."

_KINDS: dict[str, tuple[FailureKind, str]] = {
    **dict.fromkeys(
        (
            "ITEM_LOGIN_REQUIRED", "ITEM_LOCKED", "USER_SETUP_REQUIRED", "INVALID_CREDENTIALS", "INVALID_MFA",
            "INSUFFICIENT_CREDENTIALS", "MFA_NOT_SUPPORTED", "ACCESS_NOT_GRANTED", "NO_ACCOUNTS", "USER_INPUT_TIMEOUT",
            "INVALID_SEND_METHOD",
        ),
        ("needs_user", _SIGN_IN),
    ),
    **dict.fromkeys(
        (
            "ITEM_NOT_FOUND", "INVALID_ACCESS_TOKEN", "USER_PERMISSION_REVOKED", "ITEM_NO_LONGER_AVAILABLE",
            "USER_ACCOUNT_REVOKED", "OAUTH_CONSENT_EXPIRED", "OAUTH_USER_REVOKED", "ITEM_NOT_SUPPORTED",
        ),
        ("ended", _ENDED),
    ),
    **dict.fromkeys(
        (
            "INVALID_API_KEYS", "UNAUTHORIZED_ENVIRONMENT", "MISSING_FIELDS", "INVALID_PRODUCT", "PRODUCTS_NOT_ENABLED",
            "UNAUTHORIZED_ROUTE_ACCESS",
        ),
        ("keys", _KEYS),
    ),
    "PRODUCT_NOT_READY": ("preparing", _PREPARING),
    "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION": ("changed_while_reading", _CHANGED),
    **dict.fromkeys(
        (
            "INSTITUTION_DOWN", "INSTITUTION_NOT_RESPONDING", "INSTITUTION_NOT_AVAILABLE", "INTERNAL_SERVER_ERROR",
            "PLANNED_MAINTENANCE", "INSTITUTION_NO_LONGER_SUPPORTED",
        ),
        ("unavailable", _DOWN),
    ),
}  # fmt: skip


def failure_of(status: int | None, body: str | None) -> ProviderFailure:
    """Return the failure that an HTTP error means. Plaid's codes decide, never its texts."""
    payload = _error(body)
    code, kind = str(payload.get("error_code") or ""), str(payload.get("error_type") or "")
    request_id = str(payload.get("request_id") or "")[:100] or None
    if not code:
        is_down = status is None or status == 0 or status >= 500
        return ProviderFailure("unavailable" if is_down else "offline", f"HTTP_{status}", _DOWN)
    return item_failure(code, kind, str(payload.get("error_message") or ""), request_id)


def item_failure(code: str, kind: str = "", text: str = "", request_id: str | None = None) -> ProviderFailure:
    """Return the failure that an error of Plaid means."""
    if code in _KINDS:
        return ProviderFailure(*_in_order(code), request_id=request_id)
    if kind == "RATE_LIMIT_EXCEEDED" or code.endswith("_LIMIT") or code == "RATE_LIMIT":
        return ProviderFailure("rate_limited", code, _BUSY, request_id=request_id)
    if code == "INVALID_FIELD" and "cursor" in text:
        return ProviderFailure("bad_cursor", code, _CURSOR, request_id=request_id)
    return ProviderFailure("unavailable", code, _OTHER.format(code=code), request_id=request_id)


def _in_order(code: str) -> tuple[FailureKind, str, str]:
    kind, message = _KINDS[code]
    return kind, code, message


def _error(body: str | None) -> dict[str, Any]:
    try:
        found = json.loads(body or "")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
