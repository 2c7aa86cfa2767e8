"""The fingerprint of a row of a statement, for rows without a number of their bank."""

from datetime import date
from hashlib import blake2b

from backend.kit.text import fold


def fingerprint(on: date, amount_minor: int, currency: str, description: str) -> str:
    """Return 24 hexadecimal digits that are equal for equal rows: same day, amount, currency and folded text.

    They begin with the day, so that the rows of one statement lie together in an index.
    """
    text = f"{amount_minor}|{currency}|{fold(description)}"
    return f"{day_prefix(on)}{blake2b(text.encode(), digest_size=9).hexdigest()}"


def day_prefix(on: date) -> str:
    """Return how the fingerprints of this day begin; those of a later day are greater."""
    return f"{on.toordinal():06x}"
