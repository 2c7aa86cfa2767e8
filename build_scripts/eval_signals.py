"""`make eval-signals`: profiles and items of invented households against their golden answers, with gates.

The last line of the output is one JSON object; it fails if a gate is not met. Runs inside .venv.
"""

from collections.abc import Sequence

from build_scripts import environment
from build_scripts.paths import PYTHON
from build_scripts.shell import become


def main(_arguments: Sequence[str]) -> int:
    environment.ensure_runtime()
    return become(PYTHON, "-m", "build_scripts.signal_evaluation")
