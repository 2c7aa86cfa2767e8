"""Measures of a busy app: how quick pages stay while a large import runs, and how many requests it answers."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from build_scripts.benchmarks import figures, household, importing, statements
from build_scripts.benchmarks.figures import REPEATS, Figure, Run
from build_scripts.benchmarks.server import Server

_PATHS = ("/api/transactions?limit=50", "/api/stats", "/api/transactions/monthly-trend", "/api/accounts")
_PAUSE_SECONDS = 0.005
_LIST = "/api/transactions?limit=50"
_COUNTING_SECONDS = 2.0


def measure(folder: Path, rows: int) -> Iterator[Figure]:
    """Yield the figures of an app that has `rows` rows and imports as many again."""
    whole = statements.write_whole(folder / "statements", rows)
    slowest, rates = [], []
    for _ in range(REPEATS):
        importing.forget(folder)
        with Server(folder / "home") as server:
            account_id = household.settle(server)
            took = _beside_import(server, whole, account_id, rows)
            slowest.append(Run(took[int(len(took) * 0.99)] * 1000))
            rates.append(Run(_rate(server)))
    yield figures.of("reads beside an import, p99", rows, "ms", slowest)
    yield figures.of("requests per second, list of 50", rows, "1/s", rates)


def _beside_import(server: Server, file: Path, account_id: int, rows: int) -> list[float]:
    """Import the file and return how long each read beside it took, quickest first."""
    took: list[float] = []
    is_over = threading.Event()
    reader = threading.Thread(target=_read, args=(server, took, is_over))
    reader.start()
    try:
        household.take_in(server, [file], account_id, expected=rows)
    finally:
        is_over.set()
        reader.join()
    return sorted(took)


def _read(server: Server, took: list[float], is_over: threading.Event) -> None:
    with closing(server.connection()) as asking:
        while not is_over.is_set():
            for path in _PATHS:
                took.append(asking.seconds(path))
                time.sleep(_PAUSE_SECONDS)


def _rate(server: Server) -> float:
    with closing(server.connection()) as asking:
        asking.seconds(_LIST)
        return asking.rate(_LIST, _COUNTING_SECONDS)
