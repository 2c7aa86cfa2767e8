"""`make eval [ARGS=FILES]` inside .venv: measure the categoriser beside its baselines and print a table and JSON."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from build_scripts.evaluation import baselines, invented
from build_scripts.evaluation.history import History, build, read
from build_scripts.evaluation.measures import Figures, measure, measure_ours, total
from build_scripts.shell import Stop

OURS = "this app"
_COLUMNS = ("split", "unseen", "online", "coverage", "precision", "touches_saved")
_FEWEST = 30


def main(arguments: Sequence[str]) -> int:
    histories = [read(Path(file)) for file in arguments] or [build(*each) for each in invented.households()]
    if short := [history.name for history in histories if len(history) < _FEWEST]:
        raise Stop(f"Fewer than {_FEWEST} transactions: {', '.join(short)}. That is too little to measure.")
    results: dict[str, dict[str, Figures]] = {}
    for history in histories:
        results[history.name] = evaluate(history)
        print(f"\n{history.name}: {len(history):,} transactions, {len(history.categories)} categories")
        print_table(results[history.name])
    names = list(next(iter(results.values())))
    together = {name: total([figures[name] for figures in results.values()]) for name in names}
    print(f"\nall {len(histories)} histories, each transaction counting the same")
    print_table(together)
    print(json.dumps(as_json(histories, results, together)))
    return 0


def evaluate(history: History) -> dict[str, Figures]:
    """Return the figures of ours and of each baseline."""
    return {OURS: measure_ours(history)} | {each.name: measure(each, history) for each in baselines.every()}


def print_table(figures: dict[str, Figures]) -> None:
    print(f"{'%':<30}" + "".join(f"{column.replace('_', ' '):>15}" for column in _COLUMNS))
    for name, each in figures.items():
        print(f"{name:<30}" + "".join(f"{_percent(each.shares()[column]):>15}" for column in _COLUMNS))


def as_json(
    histories: Sequence[History], results: dict[str, dict[str, Figures]], together: dict[str, Figures]
) -> dict[str, object]:
    """Return the last line of the output: our figures, the baselines', and ours for each history, all 0..1."""
    ours, *others = together
    return {
        "histories": len(histories),
        "rows": sum(map(len, histories)),
        **_rounded(together[ours]),
        "baselines": {name: _rounded(together[name]) for name in others},
        "sets": {
            name: {"rows": figures[ours].online_rows, **_rounded(figures[ours])} for name, figures in results.items()
        },
    }


def _rounded(figures: Figures) -> dict[str, float | None]:
    return {name: None if share is None else round(share, 4) for name, share in figures.shares().items()}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(str(stop))
