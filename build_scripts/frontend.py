"""The page: its packages, its build in frontend/dist, its own checks and tests."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from build_scripts.paths import DIST, FRONTEND, NODE_MODULES, STAMPS
from build_scripts.shell import Stop, answer, program, run, say, succeeds
from build_scripts.stamps import digest, is_current, remember

NEEDED_NODE = 20
NOT_SOURCES = {"node_modules", "dist", "coverage", "test-results"}


def main(arguments: Sequence[str]) -> int:
    ensure_built()
    say("frontend/dist is up to date")
    return 0


def ensure_built() -> None:
    """Afterwards frontend/dist is what the sources say."""
    stamp = STAMPS / "frontend-built"
    fingerprint = digest(sources())
    if (DIST / "index.html").is_file() and is_current(stamp, fingerprint):
        return
    ensure_packages()
    say("building the page")
    run(npm(), "run", "--silent", "build", cwd=FRONTEND)
    remember(stamp, fingerprint)


def ensure_packages() -> None:
    """Afterwards frontend/node_modules is what the lock file says."""
    lock = FRONTEND / "package-lock.json"
    if not lock.is_file():
        raise Stop("There is no page to build: frontend/package-lock.json is missing from this checkout.")
    stamp = NODE_MODULES / ".installed"
    fingerprint = digest([lock, FRONTEND / "package.json"], node_version())
    if is_current(stamp, fingerprint):
        return
    say("installing the packages of the page")
    run(npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error", cwd=FRONTEND)
    remember(stamp, fingerprint)


def succeeds_in(script: str, *arguments: str) -> bool:
    """Whether `npm run <script>` of the page succeeds."""
    return succeeds(npm(), "run", "--silent", script, *arguments, cwd=FRONTEND)


def npm() -> str:
    node_version()
    found = program("npm")
    if found is None:
        raise Stop("Node.js is here but npm is not. Install npm, which belongs to Node.js.")
    return found


def node_version() -> str:
    version = answer(program("node") or "node", "--version")
    if version is None:
        raise Stop(f"Budget App needs Node.js {NEEDED_NODE} or newer to build its page. Install it and try again.")
    if int(version.lstrip("v").split(".")[0]) < NEEDED_NODE:
        raise Stop(f"Budget App needs Node.js {NEEDED_NODE} or newer to build its page, and this is {version}.")
    return version


def sources(folder: Path = FRONTEND) -> Iterator[Path]:
    """Every file that can change the built page."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_dir():
            if entry.name not in NOT_SOURCES:
                yield from sources(entry)
        elif entry.suffix != ".tsbuildinfo":
            yield entry
