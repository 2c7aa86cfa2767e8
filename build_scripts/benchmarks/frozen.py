"""Measures of the backend as the desktop app starts it: frozen, on an empty data folder, then on the same again."""

import time
from collections.abc import Iterator
from pathlib import Path

from build_scripts.benchmarks import figures, usage
from build_scripts.benchmarks.figures import REPEATS, Figure, Run
from build_scripts.benchmarks.server import Server
from build_scripts.benchmarks.starting import FIRST_PAGE
from build_scripts.freeze import megabytes
from build_scripts.paths import FROZEN, FROZEN_PROGRAM

_NO_ROWS = 0


def measure(folder: Path) -> Iterator[Figure]:
    """Yield the figures of starts with no data yet, the first of which makes the databases."""
    with Server(folder / "once", program=(FROZEN_PROGRAM,)):
        pass  # From now on the files are in the memory of the system, as after any first look at an app.
    first, again, rest = [], [], []
    for number in range(REPEATS):
        home = folder / str(number)
        first.append(_start(home)[0])
        warm, held = _start(home)
        again.append(warm)
        rest += held
    yield figures.of("frozen: very first start to the first page", _NO_ROWS, "s", first)
    yield figures.of("frozen: start to the first page", _NO_ROWS, "s", again)
    if rest:
        yield figures.of("frozen: memory at rest", _NO_ROWS, "MB", rest)
    yield figures.of("frozen: on disk", _NO_ROWS, "MB", [Run(megabytes(FROZEN))])


def _start(home: Path) -> tuple[Run, list[Run]]:
    began = time.perf_counter()
    with Server(home, program=(FROZEN_PROGRAM,)) as server:
        for path in FIRST_PAGE:
            server.get(path)
        took = time.perf_counter() - began
        held = usage.resident_mb(server.pid)
        return Run(took), [] if held is None else [Run(held)]
