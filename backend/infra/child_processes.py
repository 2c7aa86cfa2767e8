"""What our own program needs to start itself once more."""

import sys


def own_command() -> list[str]:
    """Return the words that start this program: the frozen app, or Python with the package."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "backend"]
