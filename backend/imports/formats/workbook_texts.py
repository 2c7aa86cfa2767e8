"""The texts of an .xlsx that cells point at: each is kept once, and cells name its number."""

import re
from collections.abc import Sequence

from backend.imports.formats.workbook_archive import Archive
from backend.imports.formats.workbook_xml import listen_to_all

_MOST_TEXT_MEGABYTES = 60
# A carriage return and its like, as the format writes them.
_ESCAPED = re.compile("_x00(?:0[9aAdD]|1[fF]|[aA]0)_")


def texts_in(archive: Archive, part: str | None) -> Sequence[str]:
    """Return the texts that cells point at."""
    if part is None or part not in archive:
        return []
    listener = _Texts()
    with archive.open(part, _MOST_TEXT_MEGABYTES) as file:
        listen_to_all(file, listener)
    return listener.found


def unescaped(pieces: Sequence[str]) -> str:
    """Return the text that the pieces are, with what the format escapes as blanks."""
    text = "".join(pieces)
    return _ESCAPED.sub(" ", text) if "_x00" in text else text


class _Texts:
    """Listens to texts; they may be cut into runs, and how they are pronounced is no part of them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._is_inside = False
        self._spoken = 0

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
