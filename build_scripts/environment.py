"""The Python environment in .venv: made from the Python that is there, filled with pinned, hashed packages."""

import importlib.util
import shutil
import sys

from build_scripts.paths import PYTHON, REQUIREMENTS, VENV
from build_scripts.shell import Stop, answer, install_debian_packages, is_root_on_debian, program, run, say
from build_scripts.stamps import digest, is_current, remember


def ensure_runtime() -> None:
    """Afterwards .venv holds what the app needs."""
    ensure_environment()
    ensure_packages("runtime")


def ensure_development() -> None:
    """Afterwards .venv holds what the app and its tests need."""
    ensure_runtime()
    ensure_packages("dev")


def ensure_environment() -> None:
    if answer(PYTHON, "-c", "import sys; assert sys.version_info >= (3, 11)") is not None:
        return
    if VENV.exists():
        say("the environment in .venv does not work any more: making it anew")
        shutil.rmtree(VENV)
    say(f"making the environment in .venv with Python {version()}")
    make_environment()


def make_environment() -> None:
    uv = working_uv()
    if can_make_environments():
        run(sys.executable, "-m", "venv", VENV)
    elif uv:
        run(uv, "venv", "--quiet", "--no-python-downloads", "--python", sys.executable, VENV)
    elif is_root_on_debian():
        install_debian_packages(f"python{version()}-venv")
        run(sys.executable, "-m", "venv", VENV)
    else:
        raise Stop(
            f"This Python cannot make environments. On Debian or Ubuntu: sudo apt-get install python{version()}-venv"
        )


def ensure_packages(name: str) -> None:
    """Install requirements/<name>.txt unless exactly that was installed before."""
    wanted = REQUIREMENTS / f"{name}.txt"
    stamp = VENV / f".installed-{name}"
    fingerprint = digest([wanted], answer(PYTHON, "--version") or "")
    if is_current(stamp, fingerprint):
        return
    say(f"installing the Python packages of requirements/{name}.txt")
    uv = working_uv()
    if uv:
        run(uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "--compile-bytecode", "-r", wanted)
    else:
        ensure_pip()
        run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", wanted)
    remember(stamp, fingerprint)


def ensure_pip() -> None:
    if answer(PYTHON, "-m", "pip", "--version") is None:
        run(PYTHON, "-m", "ensurepip", "--upgrade")


def working_uv() -> str | None:
    """The path of uv if there is one that runs; a version manager's stand-in for a missing uv does not count."""
    uv = program("uv")
    return uv if uv and answer(uv, "--version") is not None else None


def can_make_environments() -> bool:
    """Debian takes ensurepip out of Python; then `python3 -m venv` fails half-way."""
    return importlib.util.find_spec("ensurepip") is not None


def version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"
