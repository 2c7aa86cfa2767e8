"""Split an MT940 text into tags with line numbers, and group them into statements."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from backend.imports.formats.mt940.statement_line import UnreadableTag, amount_of, day_of
from backend.imports.table.csv_reader import physical_lines
from backend.kit.currency import is_currency

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


_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})\s*([\d.,]+)", re.ASCII)
_FLOOR = re.compile(r"[A-Z]{3}")
_ACCOUNT_CURRENCY = re.compile(r"(.*[\d\s])([A-Z]{3})", re.DOTALL)
_LONGEST_ACCOUNT = 100
# Tags of text behind one line; banks write one or two.
_MOST_TEXTS = 20
_HEADS = ("20", "25", "25P", "60F", "60M")


class Balance(NamedTuple):
    """What was held, owed is negative. One that is not final stands between two pages of a statement."""

    on: date
    minor: int
    is_final: bool


class Line(NamedTuple):
    """A statement line with the tags that tell more of it."""

    tag: Tag
    more: list[Tag]

    @property
    def raw(self) -> str:
        return "\n".join(tag.raw for tag in (self.tag, *self.more))


@dataclass(slots=True)
class Section:
    """One statement, from its head to its closing balance. `currency` is as written, also where nobody knows it, and
    may be told behind the lines."""

    lines: list[Line] = field(default_factory=list)
    account: str | None = None
    currency: str | None = None
    opening: Balance | None = None
    closing: Balance | None = None
    available: Balance | None = None
    is_closed: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.account and not self.lines


def sections_of(tags: Iterable[Tag]) -> Iterator[Section]:
    """Yield the statements of a file; some are empty."""
    section = Section()
    for tag in tags:
        begins_anew = tag.code in _HEADS and section.is_closed
        if begins_anew or (tag.code == "20" and (section.lines or section.opening)):
            yield section
            section = Section()
        _take(section, tag)
    yield section


def _take(section: Section, tag: Tag) -> None:
    """A tag that makes no sense where it stands is text of the line before."""
    match tag.code:
        case "25" | "25P" if not section.lines:
            section.account, told = _account(tag.lines[0])
            section.currency = section.currency or told
        case "60F" | "60M":
            section.opening = _balance(section, tag)
        case "62F" | "62M":
            section.closing = _balance(section, tag)
            section.is_closed = True
        case "64":
            section.available = _balance(section, tag)
        case "34F" if floor := _FLOOR.match(tag.lines[0]):
            section.currency = section.currency or floor[0]
        case "61":
            section.lines.append(Line(tag, []))
        case "86" | "25" | "NS" if section.lines and not section.is_closed:
            if len(section.lines[-1].more) < _MOST_TEXTS:
                section.lines[-1].more.append(tag)


def _account(text: str) -> tuple[str | None, str | None]:
    """Return the number, and the currency that some banks write behind it."""
    text = " ".join(text.split())[:_LONGEST_ACCOUNT]
    found = _ACCOUNT_CURRENCY.fullmatch(text)
    if found and is_currency(found[2]):
        return found[1].strip() or None, found[2]
    return text or None, None


def _balance(section: Section, tag: Tag) -> Balance | None:
    said = _BALANCE.match(tag.lines[0].strip())
    if not said:
        return None
    section.currency = said[3]
    if not is_currency(said[3]):
        return None
    try:
        minor = amount_of(said[4], said[3])
        return Balance(day_of(said[2]), minor if said[1] == "C" else -minor, tag.code.endswith(("F", "64")))
    except UnreadableTag:
        return None
