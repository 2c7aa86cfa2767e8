"""Cuts an MT940 text into its tags, and knows on which line each begins.

SWIFT, Category 9: Cash Management and Customer Status. A tag is `:61:` at the beginning of a line and goes on until
the next one. Around the tags stand the blocks of the network, `{1:...}{4:`, or a bank's own head; both say nothing of
money.
"""

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from backend.imports.formats.csv_file import physical_lines

_TAG = re.compile(r"[ \t]*:(\d{2}[A-Z]?|NS):", re.ASCII)
_BLOCKS = re.compile(r"\{[0-35]:(?:[^{}]|\{[^{}]*\})*\}|\{4:")
# The way of German home banking from before 2000: two signs end a line, with or without a real end behind them.
_OLD_LINE_END = re.compile(r"@@(?:\r\n|\r|\n)?")
_OLD_TAG = re.compile(r"@@\s{0,2}:\d\d", re.ASCII)
# The standard allows a tag about 400 characters; what a damaged file has beyond this is no text of a movement.
_LONGEST = 20_000
_END = re.compile(r"\s*-\}?\s*(?:\{5:.*)?")


class Tag(NamedTuple):
    """A tag with its lines; the first is what follows the tag itself."""

    code: str
    line_no: int
    lines: list[str]

    @property
    def raw(self) -> str:
        return f":{self.code}:" + "\n".join(self.lines)


def tags_of(text: str) -> Iterator[Tag]:
    """Yield the tags in their order, each with its first 20,000 characters; text outside of them is passed over."""
    current: Tag | None = None
    length = 0
    for line_no, physical in enumerate(_lines_of(text), start=1):
        line = physical.rstrip("\r\n")
        if "{" in line:
            line = _BLOCKS.sub("", line)
        if found := _TAG.match(line):
            if current:
                yield current
            current = Tag(found[1], line_no, [line[found.end() :][:_LONGEST]])
            length = len(line)
        elif current and _END.fullmatch(line):
            yield current
            current = None
        elif current and line.strip() and length < _LONGEST:
            current.lines.append(line[:_LONGEST])
            length += len(line)
    if current:
        yield current


def _lines_of(text: str) -> Iterator[str]:
    if not _OLD_TAG.search(text):
        return physical_lines(text)
    return (
        line for several in physical_lines(text) for line in io.StringIO(_OLD_LINE_END.sub("\n", several), newline="")
    )
