"""Takes one aggregate of an OFX file apart: the names and values of what stands in it."""

import re
from html import unescape
from html.entities import html5

from backend.imports.formats.ofx_text import HIDDEN_LESS_THAN

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
