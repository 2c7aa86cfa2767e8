"""Starting other programs, and saying what happens."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from build_scripts.paths import ROOT


class Stop(Exception):
    """The task cannot go on; the message tells a person what to do."""


def say(text: str) -> None:
    print(f"· {text}", flush=True)


def run(*command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run a program to its end. Afterwards it has succeeded."""
    subprocess.run([str(part) for part in command], cwd=cwd, env=with_environment(env), check=True)


def succeeds(*command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> bool:
    """Run a program to its end, its output visible, and tell whether it succeeded."""
    return subprocess.run([str(part) for part in command], cwd=cwd, env=with_environment(env)).returncode == 0


def answer(*command: str | Path, cwd: Path = ROOT) -> str | None:
    """What a program prints, or None if it is missing or fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command], cwd=cwd, capture_output=True, text=True, encoding="utf-8"
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def become(*command: str | Path) -> int:
    """Hand this process over to a program, so that signals reach it directly."""
    words = [str(part) for part in command]
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(words[0], words)
    program = subprocess.Popen(words)
    while True:
        try:
            return program.wait()
        except KeyboardInterrupt:
            continue  # Ctrl-C went to the program as well; wait until it has tidied up.


def program(name: str) -> str | None:
    """The full path of a program (`npm` is `npm.cmd` on Windows), or None."""
    return shutil.which(name)


def is_root_on_debian() -> bool:
    release = Path("/etc/os-release")
    return (
        release.is_file()
        and "ID=debian" in release.read_text(encoding="utf-8").split()
        and os.geteuid() == 0
        and program("apt-get") is not None
    )


def install_debian_packages(*names: str) -> None:
    say(f"installing {', '.join(names)} with apt-get")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-qq", env=quiet)
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *names, env=quiet)


def with_environment(more: Mapping[str, str] | None) -> dict[str, str] | None:
    return {**os.environ, **more} if more else None
