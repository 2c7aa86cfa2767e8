#!/usr/bin/env python3
"""Makes a .deb from what electron-builder tells its packer, which it would otherwise download."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ALONE = {"--force", "--debug", "--deb-no-default-config-files"}
SCRIPTS = {"after-install": "postinst", "after-remove": "postrm", "before-install": "preinst", "before-remove": "prerm"}


def main(words: Sequence[str]) -> int:
    told, depends, files = understood(list(words))
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        root.chmod(0o755)
        for source, target in files:
            copy(Path(source), root / target.lstrip("/"))
        control = root / "DEBIAN"
        control.mkdir()
        (control / "control").write_text(described(told, depends), encoding="utf-8")
        for name, script in SCRIPTS.items():
            if name in told:
                shutil.copy(told[name], control / script)
                (control / script).chmod(0o755)
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", root, told["package"]], check=True)
    return 0


def understood(words: list[str]) -> tuple[dict[str, str], list[str], list[tuple[str, str]]]:
    """The options by name, the packages that are needed, and which file goes where."""
    told: dict[str, str] = {}
    depends: list[str] = []
    files: list[tuple[str, str]] = []
    while words:
        word = words.pop(0)
        if word in ALONE:
            continue
        if word.startswith("--") and "=" in word:
            name, _, value = word.lstrip("-").partition("=")
            told[name] = value
        elif word == "-d":
            depends.append(words.pop(0))
        elif word.startswith("-"):
            told[word.lstrip("-")] = words.pop(0)
        else:
            source, _, target = word.partition("=")
            files.append((source, target))
    return told, depends, files


def copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def described(told: dict[str, str], depends: list[str]) -> str:
    lines = {
        "Package": told["name"],
        "Version": told["version"],
        "Architecture": {"x64": "amd64", "x86_64": "amd64"}.get(told["architecture"], told["architecture"]),
        "Maintainer": told["maintainer"],
        "Depends": ", ".join(depends),
        "Description": told["description"].strip().replace("\n", "\n "),
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items() if value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
