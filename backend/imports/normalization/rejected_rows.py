"""Rows that gave no transaction: skipped with a reason, or a problem with an explanation."""

from collections.abc import Sequence

from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.skip_reasons import (
    HOLD,
    NOTE,
    OTHER_SECTION,
    PENDING,
    REPEATED_HEADER,
    REVERTED,
    Reason,
    is_heading,
    reason_in_rejected_row,
    reason_in_status,
    section_reason,
)
from backend.imports.model.statement import Problem
from backend.imports.source.encoding import DAMAGED
from backend.imports.table.csv_reader import Record
from backend.imports.table.locate import header_strength
from backend.imports.values.amounts import UnreadableAmount
from backend.imports.values.cells import filled_cells, is_number
from backend.imports.values.dates import DateCache, UnreadableDate
from backend.imports.vocabulary.text import words_of


class UnreadableDirection(ValueError):
    """The column that should say in or out says something else."""


class BothSides(ValueError):
    """A row has an amount in the column for money out and another in the column for money in."""


UnreadableCell = UnreadableDate | UnreadableAmount | UnreadableDirection | BothSides | IndexError


def explain(record: Record, why: Exception) -> tuple[str, str]:
    """Return the code and the sentence for a row that could not be read."""
    line = f"Line {record.line_no}"
    match why:
        case UnreadableDate():
            return (
                why.code,
                f"{line}: the date {why.why}. Correct it in the file, or choose another date column or format.",
            )
        case UnreadableAmount():
            return why.code, f"{line}: the amount {why.why}. Correct it in the file, or add this transaction by hand."
        case UnreadableDirection():
            return (
                "direction_unknown",
                f"{line}: “{why}” does not say whether money came in or went out. Choose the meaning in the mapping.",
            )
        case BothSides():
            return (
                "both_sides",
                f"{line}: there is an amount for money out and one for money in. Add this transaction by hand.",
            )
        case _:
            return (
                "too_few_cells",
                f"{line} ends before the columns with the date and the amount. Correct it in the file,"
                " or add this transaction by hand.",
            )


def damaged_row(record: Record) -> Problem:
    message = (
        f"Line {record.line_no} is written in another encoding than the rest of the file, so its text cannot be read."
        " Download the file again, or add this transaction by hand."
    )
    return Problem(record.line_no, DAMAGED.sub("\ufffd", record.raw.rstrip("\r\n")), "damaged_text", message)


class RejectedRows:
    """Knows the mapping and the days read so far; remembers when another table begins in the same file."""

    def __init__(self, mapping: ColumnMapping, days: DateCache) -> None:
        self.mapping = mapping
        self.days = days
        self.is_status_flag = "pending" in self._header_of(mapping.status)
        self.is_in_other_section = False
        self.section: Reason | None = None
        header = [words_of(name) for name in mapping.header]
        self.impact = header.index("balance impact") if "balance impact" in header else None
        needed = (mapping.date, mapping.amount, mapping.debit, mapping.credit)
        self.needed = [column for column in needed if column is not None]

    def _header_of(self, column: int | None) -> str:
        names = self.mapping.header
        return words_of(names[column]) if column is not None and column < len(names) else ""

    def status_of(self, cells: list[str]) -> Reason | None:
        if self.section:
            return self.section
        if self.impact is not None and self.impact < len(cells) and cells[self.impact].strip().lower() == "memo":
            # PayPal's word for rows that only tell of something.
            return HOLD
        column = self.mapping.status
        if column is None or column >= len(cells):
            return None
        if self.mapping.amount_in is not None and cells[column].strip().lower() == "refunded":
            # Wise lists a refunded transfer once: the money came back.
            return REVERTED
        return reason_in_status(cells[column], is_flag=self.is_status_flag)

    def begin_section(self, heading: str) -> None:
        """Leave out the rows from here on if the heading says that they are not booked."""
        if is_heading(heading):
            self.section = section_reason(heading)

    def add(self, record: Record, why: Exception, problems: list[Problem], left_out: list[Problem]) -> None:
        """Put a row that gave no movement where it belongs: left out with a reason, or among the problems."""
        filled = filled_cells(record.cells)
        if not filled:
            return
        if len(filled) == 1:
            self.begin_section(filled[0])
        raw = record.raw.rstrip("\r\n")
        if DAMAGED.search(raw):
            problems.append(damaged_row(record))
            return
        if reason := self._skip_reason(record.cells, filled):
            left_out.append(Problem(record.line_no, raw, *reason))
        else:
            code, message = explain(record, why)
            problems.append(Problem(record.line_no, raw, code, message))

    def _skip_reason(self, cells: list[str], filled: Sequence[str]) -> Reason | None:
        if tuple(cells) == self.mapping.header:
            return REPEATED_HEADER
        if len(filled) == 1 and self.section:
            return NOTE
        if reason := self.status_of(cells) or reason_in_rejected_row(cells):
            return reason
        day = cells[self.mapping.date] if self.mapping.date < len(cells) else ""
        if reason_in_status(day, is_flag=False) is PENDING:
            return PENDING
        if len(filled) == 1 or not any(cells[at].strip() for at in self.needed if at < len(cells)):
            return NOTE
        if header_strength(cells) >= 2:
            self.is_in_other_section = True
            return OTHER_SECTION
        is_day = self.days.reads(day)
        if is_day or any(character.isdigit() for character in day):
            return OTHER_SECTION if self.is_in_other_section and not is_day else None
        if self.is_in_other_section:
            return OTHER_SECTION
        has_amount = any(is_number(cells[at].strip()) for at in self.needed[1:] if at < len(cells))
        return None if has_amount else NOTE
