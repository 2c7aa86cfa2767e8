"""Many things, a thousand at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
STEP = 1000


def in_batches(things: Iterable[T]) -> Iterator[list[T]]:
    """Yield the things in lists; the last one may be shorter."""
    source = iter(things)
    while batch := list(islice(source, STEP)):
        yield batch
