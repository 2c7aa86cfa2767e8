"""`make clean`: removes what the tasks made, all of which they can make again. Your data is never touched."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from build_scripts.paths import DIST, ELECTRON, NODE_MODULES, ROOT, STAMPS, TEST_RESULTS, VENV
from build_scripts.shell import say

CACHES = (".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis", "build", "dist")
OURS = ("backend", "build_scripts", "tests")


def main(arguments: Sequence[str]) -> int:
    for folder in made_folders():
        shutil.rmtree(folder, ignore_errors=True)
    say("clean")
    return 0


def made_folders() -> Iterator[Path]:
    yield from (VENV, STAMPS, NODE_MODULES, DIST, TEST_RESULTS)
    yield from (ELECTRON / name for name in ("node_modules", "out", "release"))
    yield from (ROOT / name for name in CACHES)
    for name in OURS:
        yield from (ROOT / name).rglob("__pycache__")
