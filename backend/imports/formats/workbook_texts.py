"""The texts of an .xlsx that cells point at: each is kept once, and cells name its number."""

import re
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import overload

from backend.imports.formats.workbook_archive import Archive
from backend.imports.formats.workbook_xml import listen
from backend.infra.spool import Room, SpoolFile

_MOST_TEXT_MEGABYTES = 60
# So many texts that cells point at over and over are at hand.
_AT_HAND = 20_000
# A carriage return and its like, as the format writes them.
_ESCAPED = re.compile("_x00(?:0[9aAdD]|1[fF]|[aA]0)_")


def texts_in(archive: Archive, part: str | None, room: Room) -> Sequence[str]:
    """Return the texts that cells point at; very many of them lie on the disk."""
    if part is None or part not in archive:
        return []
    listener = _Texts(room)
    with archive.open(part, _MOST_TEXT_MEGABYTES) as file:
        for _ in listen(file, listener):
            listener.settle()
    return listener.filed or listener.found


def unescaped(pieces: Sequence[str]) -> str:
    """Return the text that the pieces are, with what the format escapes as blanks."""
    text = "".join(pieces)
    return _ESCAPED.sub(" ", text) if "_x00" in text else text


class FiledTexts(Sequence[str]):
    """Texts on the disk, read by their numbers in any order."""

    def __init__(self, file: SpoolFile) -> None:
        self._file = file
        self._ends = array("Q", [0])
        self._text = lru_cache(_AT_HAND)(self._read)

    def extend(self, texts: Sequence[str]) -> None:
        """Put texts at the end. Raises DiskFull and StorageFailed."""
        packed = [text.encode() for text in texts]
        end = self._file.add(b"".join(packed))
        for each in packed:
            end += len(each)
            self._ends.append(end)

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        place = range(len(self))[index]
        return self._text(place) if isinstance(place, int) else [self._text(each) for each in place]

    def _read(self, place: int) -> str:
        start, end = self._ends[place], self._ends[place + 1]
        return self._file.read(start, end - start).decode()


class _Texts:
    """Listens to texts; they may be cut into runs, and how they are pronounced is no part of them."""

    def __init__(self, room: Room) -> None:
        self.found: list[str] = []
        self.filed: FiledTexts | None = None
        self._room = room
        self._pieces: list[str] = []
        self._is_inside = False
        self._spoken = 0

    def settle(self) -> None:
        """Carry what is too much for memory to the disk."""
        if self.filed is None:
            if self._room.folder is None or len(self.found) <= self._room.most:
                return
            self.filed = FiledTexts(SpoolFile(self._room.folder))
        self.filed.extend(self.found)
        self.found.clear()

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self._is_inside = not self._spoken
        elif name == "rPh":
            self._spoken += 1

    def text(self, text: str) -> None:
        if self._is_inside:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._is_inside = False
        elif name == "rPh":
            self._spoken -= 1
        elif name == "si":
            self.found.append(unescaped(self._pieces))
            self._pieces.clear()
