"""The rows of an open file in the order of their lines, five bytes for each: pages are cut out of this."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain, islice, pairwise
from operator import itemgetter
from typing import Literal, NamedTuple

from backend.imports.line import Problem
from backend.infra.spool import columns
from backend.ingest.arrival import Arrival, told_of

ShownFate = Literal["new", "repeated", "doubtful", "unreadable", "left_out"]
_FATES: tuple[ShownFate, ...] = ("new", "repeated", "doubtful", "unreadable", "left_out")


class Place(NamedTuple):
    """Where a row lies: its place among the arrivals, among the unreadable rows, or among those left out."""

    fate: ShownFate
    at: int


class _Line(NamedTuple):
    line_no: int
    fate: int
    at: int


class Order:
    """All rows of a file, in the order of their lines."""

    def __init__(self, arrivals: Sequence[Arrival], unreadable: Sequence[Problem], left_out: Sequence[Problem]) -> None:
        self._fates = bytearray()
        self._places = array("I")

        def lines() -> list[Iterator[_Line]]:
            came = ((line_no, fate) for fate, line_no in told_of(arrivals, "line_no"))
            return [_lines(came), _lines(_of(unreadable, "unreadable")), _lines(_of(left_out, "left_out"))]

        are_sorted = all(first <= second for each in lines() for (first, *_), (second, *_) in pairwise(each))
        by_line = itemgetter(0)
        for line in merge(*lines(), key=by_line) if are_sorted else sorted(chain(*lines()), key=by_line):
            self._fates.append(line.fate)
            self._places.append(line.at)

    def count(self, fate: ShownFate | None) -> int:
        """Return how many rows have this fate, or how many there are."""
        return len(self._fates) if fate is None else self._fates.count(_FATES.index(fate))

    def part(self, fate: ShownFate | None, start: int, limit: int) -> list[Place]:
        """Return where the rows of this fate (or of any) lie, `limit` of them from the `start`th on."""
        wanted = range(len(_FATES)) if fate is None else (_FATES.index(fate),)
        chosen = (place for place, found in enumerate(self._fates) if found in wanted)
        return [Place(_FATES[self._fates[i]], self._places[i]) for i in islice(chosen, start, start + limit)]


def _of(problems: Sequence[Problem], fate: ShownFate) -> Iterator[tuple[int, ShownFate]]:
    return ((line_no or 0, fate) for (line_no,) in columns(problems, "line_no"))


def _lines(rows: Iterable[tuple[int, ShownFate]]) -> Iterator[_Line]:
    return (_Line(line_no, _FATES.index(fate), at) for at, (line_no, fate) in enumerate(rows))
