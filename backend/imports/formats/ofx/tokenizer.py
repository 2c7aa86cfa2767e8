"""Find the statements, transactions and fields in the text of an OFX file. SGML may leave out closing tags."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import NamedTuple

from backend.imports.errors import NoStatementInside, UnreadableFile
from backend.imports.formats.ofx.text import HIDDEN_LESS_THAN, BankRefused

# Nothing here is worth a second look once it is taken: possessive repeats never go back, and are a third faster.
_TAG = r"[A-Z][A-Z0-9._]*+\s*+/?>"
# A value ends where the next tag begins, closed or not; a bare "<" inside it begins none.
_VALUE = rf"[^<]*+(?:<(?!/?{_TAG})[^<]*+)*+"
_LEAF = re.compile(rf"<([A-Z][A-Z0-9._]*+)\s*+/?>({_VALUE})")
_STEP = re.compile(rf"<(/?)([A-Z][A-Z0-9._]*+)\s*+/?>({_VALUE})")
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_AGGREGATES = frozenset({"PAYEE", "CURRENCY", "ORIGCURRENCY", "BANKACCTTO", "CCACCTTO", "IMAGEDATA"})
_SIMPLE = frozenset(
    "STMTTRN STMTTRNP TRNTYPE DTPOSTED DTTRAN DTUSER DTAVAIL DTEXPIRE TRNAMT FITID CORRECTFITID CORRECTACTION SRVRTID"
    " CHECKNUM REFNUM SIC PAYEEID NAME EXTDNAME MEMO MEMO2 INV401KSOURCE CURSYM CURRATE".split()
)
_LINE_BREAKS = frozenset({"BR", "P", "B", "I"})
# A text such as "PAY <REF>" inside a name is no tag.
_TEXT_BEFORE = re.compile(r"\S[ \t]+\Z")


def fields_of(block: str) -> dict[str, str]:
    """Return the leaves of one aggregate, values as they stand there. Inside a PAYEE a name becomes "PAYEE.NAME"."""
    pairs = _LEAF.findall(block)
    fields = dict(pairs)
    if len(fields) == len(pairs) and fields.keys() <= _SIMPLE:
        return fields
    return _step_by_step(block)


def _step_by_step(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    inside = ""
    last = ""
    for is_end, name, value in _STEP.findall(block):
        if name in _AGGREGATES:
            inside = "" if is_end else f"{name}."
            continue
        if is_end:
            continue
        if last and name in _LINE_BREAKS:
            fields[last] += f" {value}"
            continue
        if last and name not in _SIMPLE and _TEXT_BEFORE.search(fields[last]):
            fields[last] += f"<{name}>{value}"
            continue
        last = inside + name
        # A bank that has more to say than one MEMO holds sends a second one.
        fields[last] = f"{fields[last]} {value}" if fields.get(last, "").strip() else value
    return fields


def leaf(text: str, name: str, start: int, end: int) -> str | None:
    """Return the tidy value of the first leaf of this name between two places, or None if it is missing or empty."""
    opening = f"<{name}>"
    at = text.find(opening, start, end)
    if at < 0:
        return None
    value_start = at + len(opening)
    value_end = text.find("<", value_start, end)
    # What no tag follows may have been cut off.
    return tidy(text[value_start:value_end]) or None if value_end >= 0 else None


def tidy(value: str) -> str:
    """Return a value as people read it: entities resolved, single spaces. Entities defined in the file stay unread."""
    if "&" in value:
        value = _ENTITY.sub(_character, value)
        if "&" in value:
            # Some banks escape what is escaped already: "&amp;lt;".
            value = _ENTITY.sub(_character, value)
    if HIDDEN_LESS_THAN in value:
        value = value.replace(HIDDEN_LESS_THAN, "<")
    return " ".join(value.split())


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if name.startswith("#"):
        return unescape(found[0])
    return html5.get(f"{name};", found[0])


_OPENING = re.compile(r"<STMTTRN(P?)\s*>")
_CLOSING = re.compile(r"</STMTTRNP?\s*>")
_LIST_END = re.compile(r"</?(?:BANKTRANLISTP?|INVTRANLIST|\w*STMTRS|OFX|LEDGERBAL|AVAILBAL|INVBANKTRAN)\b")


class Block(NamedTuple):
    """Where a movement stands. `is_cut` says that the file ended inside it."""

    start: int
    end: int
    is_pending: bool
    is_cut: bool


class Blocks:
    """The movements of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.are_closed = bool(_CLOSING.search(text))

    def between(self, start: int, end: int) -> Iterator[Block]:
        """Yield the movements between two places, each up to where the next thing begins."""
        opening = _OPENING.search(self.text, start, end)
        while opening:
            following = _OPENING.search(self.text, opening.end(), end)
            limit = following.start() if following else end
            closing = _CLOSING.search(self.text, opening.end(), limit)
            if closing:
                yield Block(opening.start(), closing.end(), bool(opening[1]), is_cut=False)
            else:
                list_end = _LIST_END.search(self.text, opening.end(), limit)
                stop = list_end.start() if list_end else limit
                # Where movements are closed, one that is not has lost its end; where none is, only the file's end cuts.
                yield Block(opening.start(), stop, bool(opening[1]), self.are_closed or stop == len(self.text))
            opening = following


