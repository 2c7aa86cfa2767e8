"""Words to whoever waits while something long is done."""

from collections.abc import Callable

ProgressCallback = Callable[[str], None]


def no_progress(message: str) -> None:
    """Nobody waits, so the words go nowhere."""
