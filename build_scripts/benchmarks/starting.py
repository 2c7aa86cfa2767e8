"""Measures of an app at rest: how long until it answers, and how much memory it holds then."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from build_scripts.benchmarks import figures, usage
from build_scripts.benchmarks.figures import REPEATS, Figure, Run
from build_scripts.benchmarks.server import Server
from build_scripts.paths import PYTHON, ROOT

# The least that an app on this framework starts with.
_FLOOR = (str(PYTHON), "-c", "import fastapi, uvicorn, sqlalchemy.orm")
# What the first page needs before it shows anything.
FIRST_PAGE = ("/", "/api/app", "/api/today")
_OTHER_PAGES = ("/api/stats", "/api/accounts", "/api/categories", "/api/transactions?limit=50")


def measure(folder: Path, rows: int) -> Iterator[Figure]:
    """Yield the figures of starting with the data that importing left in `folder`; compiled files are there."""
    home = folder / "home"
    with Server(home):
        pass
    starts, rests = [], []
    for _ in range(REPEATS):
        began = time.perf_counter()
        subprocess.run(_FLOOR, cwd=ROOT, check=True)
        least = time.perf_counter() - began
        began = time.perf_counter()
        with Server(home) as server:
            for path in FIRST_PAGE:
                server.get(path)
            starts.append(Run(time.perf_counter() - began, least, usage.cpu_seconds(server.pid)))
            for path in _OTHER_PAGES:
                server.get(path)
            if (held := usage.resident_mb(server.pid)) is not None:
                rests.append(Run(held))
    yield figures.of("start to the first page", rows, "s", starts)
    if rests:
        yield figures.of("memory at rest", rows, "MB", rests)
