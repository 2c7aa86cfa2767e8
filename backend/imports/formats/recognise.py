"""Which format a file is of, told by its first bytes. Names of files lie: banks call tables `.xls` and OFX `.xml`."""

import codecs
import re
from typing import Literal

Format = Literal["table", "ofx", "qif", "camt", "mt940", "workbook"]
_LOOKED_AT = 20_000
_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OFX = re.compile(r"OFXHEADER\s*[:=]|<\?OFX\b|<OFX\s*>", re.IGNORECASE)
_QIF = re.compile(r"^[ \t]*!(?:type:|account\b|option:|clear:)", re.IGNORECASE | re.MULTILINE)
_CAMT = re.compile(r"camt\.05[234]|<(?:\w+:)?(?:BkToCstmr\w+|BkToCstmrAcctRpt)\b")
_MT940 = re.compile(r"(?:@@)?(?:\{1:[AF]\d\d|:(?:20|25|28C?|60[FM]|61|62[FM]|86|940):)")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|table|meta|style)\b", re.IGNORECASE)


def format_of(data: bytes) -> Format:
    """Return the format that these bytes seem to be of; what is nothing else is taken for a table of text."""
    if data.startswith(_WORKBOOKS):
        return "workbook"
    head = _text(data[:_LOOKED_AT])
    start = head.lstrip("\ufeff \t\r\n\x00")
    if _OFX.search(head):
        return "ofx"
    if start.startswith("<"):
        return "workbook" if _PAGE.match(start) else "camt"
    if _QIF.match(start):
        return "qif"
    # A bank's own header may stand above, but no row of a table begins like this.
    if any(_MT940.match(line) for line in start.splitlines()[:60]):
        return "mt940"
    if any(_QIF.match(line) for line in start.splitlines()[:30]):
        return "qif"
    return "table"


def _text(data: bytes) -> str:
    """Return the text with all its letters of the English alphabet right, whatever the encoding."""
    if data.startswith(_MARKS[1:]):
        return data[2:].replace(b"\x00", b"").decode("latin-1")
    if data[:200].count(0) > 20:
        return data.replace(b"\x00", b"").decode("latin-1")
    return data.decode("latin-1").removeprefix("\u00ef\u00bb\u00bf")
