"""Bills as an iCalendar file (RFC 5545), and the token of the address where calendar programs read it."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from backend.infra.database import ReadSession, WriteSession
from backend.kit.money import in_units
from backend.settings import service as settings

_SETTING = "recurring_feed"
_LINE_BYTES = 75


def is_on(db: ReadSession, user_id: int) -> bool:
    """Say whether there is an address that works."""
    return bool(settings.load_internal(db, user_id, _SETTING))


def renew(db: WriteSession, user_id: int) -> str:
    """Return a new token; the address with the old one no longer works. Only its digest is kept."""
    token = secrets.token_urlsafe(24)
    settings.save_internal(db, user_id, _SETTING, _digest(token))
    return token


def switch_off(db: WriteSession, user_id: int) -> None:
    """Afterwards no address works."""
    settings.save_internal(db, user_id, _SETTING, "")


def is_valid(db: ReadSession, user_id: int, token: str) -> bool:
    """Say whether this is the token of the feed."""
    known = settings.load_internal(db, user_id, _SETTING)
    return bool(known) and hmac.compare_digest(_digest(token), str(known))


def calendar_of(entries: Iterable[dict[str, object]], *, now: datetime) -> bytes:
    """Return what comes (see `schemas.Coming`) as an iCalendar file of all-day events."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Budget App//Recurring//EN", "X-WR-CALNAME:Bills"]
    for entry in entries:
        day = entry["on"]
        assert isinstance(day, date)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry['series_id'] or entry['document_id']}-{entry['what']}-{day:%Y%m%d}@budget-app",
            f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(_summary(entry))}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _summary(entry: dict[str, object]) -> str:
    if entry["what"] == "cancel_by":
        return f"Last day to cancel {entry['name']}"
    if entry["what"] == "document_ends":
        return f"Ends: {entry['name']}"
    amount = entry["amount_minor"]
    if not isinstance(amount, int):
        return str(entry["name"])
    sign = "+" if amount < 0 else ""
    return f"{entry['name']} {sign}{in_units(abs(amount), str(entry['currency']))} {entry['currency']}"


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A content line in pieces of at most 75 bytes, none inside a character; each further one begins with a space."""
    pieces: list[bytes] = []
    current = b""
    for character in line:
        encoded = character.encode()
        if len(current) + len(encoded) > _LINE_BYTES:
            pieces.append(current)
            current = b" "
        current += encoded
    return b"\r\n".join([*pieces, current]) + b"\r\n"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
