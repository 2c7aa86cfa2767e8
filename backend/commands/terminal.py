"""Words for a person at a terminal, beside the output of a command."""

import sys

from backend.kit.progress import ProgressCallback


def terminal_progress() -> ProgressCallback:
    """Return what prints words to standard error; lines stay there, so what is said again is not printed again."""
    said = ""

    def say(words: str) -> None:
        nonlocal said
        if words != said:
            print(words, file=sys.stderr, flush=True)
        said = words

    return say
