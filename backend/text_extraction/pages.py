"""Pages of words with their places, and the text of them. Pure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple


class Word(NamedTuple):
    """A run of characters without a space; points (1/72 inch) from the left and the top of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """One page with its words in the order in which the file has them."""

    width: float
    height: float
    words: tuple[Word, ...]


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Return the words as lines from top to bottom, each from left to right.

    A word belongs to a line if its middle lies within the height of the line's first word.
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.top + each.bottom) / 2):
        middle = (word.top + word.bottom) / 2
        if lines and lines[-1][0].top <= middle <= lines[-1][0].bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda each: each.left) for line in lines]


def text_of(pages: Sequence[Page]) -> str:
    """Return the text of pages line by line; wide gaps between words are kept as several spaces."""
    return "\n\n".join("\n".join(_line(line) for line in lines_of(page.words)) for page in pages)


def _line(line: Sequence[Word]) -> str:
    width = median((word.right - word.left) / len(word.text) for word in line) or 1.0
    parts = [line[0].text]
    for before, word in pairwise(line):
        gap = word.left - before.right
        parts.append("   " if gap > 3 * width else " ")
        parts.append(word.text)
    return "".join(parts)
