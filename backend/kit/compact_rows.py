"""Rows of one kind in little memory: kept column by column, in blocks.

A statement of a million transactions as named tuples takes half a gigabyte. Here a column takes one value where a
block has only one, eight bytes a row for numbers, and one text for all texts of a block.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice, repeat
from typing import Any, Generic, TypeVar, overload

Row = TypeVar("Row", bound=tuple[Any, ...])
_BLOCK = 2048
_SEPARATOR = "\x1e"


class CompactRows(Sequence[Row], Generic[Row]):
    """A list of named tuples of one class, to append to and to read."""

    def __init__(self, kind: type[Row], rows: Iterable[Row] = ()) -> None:
        self._kind = kind
        self._fields: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]
        # What `_make` of a named tuple does, without a step through Python for each row.
        self._make: Callable[[Iterable[Any]], Row] = partial(tuple.__new__, kind)
        self._blocks: list[tuple[_Column, ...]] = []
        self._rest: list[Row] = []
        self._unpacked: tuple[int, list[Row]] = (-1, [])
        self.extend(rows)

    def append(self, row: Row) -> None:
        """Add a row at the end."""
        self._rest.append(row)
        if len(self._rest) == _BLOCK:
            self._blocks.append(tuple(map(_packed, zip(*self._rest, strict=True))))
            self._rest.clear()

    def extend(self, rows: Iterable[Row]) -> None:
        """Add rows at the end."""
        for row in rows:
            self.append(row)

    def columns(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Yield these fields of each row."""
        fields = [self._fields.index(name) for name in names]
        for block in self._blocks:
            yield from zip(*(block[field].values() for field in fields), strict=True)
        for row in self._rest:
            yield tuple([row[field] for field in fields])

    def column(self, name: str) -> Iterator[Any]:
        """Yield one field of each row."""
        field = self._fields.index(name)
        packed = (block[field].values() for block in self._blocks)
        return chain(chain.from_iterable(packed), (row[field] for row in self._rest))

    def __len__(self) -> int:
        return len(self._blocks) * _BLOCK + len(self._rest)

    def __iter__(self) -> Iterator[Row]:
        for block in self._blocks:
            yield from map(self._make, zip(*(column.values() for column in block), strict=True))
        yield from self._rest

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[offset] for offset in range(*index.indices(len(self)))]
        number, offset = divmod(range(len(self))[index], _BLOCK)
        return self._block(number)[offset]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(_are_equal, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"CompactRows({list(islice(self, 5))}{', …' if len(self) > 5 else ''})"

    def _block(self, number: int) -> list[Row]:
        """Return the rows of a block; the last one asked for is kept, because rows are read next to each other."""
        if number == len(self._blocks):
            return self._rest
        kept = self._unpacked
        if kept[0] != number:
            columns = (column.values() for column in self._blocks[number])
            kept = self._unpacked = number, list(map(self._make, zip(*columns, strict=True)))
        return kept[1]


class _One:
    """A column with one value in all rows of its block."""

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    def values(self) -> Iterable[Any]:
        return repeat(self._value, _BLOCK)


class _Many:
    """A column of objects, or of numbers that lie side by side."""

    __slots__ = ("_values",)

    def __init__(self, values: Sequence[object]) -> None:
        self._values = values

    def values(self) -> Iterable[Any]:
        return self._values


class _Texts:
    """A column of texts that hardly repeat, as one text."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def values(self) -> Iterable[Any]:
        return self._text.split(_SEPARATOR)


_Column = _One | _Many | _Texts


def _packed(values: tuple[Any, ...]) -> _Column:
    first = values[0]
    if first is values[-1] and values.count(first) == len(values) and len(set(map(type, values))) == 1:
        return _One(first)
    if type(first) is int:
        try:
            return _Many(array("q", values)) if set(map(type, values)) == {int} else _Many(values)
        except OverflowError:
            return _Many(values)
    if type(first) is str and len(set(map(id, values))) * 2 > len(values):
        try:
            text = _SEPARATOR.join(values)
        except TypeError:
            return _Many(values)
        if text.count(_SEPARATOR) == len(values) - 1:
            return _Texts(text)
    return _Many(values)


def _are_equal(one: object, other: object) -> bool:
    return one == other
