"""Stamps: a file that remembers from what something was made, so that it is made again only when that changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from build_scripts.paths import ROOT


def digest(files: Iterable[Path], *words: str) -> str:
    """One fingerprint of the files' names and contents, and of the words."""
    total = hashlib.sha256("\n".join(words).encode())
    for file in sorted(files):
        name = file.relative_to(ROOT).as_posix()
        # Line ends differ between systems' checkouts; they do not change what is built.
        content = hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        total.update(f"\n{name} {content}".encode())
    return total.hexdigest()


def is_current(stamp: Path, fingerprint: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == fingerprint


def remember(stamp: Path, fingerprint: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint + "\n", encoding="utf-8")
