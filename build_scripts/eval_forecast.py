"""`make eval-forecast [ARGS=FILES]`: how far off the forecast is, and how often its band holds, beside simpler methods.

Files hold JSON lines `{date, account, description, amount[, category]}` (money in positive); without files invented
households are taken. The last line of the output is one JSON object. Runs inside .venv.
"""

from collections.abc import Sequence

from build_scripts import environment
from build_scripts.paths import PYTHON
from build_scripts.shell import become


def main(arguments: Sequence[str]) -> int:
    environment.ensure_runtime()
    return become(PYTHON, "-m", "build_scripts.forecast_evaluation", *arguments)
