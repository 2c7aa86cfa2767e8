"""What was measured: figures, kept as lines of JSON with the commit that they belong to."""

import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from build_scripts.paths import ROOT
from build_scripts.shell import answer

RESULTS = ROOT / "bench" / "results.jsonl"
REPEATS = 3


class Run(NamedTuple):
    """One run: what the app took and what the floor took, by the clock and by the processor."""

    app: float
    floor: float | None = None
    app_cpu: float | None = None
    floor_cpu: float | None = None


@dataclass(frozen=True)
class Figure:
    """The medians of one measure at one number of rows; `unit` is s, ms, MB or 1/s."""

    measure: str
    rows: int
    unit: str
    app: float
    floor: float | None
    app_cpu: float | None
    floor_cpu: float | None

    @property
    def ratio(self) -> float | None:
        """Return how many times the floor the app took."""
        return self.app / self.floor if self.floor else None

    @property
    def cpu_ratio(self) -> float | None:
        """Return the same by processor time, which other programs on the machine disturb less."""
        return self.app_cpu / self.floor_cpu if self.app_cpu and self.floor_cpu else None


def of(measure: str, rows: int, unit: str, runs: Sequence[Run]) -> Figure:
    """Return the medians of these runs."""
    return Figure(measure, rows, unit, *(_median([run[place] for run in runs]) for place in range(4)))  # type: ignore[arg-type]


def keep(figure: Figure) -> None:
    """Add one line to bench/results.jsonl."""
    RESULTS.parent.mkdir(exist_ok=True)
    commit = answer("git", "rev-parse", "--short", "HEAD") or "unknown"
    line = {"commit": commit, **asdict(figure), "ratio": figure.ratio, "cpu_ratio": figure.cpu_ratio}
    with RESULTS.open("a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps({name: _short(value) for name, value in line.items()}) + "\n")


def newest() -> dict[tuple[str, int], Figure]:
    """Return the newest figure of each measure and number of rows."""
    return {(figure.measure, figure.rows): figure for figure in _kept()}


def _kept() -> Iterator[Figure]:
    if not RESULTS.exists():
        return
    names = Figure.__dataclass_fields__
    for line in RESULTS.read_text(encoding="utf-8").splitlines():
        yield Figure(**{name: value for name, value in json.loads(line).items() if name in names})


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if len(known) == len(values) and known else None


def _short(value: object) -> object:
    return float(f"{value:.4g}") if isinstance(value, float) else value
