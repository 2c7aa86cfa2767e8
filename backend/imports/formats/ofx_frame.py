"""A long OFX file without the insides of its movements: short enough for memory, and all else stands in it as it did.

Each movement that is closed leaves its tags, its number behind a mark, and its amount where the decimal mark of the
statement is judged by it. Its text is read from the file when its turn comes.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator

from backend.imports.encoding import DAMAGED
from backend.imports.formats.ofx_investments import SECURITIES
from backend.imports.formats.ofx_values import AMOUNTS_LOOKED_AT
from backend.imports.long_text import LongText

MARK = "\x04"
_WINDOW = 1 << 20
_TAG = re.compile(r"<(/?)STMTTRNP?\s*>")
_SECTION = re.compile(r"<\w*STMTRS\s*>")
_AMOUNT = re.compile(r"<TRNAMT>[^<]*")
# What is looked for in a file as a whole. A movement that holds such a thing stays in the frame as it is.
_NO_PART_OF_A_MOVEMENT = re.compile(
    r"</?OFX|<INTU\.|<\w*STMTRS|<ORG>|<STATUS|<CURDEF>|<\w*ACCTFROM|<LEDGERBAL|<AVAILBAL|<POS(?:STOCK|MF|DEBT|OPT|OTHER)"
    rf"|<(?:{'|'.join(SECURITIES)})\s*>"
)
# Where these stand in a file, one place depends on places far away.
_REACHES_FAR = ("<!--", "<![CDATA[", MARK)


def is_plain(text: LongText) -> bool:
    """Say whether the movements of a text can be read one by one: its tags are in capitals and nothing hides any."""
    return ("<OFX>" in text or "<STMTTRN>" in text) and not any(mark in text for mark in _REACHES_FAR)


class Frame:
    """The frame of a text, and where the movements are that were taken out of it."""

    def __init__(self, text: LongText, window: int = _WINDOW) -> None:
        self._text = text
        self._size = window
        self._starts, self._ends = array("I"), array("I")
        # Where each movement stands in the frame, and how many line ends were taken out before it.
        self._at, self._lines = array("I"), array("I", [0])
        self.has_lost_letters = False
        self._window, self._window_at = "", 0
        self.text = "".join(self._pieces())

    def movement(self, stub: str) -> str:
        """Return the text of the movement that left this behind."""
        number = int(stub[stub.index(MARK) + 1 :].partition(MARK)[0])
        start, end = self._starts[number], self._ends[number]
        if not self._window_at <= start <= end <= self._window_at + len(self._window):
            self._window, self._window_at = self._slice(start, max(end, start + self._size)), start
        return self._window[start - self._window_at : end - self._window_at]

    def lines_before(self, place: int) -> int:
        """Return how many line ends were taken out before this place of the frame."""
        return self._lines[bisect_left(self._at, place)]

    def _slice(self, start: int, end: int) -> str:
        return DAMAGED.sub("\ufffd", self._text[start:end])

    def _pieces(self) -> Iterator[str]:
        start, size, length, amounts = 0, self._size, 0, 0
        while start < len(self._text):
            window = self._slice(start, start + size)
            is_last = start + size >= len(self._text)
            pieces: list[str] = []
            done = 0
            for first, last in _movements(window):
                pieces.append(window[done:first])
                if _SECTION.search(pieces[-1]):
                    amounts = 0
                length += first - done
                stub = _stub(window[first:last], len(self._at), keeps_amount=amounts < AMOUNTS_LOOKED_AT)
                amounts += 1
                self._starts.append(start + first)
                self._ends.append(start + last)
                self._at.append(length)
                self._lines.append(self._lines[-1] + window.count("\n", first, last) - stub.count("\n"))
                pieces.append(stub)
                length += len(stub)
                done = last
            cut = len(window) if is_last else _cut(window, done)
            if not cut:
                # A movement that is longer than the window.
                size *= 2
                continue
            pieces.append(window[done:cut])
            if _SECTION.search(pieces[-1]):
                amounts = 0
            length += cut - done
            self.has_lost_letters = self.has_lost_letters or "\ufffd" in window
            start, size = start + cut, self._size
            yield "".join(pieces)


def _movements(window: str) -> Iterator[tuple[int, int]]:
    """Yield where the movements stand that begin and end here, unless something is inside that is no part of one."""
    odd = [found.start() for found in _NO_PART_OF_A_MOVEMENT.finditer(window)]
    opening: int | None = None
    for tag in _TAG.finditer(window):
        if not tag[1]:
            opening = tag.start()
        elif opening is not None:
            if bisect_left(odd, opening) == bisect_left(odd, tag.end()):
                yield opening, tag.end()
            opening = None


def _cut(window: str, done: int) -> int:
    """Return where the next window begins: with the movement that does not end here, or with the last tag."""
    opening = window.rfind("<STMTTRN", done)
    return opening if opening >= 0 else max(window.rfind("<", done), done) or len(window)


def _stub(movement: str, number: int, *, keeps_amount: bool) -> str:
    amounts = "".join(text for text in _AMOUNT.findall(movement) if keeps_amount or "," in text)
    # Movements on lines of their own stay on lines of their own.
    line_end = "\n" if "\n" in movement and "\n" not in amounts else ""
    opened, closed = movement.index(">") + 1, movement.rindex("<")
    return f"{movement[:opened]}{MARK}{number}{MARK}{line_end}{amounts}{movement[closed:]}"
