"""Transactions as QIF: one register for each account. Days are MM/DD/YYYY, money in is positive.

QIF has no currency, no numbers of transactions and no balance; see docs/export.md.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from backend.exports.batches import in_batches
from backend.exports.register import Entry, EntrySplit, Path, Register
from backend.exports.text_fields import format_amount, one_line

_TYPES = {
    "checking": "Bank",
    "savings": "Bank",
    "cash": "Cash",
    "credit": "CCard",
    "investment": "Oth A",
    "asset": "Oth A",
    "loan": "Oth L",
    "liability": "Oth L",
}
# Inside a category these begin its class, its tag, the account of a transfer, or the next level.
_MEANT = re.compile(r"(?:\s*[:/|\[\]])+\s*")


def as_qif(registers: Sequence[Register]) -> Iterator[bytes]:
    """Yield the file in pieces."""
    yield b"!Option:MDY\n"
    for register, name in zip(registers, _names(registers), strict=True):
        kind = _TYPES[register.account_type]
        yield f"!Account\nN{name}\nT{kind}\n^\n!Type:{kind}\n".encode()
        for entries in in_batches(register.entries()):
            yield "".join(map(_record, entries)).encode()


def _names(registers: Sequence[Register]) -> list[str]:
    """Return a name for each account that no other has: QIF knows an account by its name alone."""
    taken: set[str] = set()
    names = []
    for register in registers:
        plain = one_line(register.name) or "Account"
        name = plain if plain not in taken else f"{plain} ({register.id})"
        taken.add(name)
        names.append(name)
    return names


def _record(entry: Entry) -> str:
    lines = [
        f"D{_day(entry.on)}",
        f"T{format_amount(entry.amount_minor, entry.currency)}",
        _line("P", entry.description),
        _line("M", entry.notes),
        _line("L", _category(entry.category)),
        *(line for part in entry.parts for line in _part(part, entry.currency)),
        "^",
    ]
    return "".join(f"{line}\n" for line in lines if line)


def _part(part: EntrySplit, currency: str) -> Iterator[str]:
    yield f"S{_category(part.category)}"
    yield _line("E", part.memo)
    yield f"${format_amount(part.amount_minor, currency)}"


def _line(code: str, text: str) -> str:
    plain = one_line(text)
    return f"{code}{plain}" if plain else ""


def _category(path: Path) -> str:
    return ":".join(_MEANT.sub(" - ", one_line(name)).strip(" -") for name in path)


def _day(on: date) -> str:
    return f"{on.month:02}/{on.day:02}/{on.year:04}"
