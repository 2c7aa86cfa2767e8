"""Words to whoever waits while something long is done."""

from collections.abc import Callable

Tell = Callable[[str], None]


def nobody(words: str) -> None:
    """Nobody waits, so the words go nowhere."""