_OPENING_TAG = re.compile(r"<(STMTRS|CCSTMTRS|INVSTMTRS|LOANSTMTRS)\s*>")
_FIRST_MOVEMENT = re.compile(r"<STMTTRNP?\s*>")
_STATUS = re.compile(r"<STATUS\s*>")
_CODE = re.compile(r"<CODE\s*>\s*(\d+)")
_STATUS_LENGTH = 2000
_TRANSFER = re.compile(r"<(?:INTRARS|INTERRS|XFERINFO)\s*>")


class Section(NamedTuple):
    """One statement: which kind, and where in the text it stands."""

    kind: str
    start: int
    end: int


def sections_of(text: str) -> list[Section]:
    """Return the statements in the order they come. Raises an UnreadableFile if there is none."""
    openings = [(found[1], found.start()) for found in _OPENING_TAG.finditer(text)]
    first = _FIRST_MOVEMENT.search(text, 0, openings[0][1] if openings else len(text))
    if first:
        # Movements that no statement surrounds: some programs write only the list.
        openings.insert(0, ("", first.start()))
    if not openings:
        raise _why_there_is_none(text)
    ends = [start for _, start in openings[1:]] + [len(text)]
    return [Section(kind, start, end) for (kind, start), end in zip(openings, ends, strict=True)]


def refusals_in(text: str) -> list[str]:
    """Return what the bank says about statements it did not give; empty texts where it says only that."""
    found: list[str] = []
    for status in _STATUS.finditer(text):
        end = text.find("</STATUS", status.end(), status.end() + _STATUS_LENGTH)
        end = status.end() + _STATUS_LENGTH if end < 0 else end + 1
        code = _CODE.search(text, status.end(), end)
        severity = (leaf(text, "SEVERITY", status.end(), end) or "").upper()
        if code and int(code[1][:9]) and severity not in ("INFO", "WARN"):
            found.append(leaf(text, "MESSAGE", status.end(), end) or "")
    return found


def _why_there_is_none(text: str) -> UnreadableFile:
    refusals = refusals_in(text)
    if refusals:
        return BankRefused(next((said for said in refusals if said), ""))
    if _TRANSFER.search(text):
        return NoStatementInside("a list of transfers that were ordered")
    if "<ACCTINFO>" in text:
        return NoStatementInside("a list of accounts")
    if re.search(r"<\w+MSGSRQV\d", text):
        return NoStatementInside("a question that a program put to a bank")
    if re.search(r"<PROFRS\s*>|<SECLISTMSGSRS", text):
        return NoStatementInside("a list of services or securities")
    return NoStatementInside("an answer of a bank without a statement")
