"""`make freeze`: the backend as a program of its own in dist/, with its own Python, the migrations and the page."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from build_scripts import environment, frontend
from build_scripts.paths import BUILD, FROZEN, FROZEN_PROGRAM, PYTHON, REQUIREMENTS, ROOT, STAMPS
from build_scripts.paths import DIST as PAGE
from build_scripts.shell import Stop, answer, install_debian_packages, is_root_on_debian, program, run, say
from build_scripts.stamps import digest, is_current, remember

SPEC = ROOT / "budget_app.spec"


def main(arguments: Sequence[str]) -> int:
    ensure_frozen()
    say(f"{FROZEN_PROGRAM.relative_to(ROOT)} is up to date, {megabytes(FROZEN):.0f} MB")
    return 0


def ensure_frozen() -> None:
    """Afterwards dist/ holds the backend that the sources say."""
    environment.ensure_development()
    frontend.ensure_built()
    stamp = STAMPS / "backend-frozen"
    fingerprint = digest(sources(), answer(PYTHON, "--version") or "")
    if FROZEN_PROGRAM.is_file() and is_current(stamp, fingerprint):
        return
    ensure_tools()
    say("freezing the backend")
    places = ("--distpath", FROZEN.parent, "--workpath", BUILD)
    run(PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *places, SPEC)
    said = answer(FROZEN_PROGRAM, "--version")
    if said is None:
        raise Stop(f"{FROZEN_PROGRAM} was built but does not run.")
    remember(stamp, fingerprint)


def ensure_tools() -> None:
    """PyInstaller reads libraries with binutils, and wants Python as a library, which Debian packs apart."""
    if not is_root_on_debian():
        return
    missing = [] if program("objdump") and program("strip") else ["binutils"]
    library = f"libpython{environment.version()}"
    if answer(PYTHON, "-c", "import sys; print(sys.base_prefix)") == "/usr" and answer("dpkg", "-s", library) is None:
        missing.append(library)
    if missing:
        install_debian_packages(*missing)


def sources() -> Iterator[Path]:
    """Every file that goes into the frozen backend."""
    yield SPEC
    yield REQUIREMENTS / "runtime.txt"
    yield from (ROOT / "backend").rglob("*.py")
    yield from (path for path in PAGE.rglob("*") if path.is_file())


def megabytes(folder: Path) -> float:
    """What the files of a folder weigh; a file that is linked twice weighs once."""
    weights = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found = path.stat()
            weights[(found.st_dev, found.st_ino)] = found.st_size
    return sum(weights.values()) / 1_000_000
