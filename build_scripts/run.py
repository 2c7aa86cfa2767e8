"""`make run`: everything is set up, then this process becomes the app, which opens itself in the browser."""

from collections.abc import Sequence

from build_scripts import setup
from build_scripts.paths import PYTHON
from build_scripts.shell import become


def main(arguments: Sequence[str]) -> int:
    setup.for_running()
    return become(PYTHON, "-m", "backend", "serve", "--open", *arguments)
