"""Keyset pages: a cursor remembers the last row seen, so that depth costs nothing."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from backend.kit.errors import AppError

# No database keeps a larger number.
_LARGEST = 2**63 - 1


class BadCursor(AppError):
    code = "bad_cursor"
    status = 422
    title = "That page does not exist"

    def __init__(self) -> None:
        super().__init__("The cursor of this page cannot be read. Start again from the first page.")


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Part of a long list: its rows, the cursor of the next part (None at the end), and how many there are in all."""

    items: Sequence[T]
    next_cursor: str | None
    total: int


def encode_cursor(*key: str | int | None) -> str:
    """Return a URL-safe text that `decode_cursor` turns back into `key`."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type) -> tuple[str | int, ...]:
    """Return the key inside `cursor`, one value per kind. Raises BadCursor if it was not made here."""
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError) as error:
        raise BadCursor from error
    if not isinstance(key, list) or len(key) != len(kinds):
        raise BadCursor
    if not all(type(value) is kind for value, kind in zip(key, kinds, strict=True)):
        raise BadCursor
    if any(isinstance(value, int) and abs(value) > _LARGEST for value in key):
        raise BadCursor
    return tuple(key)
