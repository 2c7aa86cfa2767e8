"""Finds the movements in the text of an OFX file, closed or not: SGML may leave the end of each away."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPENING = re.compile(r"<STMTTRN(P?)\s*>")
_CLOSING = re.compile(r"</STMTTRNP?\s*>")
_LIST_END = re.compile(r"</?(?:BANKTRANLISTP?|INVTRANLIST|\w*STMTRS|OFX|LEDGERBAL|AVAILBAL|INVBANKTRAN)\b")


class Block(NamedTuple):
    """Where a movement stands. `is_cut` says that the file ended inside it."""

    start: int
    end: int
    is_pending: bool
    is_cut: bool


class Blocks:
    """The movements of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.are_closed = bool(_CLOSING.search(text))

    def between(self, start: int, end: int) -> Iterator[Block]:
        """Yield the movements between two places, each up to where the next thing begins."""
        opening = _OPENING.search(self.text, start, end)
        while opening:
            following = _OPENING.search(self.text, opening.end(), end)
            limit = following.start() if following else end
            closing = _CLOSING.search(self.text, opening.end(), limit)
            if closing:
                yield Block(opening.start(), closing.end(), bool(opening[1]), is_cut=False)
            else:
                list_end = _LIST_END.search(self.text, opening.end(), limit)
                stop = list_end.start() if list_end else limit
                # Where movements are closed, one that is not has lost its end; where none is, only the file's end cuts.
                yield Block(opening.start(), stop, bool(opening[1]), self.are_closed or stop == len(self.text))
            opening = following
