"""Progress messages of long operations."""

from collections.abc import Callable

ProgressCallback = Callable[[str], None]


def no_progress(message: str) -> None:
    """Discard progress messages."""
