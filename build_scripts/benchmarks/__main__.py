"""The order of measuring: each size imported, then looked at; then what does not grow."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from build_scripts.benchmarks import (
    beside,
    engine,
    figures,
    frozen,
    holding,
    importing,
    investing,
    reading,
    report,
    starting,
    tokens,
)
from build_scripts.benchmarks.figures import Figure
from build_scripts.paths import ROOT
from build_scripts.shell import say

SIZES = (1_000, 10_000, 100_000)
FULL_SIZES = (*SIZES, 1_000_000)
_BUSY_ROWS = 100_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure the speed of the app beside its floor.")
    parser.add_argument("--full", action="store_true", help="with a million rows; takes a quarter of an hour")
    parser.add_argument("--rows", type=int, action="append", help="only this number of rows; may be given again")
    wanted = parser.parse_args()
    sizes = wanted.rows or (FULL_SIZES if wanted.full else SIZES)
    with tempfile.TemporaryDirectory(prefix="budget-app-bench-") as folder:
        for figure in _figures(Path(folder), sizes):
            figures.keep(figure)
            say(report.line(figure))
    report.write()
    say(f"{report.PAGE.relative_to(ROOT)} and {report.PLOT.relative_to(ROOT)} are drawn")
    return 0


def _figures(folder: Path, sizes: tuple[int, ...]) -> Iterator[Figure]:
    for rows in sizes:
        place = folder / str(rows)
        yield from importing.measure(place, rows)
        yield from reading.measure(place, rows)
        if rows == sizes[-1]:
            yield from starting.measure(place, rows)
    yield from engine.measure(_BUSY_ROWS)
    yield from tokens.measure(_BUSY_ROWS)
    yield from beside.measure(folder / "busy", _BUSY_ROWS)
    yield from holding.measure(folder / "holding", sizes[-1])
    yield from investing.measure(folder / "investing")
    yield from frozen.measure(folder / "frozen")


if __name__ == "__main__":
    sys.exit(main())
