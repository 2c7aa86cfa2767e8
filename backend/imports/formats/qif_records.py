"""Cuts the text of a QIF file into records, and knows which section and which account each belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from backend.imports.formats.csv_file import physical_lines

# Lists of a program's own settings; nothing in them has moved.
_LISTS = {"cat", "class", "memorized", "prices", "security", "tag", "budget", "template", "tax"}
_DAY = re.compile(r"D\s*\d")
_AMOUNT = re.compile(r"T\s*[-+$€£]?\s*[.,]?\d")


@dataclass(frozen=True, slots=True)
class QifAccount:
    """An account as the file describes it; both may be missing."""

    name: str | None = None
    kind: str | None = None


@dataclass(slots=True)
class QifRecord:
    """The lines of one record. `is_closed` says that its end is in the file, `is_whole` that its last line is."""

    line_no: int
    account: QifAccount
    kind: str
    lines: list[str] = field(default_factory=list)
    is_closed: bool = False
    is_whole: bool = True
    firsts: dict[str, str] = field(default_factory=dict)

    @property
    def raw(self) -> str:
        return "\n".join(self.lines)

    def first(self, code: str) -> str:
        """Return the value of the first line with this code, or an empty text."""
        if not self.firsts:
            self.firsts = {line[0]: line[1:].strip() for line in reversed(self.lines)}
        return self.firsts.get(code, "")

    @property
    def is_two(self) -> bool:
        """Say whether an end mark is missing: a record has one amount, and one day outside its parts."""
        has_parts = any(line.startswith("S") for line in self.lines)
        shapes = (_AMOUNT,) if has_parts else (_DAY, _AMOUNT)
        return any(sum(bool(shape.match(line)) for line in self.lines) > 1 for shape in shapes)

    def all_of(self, code: str) -> list[str]:
        return [value for line in self.lines if line.startswith(code) and (value := line[1:].strip())]


@dataclass(slots=True)
class QifText:
    """What a QIF file holds: records of movements in file order, and the accounts that have a section of their own."""

    records: list[QifRecord] = field(default_factory=list)
    sections: dict[QifAccount, str] = field(default_factory=dict)
    has_headings: bool = False
    date_order: str | None = None


def cut(text: str) -> QifText:
    """Return the records of movements; lists of categories, securities, prices and the like are passed over."""
    found = QifText()
    account, kind = QifAccount(), ""
    for record in _records(text):
        heading = record.lines[0] if record.lines and record.lines[0].startswith("!") else None
        if heading is None:
            if kind == "!account":
                account = QifAccount(record.first("N") or None, record.first("T").lower() or None)
            elif _is_movement(record, kind):
                record.account, record.kind = account, kind
                found.records.append(record)
                found.sections.setdefault(account, kind)
            continue
        found.has_headings = True
        words = heading[1:].strip().lower()
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


def _is_movement(record: QifRecord, kind: str) -> bool:
    """Above the first heading stand remarks; below that of a register everything with something in it counts."""
    if kind:
        return kind.split()[0] not in _LISTS
    return bool(record.first("D")) and bool(record.first("T") or record.first("U"))


def _records(text: str) -> Iterator[QifRecord]:
    """Yield records and, each as a record of its own, the lines that begin with "!"."""
    current = QifRecord(0, QifAccount(), "")
    line = ""
    for line_no, line in enumerate(physical_lines(text), start=1):
        bare = line.rstrip("\r\n")
        if bare.startswith("!"):
            if current.lines:
                yield current
            yield QifRecord(line_no, QifAccount(), "", [bare], is_closed=True)
            current = QifRecord(0, QifAccount(), "")
        elif bare.startswith("^"):
            if current.lines:
                current.is_closed = True
                yield current
            current = QifRecord(0, QifAccount(), "")
        elif bare.strip():
            if not current.lines:
                current.line_no = line_no
            current.lines.append(bare)
    if current.lines:
        current.is_whole = line.endswith(("\n", "\r"))
        yield current
