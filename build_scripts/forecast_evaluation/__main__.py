"""`make eval-forecast [ARGS=FILES]` inside .venv: score the forecast beside its baselines, print a table and JSON."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from build_scripts.forecast_evaluation.households import KINDS, household
from build_scripts.forecast_evaluation.measures import METHODS, Scores, history_of, measure, read
from build_scripts.shell import Stop

TEST_SEEDS = (100, 101, 102)
_COLUMNS = ("band_coverage", *(f"error_30d_{method}" for method in METHODS), "better_than_schedules_only",
            "better_than_burn_90_days")  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Measure the files given, or invented households; the last line of the output is one JSON object."""
    histories = {Path(file).stem: [read(Path(file))] for file in arguments} or {
        kind: [history_of(household(kind, seed)) for seed in TEST_SEEDS] for kind in KINDS
    }
    together, sets = Scores(), {}
    print(f"{'':<16}" + "".join(f"{column.replace('_', ' '):>28}" for column in _COLUMNS))
    for name, members in histories.items():
        scores = Scores()
        for history in members:
            scores.add(measure(history))
        if not scores.forecasts:
            raise Stop(f"{name} is too short: a forecast is scored after 180 days of history, 30 days later.")
        together.add(scores)
        sets[name] = scores.as_json()
        _print(name, sets[name])
    _print("all", together.as_json())
    print(json.dumps({"histories": sum(map(len, histories.values())), **together.as_json(), "sets": sets}))
    return 0


def _print(name: str, figures: dict[str, float | None]) -> None:
    print(
        f"{name:<16}" + "".join(f"{'–' if (v := figures[column]) is None else f'{v:.3f}':>28}" for column in _COLUMNS)
    )


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(str(stop))
