"""The text of a long file, asked for as a text in memory is, but decoded block by block."""

import codecs
from collections.abc import Callable, Iterator
from typing import NamedTuple

from backend.imports.content import BLOCK, LongContent


class _Place(NamedTuple):
    """Where a block begins, in characters and in bytes, and what its decoder knew there. `held` is what the block
    before it left over."""

    at: int
    byte: int
    state: tuple[bytes, int]
    held: str


class LongText:
    """A text that is never in memory as a whole. It knows what readers ask of a text: its length, slices, finding.

    `clean` mends each block. Two characters of which the first is one of `pairs` come to it together.
    """

    def __init__(
        self,
        content: LongContent,
        encoding: str,
        errors: str,
        *,
        clean: Callable[[str], str] = lambda block: block,
        pairs: str = "",
        block: int = BLOCK,
    ) -> None:
        self._content = content
        self._clean = clean
        self._pairs = pairs
        self._size = block
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)
        self._places: list[_Place] = []
        self._kept: dict[int, str] = {}
        self._length = 0
        place = _Place(0, 0, self._decoder.getstate(), "")
        for start in range(0, len(content), block):
            text, held = self._decoded(place)
            self._places.append(place)
            self._length += len(text)
            place = _Place(self._length, start + block, self._decoder.getstate(), held)

    def __len__(self) -> int:
        return self._length

    def __contains__(self, wanted: str) -> bool:
        return self.find(wanted) >= 0

    def __getitem__(self, wanted: slice) -> str:
        start, stop, step = wanted.indices(self._length)
        assert step == 1, "a text is read forwards"
        pieces: list[str] = []
        number = self._number_at(start)
        while start < stop:
            block, at = self._block(number), self._places[number].at
            pieces.append(block[start - at : stop - at])
            start, number = at + len(block), number + 1
        return "".join(pieces)

    def find(self, wanted: str, start: int = 0, end: int | None = None) -> int:
        """Return where `wanted` stands for the first time between two places, or -1."""
        end = self._length if end is None else min(end, self._length)
        while start < end:
            number = self._number_at(start)
            following = self._places[number + 1].at if number + 1 < len(self._places) else self._length
            stop = min(end, following + len(wanted) - 1)
            at = self._places[number].at
            # The usual case needs no copy of the block.
            block = self._block(number) if stop <= following else self[at:stop]
            if (found := block.find(wanted, start - at, stop - at)) >= 0:
                return at + found
            start = following
        return -1

    def blocks(self) -> Iterator[str]:
        """Yield the text in pieces."""
        for number in range(len(self._places)):
            yield self._block(number)

    def _number_at(self, place: int) -> int:
        low, high = 0, len(self._places)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._places[middle].at <= place else (low, middle)
        return low

    def _block(self, number: int) -> str:
        if (kept := self._kept.get(number)) is None:
            if len(self._kept) > 1:
                self._kept.pop(next(iter(self._kept)))
            kept = self._kept[number] = self._decoded(self._places[number])[0]
        return kept

    def _decoded(self, place: _Place) -> tuple[str, str]:
        """Return the block that begins at a place, and what it leaves to the next one."""
        end = place.byte + self._size
        is_last = end >= len(self._content)
        self._decoder.setstate(place.state)
        text = place.held + self._decoder.decode(self._content[place.byte : end], is_last)
        held = "" if is_last or not text or text[-1] not in self._pairs else text[-1]
        text = self._clean(text.removesuffix(held))
        return (text if place.byte else text.removeprefix("\ufeff")), held


Text = str | LongText
