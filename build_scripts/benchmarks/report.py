"""docs/performance.md: its table of the newest figures, and the plot beside it."""

from collections.abc import Iterator

from build_scripts.benchmarks import figures, plot, targets
from build_scripts.benchmarks.figures import Figure
from build_scripts.paths import ROOT

PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "performance.svg"
_BEGIN, _END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"


def line(figure: Figure) -> str:
    """Return a figure as a sentence for the terminal."""
    said = f"{figure.measure}, {figure.rows:,} rows: {_size(figure.app, figure.unit)}"
    if figure.ratio:
        said += f", {figure.ratio:.1f} × the floor"
    if figure.cpu_ratio:
        said += f" ({figure.cpu_ratio:.1f} × by processor time)"
    target = targets.of(figure)
    if target:
        said += f"; {target.words}: {'yes' if target.holds(figure, figures.newest()) else 'NO'}"
    return said


def write() -> None:
    """Draw the table and the plot from the newest figures of bench/results.jsonl."""
    newest = figures.newest()
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(_BEGIN)
    after = rest.split(_END)[1]
    table = "\n".join(_table(newest))
    PAGE.write_text(f"{before}{_BEGIN}\n\n{table}\n\n{_END}{after}", encoding="utf-8", newline="\n")
    PLOT.write_text(plot.draw(newest), encoding="utf-8", newline="\n")


def _table(newest: targets.Figures) -> Iterator[str]:
    yield "| what | rows | app | floor | ratio | by processor time | must be | |"
    yield "|---|--:|--:|--:|--:|--:|---|---|"
    for figure in newest.values():
        target = targets.of(figure)
        cells = [
            figure.measure,
            f"{figure.rows:,}",
            _size(figure.app, figure.unit),
            _size(figure.floor, figure.unit),
            _times(figure.ratio),
            _times(figure.cpu_ratio),
            target.words if target else "",
            ("yes" if target.holds(figure, newest) else "**no**") if target else "",
        ]
        yield f"| {' | '.join(cells)} |"


def _size(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def _times(ratio: float | None) -> str:
    return f"{ratio:.1f}" if ratio else ""
