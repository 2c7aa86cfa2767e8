"""`make bench`: how long the app takes on small and large data, beside its floor in the same run.

What is measured and how stands in build_scripts/benchmarks/; it runs inside .venv, where the app's packages are.
`make bench ARGS=--full` adds a million rows. Ratios count, not seconds.
"""

from collections.abc import Sequence

from build_scripts import environment, freeze
from build_scripts.paths import PYTHON
from build_scripts.shell import become


def main(arguments: Sequence[str]) -> int:
    environment.ensure_runtime()
    freeze.ensure_frozen()
    return become(PYTHON, "-m", "build_scripts.benchmarks", *arguments)
