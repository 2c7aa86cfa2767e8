"""Measures of memory: what the app holds after many imports, and at most while it imports one file."""

import time
from collections.abc import Iterator
from pathlib import Path

from build_scripts.benchmarks import figures, household, importing, statements, usage
from build_scripts.benchmarks.figures import Figure, Run
from build_scripts.benchmarks.server import Server

_FILES = 60
_LATER_SECONDS = 60


def measure(folder: Path, rows: int) -> Iterator[Figure]:
    """Yield the memory of the app a minute after `rows` rows came in 60 files, and its peak for one file of them."""
    places = folder / "statements"
    movements = list(statements.movements(rows))
    files = []
    for number in range(_FILES):
        path = places / f"{rows}-{number + 1}-of-{_FILES}.csv"
        places.mkdir(parents=True, exist_ok=True)
        statements.write_file(path, movements[number * rows // _FILES : (number + 1) * rows // _FILES])
        files.append(path)
    importing.forget(folder)
    with Server(folder / "home") as server:
        household.take_in(server, files, household.settle(server), expected=rows)
        time.sleep(_LATER_SECONDS)
        held = usage.resident_mb(server.pid)
    whole = statements.write_whole(places, rows)
    importing.forget(folder)
    with Server(folder / "home") as server:
        household.take_in(server, [whole], household.settle(server), expected=rows)
        peak = usage.peak_mb(server.pid)
    if held is not None:
        yield figures.of("memory a minute after 60 files", rows, "MB", [Run(held)])
    if peak is not None:
        # Its floor is the size of the file.
        yield figures.of("peak memory of one import", rows, "MB", [Run(peak, whole.stat().st_size / 1e6)])
