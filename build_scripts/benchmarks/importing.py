"""Measures of importing: new files, the same file again, one month more. Floor and app take turns."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from build_scripts.benchmarks import figures, floor, household, statements
from build_scripts.benchmarks.figures import REPEATS, Figure, Run
from build_scripts.benchmarks.server import Server, Took, Watch

# What one account sees in a month when it has 1.1 million rows in seventy years, or a shop in a month.
MONTH_ROWS = 1294


def measure(folder: Path, rows: int) -> Iterator[Figure]:
    """Yield the figures of importing `rows` rows; the data of the last run stays in `folder`/home and /floor.db."""
    files = statements.write(folder / "statements", rows)
    whole = statements.write_whole(folder / "statements", rows)
    month = statements.write_month(folder / "statements", MONTH_ROWS)
    runs: dict[str, list[Run]] = {"import": [], "same file again": [], "one month more": []}
    for _ in range(REPEATS):
        forget(folder)
        database = folder / "floor.db"
        floors = [_floor(database, paths) for paths in (files, [whole], [month])]
        with Server(folder / "home") as server:
            account_id = household.settle(server)
            works = ((files, rows), ([whole], 0), ([month], MONTH_ROWS))
            for name, (paths, expected), least in zip(runs, works, floors, strict=True):
                with Watch(server) as watch:
                    household.take_in(server, paths, account_id, expected=expected)
                took = watch.took
                runs[name].append(Run(took.seconds, least.seconds, took.cpu_seconds, least.cpu_seconds))
    for name, found in runs.items():
        yield figures.of(name, rows, "s", found)


def forget(folder: Path) -> None:
    """Remove what the run before made, but not the statements."""
    for path in sorted(folder.glob("home/**/*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for path in folder.glob("floor.db*"):
        path.unlink()


def _floor(database: Path, files: Sequence[Path]) -> Took:
    began, cpu = time.perf_counter(), time.process_time()
    floor.take_in(database, files)
    return Took(time.perf_counter() - began, time.process_time() - cpu)
