"""Says where in an OFX file something stands, in the words in which a person can find it."""

import re

_TWO_ON_A_LINE = re.compile(r"<STMTTRNP?\s*>[^\n]*<STMTTRNP?\s*>")


class Places:
    """Turns a place into the number of its line; where rows share lines, into the running number of the row.

    Each row gets a number of its own.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.are_lines = "\n" in text and not _TWO_ON_A_LINE.search(text)
        self.number = 0 if not self.are_lines else 1
        self.counted_to = 0

    def number_of(self, place: int) -> int:
        if not self.are_lines:
            self.number += 1
            return self.number
        if place < self.counted_to:
            self.number, self.counted_to = 1, 0
        self.number += self.text.count("\n", self.counted_to, place)
        self.counted_to = place
        return self.number

    def words(self, number: int) -> str:
        return f"Line {number}" if self.are_lines else f"Transaction {number}"
