"""What no committed file may hold: the address of a package registry, a path of one machine, a lock with addresses."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from build_scripts.paths import ROOT

# Put together from parts, so that this file does not find itself.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
    )
)
HOMES = ("home", "Users")
MACHINE_FOLDERS = ("work", "root", "opt", "farm")
FORBIDDEN = {
    "a registry address": re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE),
    "a machine path": re.compile(
        rf"(?<![\w.~$/-])/(?:(?:{'|'.join(HOMES)})/[a-z][\w.-]*|(?:{'|'.join(MACHINE_FOLDERS)}))/[\w.-]"
        rf"|\b[A-Z]:\\Users\\\w"
    ),
}
ADDRESS_IN_LOCK = re.compile(r'"resolved"\s*:')
# Statements of banks are kept byte for byte, whatever they say.
KEPT_AS_THEY_ARE = ("tests/samples/",)


def troubles() -> list[str]:
    """One line for each place in a committed file that must not be there."""
    return [trouble for path in committed_files() for trouble in troubles_in(path.name, text_of(path), path)]


def troubles_in(name: str, text: str, path: Path) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in FORBIDDEN.items():
            found = pattern.search(line)
            if found:
                yield f"{path}:{number}: {what}: {found.group()}"
        if name == "package-lock.json" and ADDRESS_IN_LOCK.search(line):
            yield f"{path}:{number}: the lock names an address"


def committed_files() -> Iterator[Path]:
    """The files that git knows and that are there, relative to the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().split("\0"):
        if name and not name.startswith(KEPT_AS_THEY_ARE) and (ROOT / name).is_file():
            yield Path(name)


def text_of(path: Path) -> str:
    """The text of a file; nothing for a picture or another binary file."""
    content = (ROOT / path).read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")
