"""What the app must reach, in words and as a condition; docs/performance.md says why."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from build_scripts.benchmarks import investing
from build_scripts.benchmarks.figures import Figure

Figures = Mapping[tuple[str, int], Figure]
ANY = 0


class Target(NamedTuple):
    """A condition on one measure at one number of rows, or at any."""

    measure: str
    rows: int
    words: str
    holds: Callable[[Figure, Figures], bool]


def of(figure: Figure) -> Target | None:
    """Return the target of a figure, if it has one."""
    fitting = (target for target in TARGETS if target.measure == figure.measure and target.rows in (ANY, figure.rows))
    return next(fitting, None)


def _at_most(limit: float) -> Callable[[Figure, Figures], bool]:
    return lambda figure, _: figure.app <= limit


def _at_least(limit: float) -> Callable[[Figure, Figures], bool]:
    return lambda figure, _: figure.app >= limit


def _times_floor(limit: float) -> Callable[[Figure, Figures], bool]:
    # By processor time where it is known: both then lose the same to other programs.
    return lambda figure, _: (figure.cpu_ratio or figure.ratio or 0) <= limit


def _linear(figure: Figure, figures: Figures) -> bool:
    tenth = figures.get((figure.measure, figure.rows // 10))
    if tenth is None:
        return False
    if figure.app_cpu and tenth.app_cpu:
        return figure.app_cpu <= 11 * tenth.app_cpu
    return figure.app <= 11 * tenth.app


def _in_proportion(figure: Figure, _: Figures) -> bool:
    return figure.floor is not None and figure.app <= 110 + 12 * figure.floor


TARGETS = (
    Target("import", 10_000, "≤ 10 × floor", _times_floor(10)),
    Target("import", 100_000, "≤ 5 × floor", _times_floor(5)),
    Target("import", 1_000_000, "≤ 11 × 100k", _linear),
    Target("same file again", 10_000, "≤ 0.3 s", _at_most(0.3)),
    Target("same file again", 100_000, "≤ 4 × floor", _times_floor(4)),
    Target("one month more", 100_000, "≤ 0.3 s", _at_most(0.3)),
    Target("month × category", ANY, "≤ 10 ms", _at_most(10)),
    Target("page of 50, newest", ANY, "≤ 5 ms", _at_most(5)),
    Target("page of 50, at 90 %", ANY, "≤ 5 ms", _at_most(5)),
    Target("page of one category", ANY, "≤ 5 ms", _at_most(5)),
    Target("completeness of a year", ANY, "≤ 50 ms", _at_most(50)),
    Target("register of an account", ANY, "≤ 50 ms", _at_most(50)),
    Target("debts", ANY, "≤ 50 ms", _at_most(50)),
    Target("payees", ANY, "≤ 50 ms", _at_most(50)),
    Target("budget of a month", ANY, "≤ 50 ms", _at_most(50)),
    Target("edit of one transaction", ANY, "≤ 50 ms", _at_most(50)),
    Target("profile", ANY, "≤ 50 ms", _at_most(50)),
    Target("today", ANY, "≤ 50 ms", _at_most(50)),
    Target("inbox", ANY, "≤ 50 ms", _at_most(50)),
    Target("insights snapshot", ANY, "≤ 50 ms", _at_most(50)),
    Target("forecast of 12 months", ANY, "≤ 300 ms", _at_most(300)),
    Target("search, common word", ANY, "≤ 50 ms", _at_most(50)),
    Target("search, rare word", ANY, "≤ 50 ms", _at_most(50)),
    Target("search, no such word", ANY, "≤ 50 ms", _at_most(50)),
    Target("search, one letter", ANY, "≤ 50 ms", _at_most(50)),
    Target("search, two letters", ANY, "≤ 50 ms", _at_most(50)),
    Target("search, sums of one letter", ANY, "≤ 50 ms", _at_most(50)),
    Target("search, tag", ANY, "≤ 50 ms", _at_most(50)),
    Target("search, either word", ANY, "≤ 50 ms", _at_most(50)),
    Target("search, regular expression", ANY, "≤ 50 ms", _at_most(50)),
    Target("engine, 75 mappings", ANY, "≤ 0.02 ms a row", _at_most(0.02)),
    Target("engine, 5,000 mappings", ANY, "≤ 0.02 ms a row", _at_most(0.02)),
    Target("investments: import of a broker file", ANY, "≤ 2 s", _at_most(2)),
    *(Target(name, ANY, "≤ 50 ms", _at_most(50)) for name in investing.VIEWS),
    Target("OFX taken apart, rows a second", ANY, "≥ 200,000", _at_least(200_000)),
    Target("start to the first page", ANY, "≤ 0.8 s", _at_most(0.8)),
    Target("frozen: very first start to the first page", ANY, "≤ 1.0 s", _at_most(1.0)),
    Target("frozen: start to the first page", ANY, "≤ 0.7 s", _at_most(0.7)),
    Target("memory a minute after 60 files", ANY, "≤ 180 MB", _at_most(180)),
    Target("peak memory of one import", ANY, "≤ 110 MB + 12 × file", _in_proportion),
    Target("frozen: memory at rest", ANY, "≤ 110 MB", _at_most(110)),
    Target("frozen: on disk", ANY, "≤ 120 MB", _at_most(120)),
    Target("memory at rest", ANY, "≤ 110 MB", _at_most(110)),
    Target("reads beside an import, p99", ANY, "≤ 20 ms", _at_most(20)),
    Target("requests per second, list of 50", ANY, "≥ 1,200", _at_least(1200)),
)
