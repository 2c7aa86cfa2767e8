"""The description of a transaction (tag 86): each country structures it in its own way."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from backend.imports.formats.mt940.tags import Tag

# German and Austrian banks (?20), Dutch and Polish ones (>20), and a few with ~20 number the pieces of the text.
_NUMBERED = re.compile(r"([?>~])(\d\d)")
_PIECE = 27
# A line holds 65 characters, the tag before the first one often among them, and breaks anywhere; any other one was
# ended on purpose, or a space at its end is lost.
_FULL_LINE = 65
_FULL_FIRST_LINES = (61, 65)
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
# Old German programs: texts, name and booking text in numbered lines of their own.
_NS_LINE = re.compile(r"(\d\d)(.*)")
_NS_TEXTS, _NS_NAMES, _NS_KIND = {f"{n:02}" for n in range(1, 15)}, {"15", "16"}, {"17"}
_LONGEST_NAME = 200


class Information(NamedTuple):
    """What a movement was for, and who the other side is."""

    description: str
    name: str | None


def read_information(tags: Sequence[Tag]) -> Information:
    """Return what the tags after a statement line say."""
    texts = [tag for tag in tags if tag.code != "NS"]
    if not texts:
        return _numbered_lines([line for tag in tags for line in tag.lines])
    joined = "".join(_unfolded(tag.lines) for tag in texts)
    if (found := _NUMBERED.search(joined)) and joined.count(found[1]) > 1:
        return _numbered(joined, found[1])
    if joined.lstrip().startswith("/") and _CODED.search(joined):
        return _coded(joined)
    return Information(_tidy(joined), None)


def _unfolded(lines: Sequence[str]) -> str:
    """Join lines again that were broken where they were full."""
    first, *others = lines
    pieces = [first if len(first) in _FULL_FIRST_LINES else f"{first}\n"]
    pieces += [line if len(line) == _FULL_LINE else f"{line}\n" for line in others]
    return "".join(pieces)


def _numbered_lines(lines: Iterable[str]) -> Information:
    fields = [found.groups() for line in lines if (found := _NS_LINE.fullmatch(line))]

    def told(codes: set[str]) -> str:
        return _tidy(" ".join(text for code, text in fields if code in codes))

    return Information(told(_NS_TEXTS) or told(_NS_KIND), told(_NS_NAMES)[:_LONGEST_NAME] or None)


def _numbered(text: str, mark: str) -> Information:
    pieces = re.split(rf"{re.escape(mark)}(\d\d)", text)
    fields = list(zip(pieces[1::2], pieces[2::2], strict=True))
    told = _joined([piece for code, piece in fields if code in _TEXTS])
    # An address may stand below the name.
    name = _tidy(_joined([piece for code, piece in fields if code in _NAMES]).strip().partition("\n")[0])
    kind = next((_tidy(piece) for code, piece in fields if code == _BOOKING_TEXT), "")
    return Information(_purpose(told) or kind or _tidy(pieces[0]), name[:_LONGEST_NAME] or None)


def _joined(pieces: Sequence[str]) -> str:
    """A piece that is full goes on in the next one; a shorter one, or one before a new part, ends a line."""
    ended = [len(piece) < _PIECE for piece in pieces]
    begins = [bool(_SEPA.match(piece)) for piece in pieces[1:]] + [True]
    return "".join(
        f"{piece} " if is_ended or is_before_part else piece
        for piece, is_ended, is_before_part in zip(pieces, ended, begins, strict=False)
    )


def _purpose(text: str) -> str:
    parts = _SEPA.split(text)
    named = dict(zip(parts[1::2], parts[2::2], strict=True))
    return _tidy(named.get("SVWZ") or "") or _tidy(text)


def _coded(text: str) -> Information:
    parts = _CODED.split(text)
    found: dict[str, str] = {}
    for code, value in zip(parts[1::2], parts[2::2], strict=True):
        found[code] = found.get(code) or value.strip("/ \n")
    name = found.get("NAME") or found.get("ORDP") or found.get("BENM")
    if not name and "CNTP" in found:
        # /CNTP/IBAN/BIC/NAME/CITY/
        side = found["CNTP"].split("/")
        name = side[2] if len(side) > 2 else None
    purpose = _UNSTRUCTURED.sub("", found.get("REMI", "")).strip("/ \n")
    told = purpose or found.get("TRTP") or name or text
    return Information(_tidy(told), _tidy(name)[:_LONGEST_NAME] or None if name else None)


def _tidy(text: str) -> str:
    return " ".join(text.split())
