"""Finds the statements in an OFX file, and says in a sentence why a file has none."""

import re
from typing import NamedTuple

from backend.imports.errors import UnreadableFile
from backend.imports.formats.nothing_inside import NoStatementInside
from backend.imports.formats.ofx_errors import BankRefused
from backend.imports.formats.ofx_fields import leaf

_OPENING = re.compile(r"<(STMTRS|CCSTMTRS|INVSTMTRS|LOANSTMTRS)\s*>")
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
    openings = [(found[1], found.start()) for found in _OPENING.finditer(text)]
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
