"""A plot of cost against the number of rows, both by powers of ten, as an SVG small enough to read."""

from collections.abc import Iterator
from math import log10

from build_scripts.benchmarks.targets import Figures

_WIDTH, _HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 190, 20, 50
_ROWS = (1_000, 1_000_000)
_SECONDS = (0.0001, 1000)
_LINES = {
    "import": "#1f5fbf",
    "same file again": "#0f8a6d",
    "search, common word": "#b3541e",
    "month × category": "#8a4fbf",
    "page of 50, at 90 %": "#c2356b",
}
_TICKS = {
    0.0001: "0.1 ms",
    0.001: "1 ms",
    0.01: "10 ms",
    0.1: "0.1 s",
    1: "1 s",
    10: "10 s",
    100: "100 s",
    1000: "1,000 s",
}


def draw(figures: Figures) -> str:
    """Return the plot; the dashed line is the floor of the import."""
    return "\n".join(_parts(figures)) + "\n"


def _parts(figures: Figures) -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
    yield ' font-family="sans-serif" font-size="12"><title>What the app takes against the number of rows</title>'
    yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>'
    for seconds, words in _TICKS.items():
        y = _y(seconds)
        yield f'<path d="M{_LEFT} {y:.0f}H{_WIDTH - _RIGHT}" stroke="#dddddd"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{words}</text>'
    for rows in (1_000, 10_000, 100_000, 1_000_000):
        yield f'<text x="{_x(rows):.0f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{rows:,}</text>'
    yield f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2:.0f}" y="{_HEIGHT - 8}" text-anchor="middle">rows</text>'
    for name, colour in _LINES.items():
        points = _points(figures, name)
        yield from _line(points, colour, name)
    yield from _line(_points(figures, "import", of_floor=True), "#1f5fbf", "floor of import", dash="4 4")


def _points(figures: Figures, name: str, *, of_floor: bool = False) -> list[tuple[float, float]]:
    found = []
    for (measure, rows), figure in sorted(figures.items()):
        value = figure.floor if of_floor else figure.app
        if measure == name and value:
            found.append((_x(rows), _y(value / 1000 if figure.unit == "ms" else value)))
    return found


def _line(points: list[tuple[float, float]], colour: str, name: str, *, dash: str = "none") -> Iterator[str]:
    if not points:
        return
    path = "L".join(f"{x:.0f} {y:.0f}" for x, y in points)
    yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
    yield from (f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>' for x, y in points)
    x, y = points[-1]
    yield f'<text x="{x + 8:.0f}" y="{y + 4:.0f}" fill="{colour}">{name}</text>'


def _x(rows: float) -> float:
    share = (log10(rows) - log10(_ROWS[0])) / (log10(_ROWS[1]) - log10(_ROWS[0]))
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(seconds: float) -> float:
    share = (log10(seconds) - log10(_SECONDS[0])) / (log10(_SECONDS[1]) - log10(_SECONDS[0]))
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)
