"""`make eval-signals` inside .venv: score invented households by their golden answers, as a table and JSON."""

import json
import os
import sys

from backend.infra import clock
from build_scripts.shell import Stop
from build_scripts.signal_evaluation.measures import evaluate

_TIMED_RUNS = 20
# The same day for everybody: the golden answers hold on it.
DAY = "2026-11-21"


def main() -> int:
    """Evaluate; the last line of the output is one JSON object. Raises Stop if a gate is not met."""
    os.environ.setdefault("BUDGET_APP_TODAY", DAY)
    scores = evaluate(clock.today(), timed_runs=_TIMED_RUNS)
    found = scores.as_json()
    for name, figure in found.items():
        print(f"{name.replace('_', ' '):<24}{figure}")
    for line in scores.wrong:
        print(line)
    failures = scores.failures()
    print(json.dumps({**found, "failures": failures}))
    if failures:
        raise Stop(f"Not met: {'; '.join(failures)}.")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Stop as stop:
        sys.exit(str(stop))
