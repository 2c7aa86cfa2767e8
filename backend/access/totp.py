"""Codes of authenticator apps: TOTP (RFC 6238) with SHA-1, six digits and steps of thirty seconds, as usual."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

_STEP_SECONDS = 30
# The clock of a phone may be one step off.
_DRIFT = (0, -1, 1)


def new_secret() -> str:
    """Return a new secret of 160 bits in base32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def address(secret: str, *, email: str) -> str:
    """Return the otpauth address that an authenticator app opens."""
    return f"otpauth://totp/{quote(f'Budget App:{email}')}?secret={secret}&issuer={quote('Budget App')}"


def code_at(secret: str, step: int, *, digits: int = 6) -> str:
    """Return the code of one step (Unix time divided by 30). Source: RFC 4226, section 5.3."""
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def matching_step(secret: str, code: str, *, now: datetime, after_step: int) -> int | None:
    """Return the step that `code` belongs to, None if it is wrong or not later than `after_step`, the last one used."""
    current = int(now.timestamp()) // _STEP_SECONDS
    entered = code.replace(" ", "")
    for drift in _DRIFT:
        step = current + drift
        if step > after_step and hmac.compare_digest(code_at(secret, step).encode(), entered.encode()):
            return step
    return None
