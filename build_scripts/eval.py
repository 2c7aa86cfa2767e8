"""`make eval [ARGS=FILES]`: how well the categoriser does on labelled histories, beside what others do.

Files hold JSON lines `{date, description, amount, category[, account, currency]}` (money in positive); without files
invented histories are taken. Runs inside .venv, where the packages of requirements/eval.txt are installed.
"""

from collections.abc import Sequence

from build_scripts import environment
from build_scripts.paths import PYTHON
from build_scripts.shell import become


def main(arguments: Sequence[str]) -> int:
    environment.ensure_runtime()
    environment.ensure_packages("eval")
    return become(PYTHON, "-m", "build_scripts.evaluation", *arguments)
