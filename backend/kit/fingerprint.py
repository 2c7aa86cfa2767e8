"""What a row of a statement is known by when its bank gives it no number."""

from datetime import date
from hashlib import blake2b

from backend.kit.text import fold


def fingerprint(on: date, amount_minor: int, currency: str, description: str) -> str:
    """Return 24 hexadecimal digits that are equal for equal rows: same day, amount, currency and folded text."""
    text = f"{on.toordinal()}|{amount_minor}|{currency}|{fold(description)}"
    return blake2b(text.encode(), digest_size=12).hexdigest()
