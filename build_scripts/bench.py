"""`make bench`: how long the app takes on small and large data, beside its floor in the same run.

Each measure is one line in MEASURES: a name, and a function that takes the number of rows and returns a `Figure`.
Medians of three are printed with their ratio to the floor and appended to bench/results.jsonl.
Ratios count, not seconds.
"""

import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from build_scripts import setup
from build_scripts.places import ROOT
from build_scripts.shell import Stop, answer, say

RESULTS = ROOT / "bench" / "results.jsonl"
SIZES = (1_000, 10_000, 100_000)
REPEATS = 3


@dataclass(frozen=True)
class Figure:
    """One run: what the app took and what the least possible work took, in seconds."""

    app_seconds: float
    floor_seconds: float


@dataclass(frozen=True)
class Result:
    """The medians of one measure at one size."""

    commit: str
    measure: str
    rows: int
    app_seconds: float
    floor_seconds: float
    ratio: float


MEASURES: dict[str, Callable[[int], Figure]] = {}


def main(arguments: Sequence[str]) -> int:
    """Measure everything, or only the measures that are named."""
    unknown = set(arguments) - set(MEASURES)
    if unknown or not MEASURES:
        raise Stop(f"There are these measures: {', '.join(MEASURES) or 'none yet'}.")
    setup.for_running()
    for result in results(arguments or list(MEASURES)):
        keep(result)
        say(f"{result.measure}, {result.rows:,} rows: {result.app_seconds:.3f} s, {result.ratio:.1f} × the floor")
    return 0


def results(names: Sequence[str]) -> Iterator[Result]:
    commit = answer("git", "rev-parse", "--short", "HEAD") or "unknown"
    for name in names:
        for rows in SIZES:
            yield median(commit, name, rows, [MEASURES[name](rows) for _ in range(REPEATS)])


def median(commit: str, measure: str, rows: int, figures: Sequence[Figure]) -> Result:
    app = statistics.median(figure.app_seconds for figure in figures)
    floor = statistics.median(figure.floor_seconds for figure in figures)
    return Result(commit, measure, rows, app_seconds=app, floor_seconds=floor, ratio=app / floor)


def keep(result: Result) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(asdict(result)) + "\n")
