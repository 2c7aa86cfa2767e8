"""A Chromium for the browser journeys: the one that is named, the one that is there, or one that is fetched."""

import os
from pathlib import Path

from build_scripts.paths import PYTHON
from build_scripts.shell import Stop, install_debian_packages, is_root_on_debian, program, run, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)


def ensure_chromium() -> None:
    """Afterwards there is a browser for the journeys: `found` names it, or Playwright has its own."""
    if found():
        return
    if is_root_on_debian():
        install_debian_packages("chromium")
        return
    say("fetching the browser of Playwright (or set CHROMIUM_PATH to yours)")
    run(PYTHON, "-m", "playwright", "install", "chromium", env=driver_environment())


def found() -> Path | None:
    """The Chromium or Chrome of this machine, or None."""
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        if not Path(named).is_file():
            raise Stop(f"CHROMIUM_PATH names {named}, and there is no such file.")
        return Path(named)
    installed = [path for path in map(program, NAMES) if path] + [path for path in PLACES if Path(path).is_file()]
    return Path(installed[0]) if installed else None


def driver_environment() -> dict[str, str]:
    """What Playwright's driver is told: its own Node.js wants libraries that a small system lacks; ours is there."""
    node = program("node")
    return {"PLAYWRIGHT_NODEJS_PATH": node} if node else {}
