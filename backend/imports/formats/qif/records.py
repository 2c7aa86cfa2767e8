"""Split the text of a QIF file into records with their section and account."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from backend.imports.errors import UnreadableFile
from backend.imports.source.encoding import DAMAGED
from backend.imports.table.csv_reader import physical_lines


class NotQif(UnreadableFile):
    code = "not_qif"

    def __init__(self) -> None:
        super().__init__(
            "There are no QIF records in this file. Download the transactions again from your bank or program,"
            " as QIF, OFX or CSV."
        )


# Lists of a program's own settings; nothing in them has moved.
_LISTS = {"cat", "class", "memorized", "prices", "security", "tag", "budget", "template", "tax"}
_SHAPES = {"D": re.compile(r"D\s*\d"), "T": re.compile(r"T\s*[-+$€£]?\s*[.,]?\d")}


class QifAccount(NamedTuple):
    """An account as the file describes it; both may be missing."""

    name: str | None = None
    kind: str | None = None


class QifRecord(NamedTuple):
    """The lines of one record, and the value of the first line with each code. `is_closed` says that its end is in the
    file, `is_whole` that its last line is."""

    line_no: int
    account: QifAccount
    kind: str
    lines: list[str]
    firsts: dict[str, str]
    is_closed: bool
    is_whole: bool

    @property
    def raw(self) -> str:
        return "\n".join(self.lines)

    def first(self, code: str) -> str:
        """Return the value of the first line with this code, or an empty text."""
        return self.firsts.get(code, "")

    @property
    def is_two(self) -> bool:
        """Say whether an end mark is missing: a record has one amount, and one day outside its parts."""
        codes = [line[0] for line in self.lines]
        looked_at = "T" if "S" in codes else "DT"
        return any(
            codes.count(code) > 1 and sum(bool(_SHAPES[code].match(line)) for line in self.lines) > 1
            for code in looked_at
        )

    def all_of(self, code: str) -> list[str]:
        return [value for line in self.lines if line.startswith(code) and (value := line[1:].strip())]


@dataclass(slots=True)
class QifText:
    """What a QIF file holds: records of movements in file order, and the accounts that have a section of their own."""

    records: list[QifRecord] = field(default_factory=list)
    sections: dict[QifAccount, str] = field(default_factory=dict)
    has_headings: bool = False
    has_lost_letters: bool = False
    date_order: str | None = None

    def day_texts(self) -> Iterator[str]:
        """Yield the day of each record as it stands there."""
        return (record.first("D") for record in self.records)

    def amount_texts(self) -> Iterator[str]:
        """Yield the amount of each record as it stands there."""
        return (record.first("T") or record.first("U") for record in self.records)


def split_records(text: str) -> QifText:
    """Return the records of movements; lists of categories, securities, prices and the like are passed over."""
    found = QifText()
    account, kind = QifAccount(), ""
    for block in _blocks(_mended(text, found)):
        first_line = block.lines[0]
        if not first_line.startswith("!"):
            firsts = {line[0]: line[1:].strip() for line in reversed(block.lines)}
            if kind == "!account":
                account = QifAccount(firsts.get("N") or None, firsts.get("T", "").lower() or None)
            elif _is_movement(firsts, kind):
                found.records.append(QifRecord(block.line_no, account, kind, block.lines, firsts, *block[2:]))
                found.sections.setdefault(account, kind)
            continue
        found.has_headings = True
        words = first_line[1:].strip().lower()
        if words.startswith("account"):
            kind = "!account"
        elif words.startswith("type"):
            kind = words.removeprefix("type").lstrip(": ").strip() or "bank"
            if account.name is None:
                # Sections without an account are accounts of their own, one for each kind.
                account = QifAccount(None, kind)
            if kind.split()[0] not in _LISTS:
                found.sections.setdefault(account, kind)
        elif words.startswith("clear"):
            # The list of all accounts ends here; none of them is the one that follows.
            account = QifAccount()
        elif words.startswith("option:") and words[7:].strip() in ("dmy", "mdy", "ymd"):
            found.date_order = words[7:].strip().upper()
    return found


def _is_movement(firsts: dict[str, str], kind: str) -> bool:
    """Above the first heading stand remarks; below that of a register everything with something in it counts."""
    if kind:
        return kind.split()[0] not in _LISTS
    return bool(firsts.get("D")) and bool(firsts.get("T") or firsts.get("U"))


def _mended(text: str, found: QifText) -> Iterator[str]:
    """Yield the lines with a sign for each letter that could not be read."""
    for line in physical_lines(text):
        if line.isascii() or not DAMAGED.search(line):
            yield line
        else:
            found.has_lost_letters = True
            yield DAMAGED.sub("\ufffd", line)


class _Block(NamedTuple):
    """Lines that stand together: a record, or a line alone that begins with "!"."""

    line_no: int
    lines: list[str]
    is_closed: bool = True
    is_whole: bool = True


def _blocks(lines: Iterable[str]) -> Iterator[_Block]:
    first_no, inside = 0, list[str]()
    line = ""
    for line_no, line in enumerate(lines, start=1):
        bare = line.rstrip("\r\n")
        if bare.startswith("!"):
            if inside:
                yield _Block(first_no, inside, is_closed=False)
            yield _Block(line_no, [bare])
            inside = []
        elif bare.startswith("^"):
            if inside:
                yield _Block(first_no, inside)
            inside = []
        elif bare.strip():
            if not inside:
                first_no = line_no
            inside.append(bare)
    if inside:
        yield _Block(first_no, inside, is_closed=False, is_whole=line.endswith(("\n", "\r")))
