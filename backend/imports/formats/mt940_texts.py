"""The words of a movement, tag 86: each country cuts them in its own way."""

import re
from collections.abc import Sequence
from typing import NamedTuple

# German and Austrian banks (?20), Dutch and Polish ones (>20), and a few with ~20 number the pieces of the text.
_NUMBERED = re.compile(r"([?>~])(\d\d)")
_PIECE = 27
# A line holds 65 characters and breaks anywhere; a shorter one was ended on purpose.
_FULL_LINE = 60
_TEXTS = {*(f"{n:02}" for n in range(20, 30)), *(f"{n:02}" for n in range(60, 64))}
_NAMES = ("32", "33")
_BOOKING_TEXT = "00"
# The parts of a SEPA text; only the purpose is what people read.
_SEPA = re.compile(r"\b(EREF|KREF|MREF|BREF|RREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|SQTP|PURP|RTRN)\+")
# Dutch banks: /NAME/..../REMI/....
_CODED = re.compile(
    r"/(TRTP|IBAN|BIC|NAME|REMI|EREF|PREF|MARF|CSID|SVCL|RTRN|ORDP|BENM|ISDT|ID|ADDR|CNTP|PURP|ULTD|ULTC|ULTB|UDTR"
    r"|UCRD|CREF|IREF|KREF|SWOC|SWOD|CNTRY|OCMT|CHGS|EXCH|FEES|NRTX|BUSP)/"
)
_UNSTRUCTURED = re.compile(r"^(?:USTD|STRD)//?")
_LONGEST_NAME = 200


class Words(NamedTuple):
    """What a movement was for, and who the other side is."""

    description: str
    name: str | None


def words_of(lines: Sequence[str]) -> Words:
    """Return what the lines of all tags 86 of a movement say."""
    joined = "".join(line if len(line) >= _FULL_LINE else f"{line} " for line in lines)
    if (found := _NUMBERED.search(joined)) and joined.count(found[1]) > 1:
        return _numbered(joined, found[1])
    if joined.lstrip().startswith("/") and _CODED.search(joined):
        return _coded(joined)
    return Words(_tidy(joined), None)


def _numbered(text: str, mark: str) -> Words:
    pieces = re.split(rf"{re.escape(mark)}(\d\d)", text)
    fields = list(zip(pieces[1::2], pieces[2::2], strict=True))
    told = _joined([piece for code, piece in fields if code in _TEXTS])
    name = _tidy(_joined([piece for code, piece in fields if code in _NAMES]))
    kind = next((_tidy(piece) for code, piece in fields if code == _BOOKING_TEXT), "")
    return Words(_purpose(told) or kind or _tidy(pieces[0]), name[:_LONGEST_NAME] or None)


def _joined(pieces: Sequence[str]) -> str:
    """A piece that is full goes on in the next one; a shorter one ends a line."""
    return "".join(piece if len(piece) >= _PIECE else f"{piece} " for piece in pieces)


def _purpose(text: str) -> str:
    parts = _SEPA.split(text)
    named = dict(zip(parts[1::2], parts[2::2], strict=True))
    return _tidy(named.get("SVWZ") or "") or _tidy(text)


def _coded(text: str) -> Words:
    parts = _CODED.split(text)
    found: dict[str, str] = {}
    for code, value in zip(parts[1::2], parts[2::2], strict=True):
        found[code] = found.get(code) or value.strip("/ ")
    name = found.get("NAME")
    if not name and "CNTP" in found:
        # /CNTP/IBAN/BIC/NAME/CITY/
        side = found["CNTP"].split("/")
        name = side[2] if len(side) > 2 else None
    purpose = _UNSTRUCTURED.sub("", found.get("REMI", "")).strip("/ ")
    told = purpose or found.get("TRTP") or name or text
    return Words(_tidy(told), _tidy(name)[:_LONGEST_NAME] or None if name else None)


def _tidy(text: str) -> str:
    return " ".join(text.split())
