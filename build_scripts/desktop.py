"""`make desktop`: everything is built, then the desktop app starts here, with the frozen backend."""

import os
import sys
from collections.abc import Sequence

from build_scripts import electron, freeze
from build_scripts.paths import FROZEN_PROGRAM
from build_scripts.shell import Stop, become


def main(arguments: Sequence[str]) -> int:
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise Stop("There is no screen here for a window. `make run` opens Budget App in a browser.")
    freeze.ensure_frozen()
    shell = electron.ensure_built(is_test=False)
    os.environ["BUDGET_APP_BACKEND"] = str(FROZEN_PROGRAM)
    return become(electron.for_people(), shell, *electron.sandbox_words(), *arguments)
