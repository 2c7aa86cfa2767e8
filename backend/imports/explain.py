"""Says in a sentence why a row could not be read, and what to do about it."""

from backend.imports.amounts import UnreadableAmount
from backend.imports.dates import UnreadableDate
from backend.imports.encoding import DAMAGED
from backend.imports.formats.csv_file import Record
from backend.imports.line import Problem


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
