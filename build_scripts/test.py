"""`make test`: everything is set up, then every test runs. A part that cannot run has failed; nothing is skipped."""

import os
import sys
import time
from collections.abc import Callable, Sequence

from build_scripts import chromium, electron, environment, freeze, frontend, hledger, postgres, setup, tesseract
from build_scripts.paths import PYTHON
from build_scripts.shell import Stop, say, succeeds

WORKERS = "2"
# The tests of a file share a server, a browser or a window: they stay in one process.
BY_FILE = ("-n", WORKERS, "--dist", "loadfile")
# The tests of the backend that also run on PostgreSQL (docs/server.md).
ON_POSTGRES = (
    "tests/backend/review/test_api.py",
    "tests/backend/budgets/test_api.py",
    "tests/backend/undo",
    "tests/backend/editing/test_api.py",
    "tests/backend/imports/test_undo.py",
)
# A browser and a window on a loaded machine: CI tries a test once more and names it in the summary. On a person's own
# machine the first failure counts.
ONCE_MORE = ("--reruns", "1", "-rR") if os.environ.get("CI") else ()


def main(arguments: Sequence[str]) -> int:
    """Run all parts, or only those that are named."""
    unknown = set(arguments) - set(PARTS)
    if unknown:
        raise Stop(f"There is no part {', '.join(sorted(unknown))} of the tests; there are {', '.join(PARTS)}.")
    # Each test that starts the app would compile all of it again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    failed = [name for name in arguments or PARTS if not passes(name)]
    took = duration(time.monotonic() - began)
    if failed:
        print(f"\nFAILED after {took}: {', '.join(failed)}", flush=True)
        return 1
    print(f"\nAll passed in {took}: {', '.join(arguments or PARTS)}", flush=True)
    return 0


def passes(name: str) -> bool:
    say(f"{name} tests")
    return PARTS[name]()


def backend() -> bool:
    environment.ensure_development()
    frontend.ensure_built()
    others = [
        f"--ignore=tests/{name}" for name in ("faults", "e2e", "frozen", "desktop", "ledgers", "server", "recognition")
    ]
    return succeeds(PYTHON, "-m", "pytest", "-q", "-n", WORKERS, *others, "tests")


def faults() -> bool:
    environment.ensure_development()
    frontend.ensure_built()
    return succeeds(PYTHON, "-m", "pytest", "-q", "-n", WORKERS, "tests/faults")


def ledgers() -> bool:
    environment.ensure_development()
    frontend.ensure_built()
    hledger.ensure_hledger()
    return succeeds(PYTHON, "-m", "pytest", "-q", "tests/ledgers")


def recognition() -> bool:
    environment.ensure_development()
    frontend.ensure_built()
    tesseract.ensure_tesseract()
    return succeeds(PYTHON, "-m", "pytest", "-q", "tests/recognition")


def server() -> bool:
    environment.ensure_development()
    programs = postgres.ensure_postgres()
    if programs is None:
        say("PostgreSQL is missing, so the tests of the server are NOT RUN. Debian: apt-get install postgresql")
        return not os.environ.get("CI")
    with postgres.running(programs) as address:
        tests = (PYTHON, "-m", "pytest", "-q", "tests/server", *ON_POSTGRES)
        return succeeds(*tests, env={"BUDGET_TEST_POSTGRES": address})


def page() -> bool:
    frontend.ensure_packages()
    return frontend.succeeds_in("test")


def journeys() -> bool:
    setup.for_development()
    chromium.ensure_chromium()
    return succeeds(PYTHON, "-m", "pytest", "-q", *BY_FILE, *ONCE_MORE, "tests/e2e")


def frozen() -> bool:
    freeze.ensure_frozen()
    return succeeds(PYTHON, "-m", "pytest", "-q", "tests/frozen")


def desktop() -> bool:
    freeze.ensure_frozen()
    electron.ensure_screen()
    electron.for_tests()
    electron.ensure_built(is_test=True)
    electron.ensure_built(is_test=False)
    return succeeds(PYTHON, "-m", "pytest", "-q", *BY_FILE, *ONCE_MORE, "tests/desktop")


# The tests of the backend end processes and look at rights to files in ways that Windows has not. Faults are set as
# limits to a process, and the desktop app is shown on a screen of its own: only Linux can do that.
_NOT_ON_WINDOWS = {"backend", "journeys"}
_ONLY_ON_LINUX = {"faults", "desktop", "ledgers", "recognition", "server"}
# What a system cannot run is no part there, rather than one that is called passed.
PARTS: dict[str, Callable[[], bool]] = {
    part.__name__: part
    for part in (backend, server, faults, ledgers, recognition, page, journeys, frozen, desktop)
    if sys.platform == "linux"
    or not (part.__name__ in _ONLY_ON_LINUX or (sys.platform == "win32" and part.__name__ in _NOT_ON_WINDOWS))
}


def duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
