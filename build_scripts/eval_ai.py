"""`make eval-ai [ARGS=--real]`: 100 questions to AI about figures, and 200 hostile texts; what got through is counted.

Without `--real` a stand-in answers, which writes numbers and links of its own into every third answer. With it the
provider is asked that ANTHROPIC_API_KEY pays for. The last line is one JSON object.
"""

from collections.abc import Sequence

from build_scripts import environment
from build_scripts.paths import PYTHON
from build_scripts.shell import become


def main(arguments: Sequence[str]) -> int:
    environment.ensure_runtime()
    return become(PYTHON, "-m", "build_scripts.ai_evaluation", *arguments)
