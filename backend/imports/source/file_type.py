"""Detect the format of a file from its first bytes (file names are unreliable), and refuse other kinds of files."""

import codecs
import re
from typing import Literal

from backend.imports.errors import BinaryFile, EmptyFile, FileTooLarge, NotATable

MEGABYTES = 64
MAX_BYTES = MEGABYTES * 1_000_000
# Bytes that say nothing by themselves; a file that begins with this many of them is looked at as a whole.
_NOTHING = b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"
_BLANK = 4096
_PICK_CSV = "Export the transactions from your bank, as CSV, Excel, OFX, QIF, CAMT or MT940, and choose that file."
_BEGINNINGS = (
    (b"%PDF", "a PDF document", _PICK_CSV),
    (b"SQLite format 3\x00", "a database", _PICK_CSV),
    (b"\x89PNG", "a picture", _PICK_CSV),
    (b"\xff\xd8\xff", "a picture", _PICK_CSV),
    (b"GIF8", "a picture", _PICK_CSV),
    (b"RIFF", "a picture or a recording", _PICK_CSV),
    (b"\x1f\x8b", "a compressed file", "Unpack it first and choose the file inside."),
    (b"7z\xbc\xaf", "a compressed file", "Unpack it first and choose the file inside."),
    (b"Rar!", "a compressed file", "Unpack it first and choose the file inside."),
    (b"BZh", "a compressed file", "Unpack it first and choose the file inside."),
    (b"\x7fELF", "a program", _PICK_CSV),
    (b"MZ\x90", "a program", _PICK_CSV),
)
_TEXTS = (
    ("<!doctype html", "This is a web page."),
    ("<html", "This is a web page."),
    ("<?xml", "This is an XML document."),
    ("{\\rtf", "This is a formatted text document."),
    ("{", "This is a JSON document."),
    ("[{", "This is a JSON document."),
)


def refuse_other_files(data: bytes) -> None:
    """Raise the fitting UnreadableFile if these bytes are plainly no CSV; afterwards they may be text."""
    refuse_empty_and_huge(data)
    for beginning, kind, advice in _BEGINNINGS:
        if data.startswith(beginning):
            raise BinaryFile(kind, advice)


def refuse_empty_and_huge(data: bytes) -> None:
    """Raise EmptyFile or FileTooLarge, whatever the format would be."""
    if len(data) > MAX_BYTES:
        raise FileTooLarge(MEGABYTES)
    if not data[:_BLANK].strip(_NOTHING) and not data.strip(_NOTHING):
        raise EmptyFile


def refuse_other_texts(text: str) -> None:
    """Raise if this text is plainly of another format, or no text at all."""
    head = text[:4000].lstrip().lower()
    if not head:
        raise EmptyFile
    for beginning, sentence in _TEXTS:
        if head.startswith(beginning):
            raise NotATable(sentence)
    strange = sum(1 for character in head if ord(character) < 32 and character not in "\t\r\n\x0b\x0c\x1a")
    if strange > len(head) * 0.02:
        raise BinaryFile("a file of another kind (its bytes are no text)", _PICK_CSV)


Format = Literal["pdf", "table", "ofx", "qif", "camt", "mt940", "workbook"]
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
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
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
