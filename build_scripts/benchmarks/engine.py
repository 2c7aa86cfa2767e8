"""Measures of the categoriser alone: one row against few and many mappings. Runs inside the app's environment."""

import time
from collections.abc import Iterator

from backend.categorization.engine import Engine, MerchantEntry
from build_scripts.benchmarks import figures
from build_scripts.benchmarks.figures import REPEATS, Figure, Run
from build_scripts.benchmarks.statements import merchants, movements

_CONFIRMED = 100
_NUMBERS_OF_MAPPINGS = (75, 5000)


def measure(rows: int) -> Iterator[Figure]:
    """Yield what one row costs, engine and all, over `rows` rows."""
    found = list(movements(rows))
    for mappings in _NUMBERS_OF_MAPPINGS:
        runs = []
        for _ in range(REPEATS):
            began = time.perf_counter()
            engine = Engine([], _known(mappings), threshold=_CONFIRMED)
            for row in found:
                engine.categorize(row.text, row.minor, "USD")
            runs.append(Run((time.perf_counter() - began) / rows * 1000))
        yield figures.of(f"engine, {mappings:,} mappings", rows, "ms", runs)


def _known(count: int) -> list[MerchantEntry]:
    """The merchants of the statements, then others that no row has."""
    names = [*merchants(), *(f"NOWHERE STORE NUMBER {index}" for index in range(count))][:count]
    return [MerchantEntry(index, name, "word", 1, _CONFIRMED) for index, name in enumerate(names, start=1)]
