"""`make setup`: everything that running and developing need, and nothing that is already there."""

from collections.abc import Sequence

from build_scripts import environment, frontend
from build_scripts.shell import say


def main(arguments: Sequence[str]) -> int:
    for_development()
    say("everything is set up")
    return 0


def for_running() -> None:
    """Afterwards the app can start and show its page."""
    environment.ensure_runtime()
    frontend.ensure_built()


def for_development() -> None:
    """Afterwards the app can start and everything around it can be tested."""
    environment.ensure_development()
    frontend.ensure_packages()
    frontend.ensure_built()
