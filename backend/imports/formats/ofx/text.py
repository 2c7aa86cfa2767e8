"""Decode an OFX file, and name positions in it."""

import re
from collections.abc import Callable
from typing import NamedTuple

from backend.imports.errors import EmptyFile, UnreadableFile
from backend.imports.source.encoding import DAMAGED, decode, fits


class NotOfx(UnreadableFile):
    code = "not_ofx"

    def __init__(self) -> None:
        super().__init__(
            "There is no OFX statement in this file. Download the transactions again from your bank,"
            " as OFX, QFX or CSV."
        )


class BankRefused(UnreadableFile):
    """The file is the bank's answer that it will not give a statement."""

    code = "bank_refused"

    def __init__(self, said: str) -> None:
        quote = f" Its words: “{said}”" if said else ""
        super().__init__(
            f"This file holds no statement but an error message of the bank.{quote}"
            " Log in to your bank and download the transactions again.",
            said=said,
        )


_TWO_ON_A_LINE = re.compile(r"<STMTTRNP?\s*>[^\n]*<STMTTRNP?\s*>")


class Positions:
    """Turns a place into the number of its line; where rows share lines, into the running number of the row.

    Each row gets a number of its own.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.are_lines = "\n" in text and not _TWO_ON_A_LINE.search(text)
        self.number = 0 if not self.are_lines else 1
        self.counted_to = 0

    def number_of(self, place: int) -> int:
        if not self.are_lines:
            self.number += 1
            return self.number
        if place < self.counted_to:
            self.number, self.counted_to = 1, 0
        self.number += self.text.count("\n", self.counted_to, place)
        self.counted_to = place
        return self.number

    def words(self, number: int) -> str:
        return f"Line {number}" if self.are_lines else f"Transaction {number}"


# Stands for a "<" that is text and begins no tag.
HIDDEN_LESS_THAN = "\x02"

_HEAD = 4000
# The header may stand on one line without a space between its entries.
_DECLARED = (
    re.compile(r"CHARSET:[ \t]*((?:ISO-?)?\d[\d-]*)", re.IGNORECASE),
    re.compile(r"ENCODING:[ \t]*([\w-]+)", re.IGNORECASE),
    re.compile(r"""<\?xml[^>]*encoding=["']([\w-]+)["']""", re.IGNORECASE),
)
_VERSION = re.compile(r'VERSION(?::[ \t]*|=")([12])(\d)(\d)')
_LOWER_CASE_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9_.]*")
# Windows pages go by their number; "8859-1" without its "ISO-" is common.
_PAGES = {
    "8859-1": "cp1252", "latin1": "cp1252", "8859-15": "iso8859_15", "8859-2": "iso8859_2", "8859-9": "cp1254",
    "437": "cp437", "850": "cp850", "852": "cp852", "866": "cp866", "932": "cp932", "936": "gb18030", "949": "cp949",
    "950": "big5", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "shift_jis": "cp932",
    "koi8-r": "koi8_r",
} | {f"125{n}": f"cp125{n}" for n in range(9)}  # fmt: skip
_PREFIX = re.compile(r"^(?:iso-?|windows-|cp)(?=\d)")


class OfxText(NamedTuple):
    """`text` is for searching: without comments, tags in capitals; `original` is as it arrived, place by place."""

    text: str
    original: str
    version: str
    is_quicken: bool
    has_lost_letters: bool


def open_text(data: bytes) -> OfxText:
    """Return the text of an OFX file. Raises EmptyFile or NotOfx."""
    decoded = decode(data, _declared_page(data)).text
    if not decoded.strip():
        raise EmptyFile
    original = DAMAGED.sub("\ufffd", decoded)
    text = _with_capital_tags(_without_comments(original))
    if "<OFX" not in text and "<STMTTRN" not in text:
        raise NotOfx
    return OfxText(text, original, _version(original[:_HEAD]), "<INTU." in text, "\ufffd" in original)


def _declared_page(data: bytes) -> str | None:
    """Return the page that the header names, if the bytes are no UTF-8 and fit that page.

    Headers lie: the same "CHARSET:1252" stands above texts in UTF-8, and these do not look like it by chance.
    """
    if fits(data, "utf-8"):
        return None
    head = data[:_HEAD].decode("latin-1")
    for declared in (name for pattern in _DECLARED for name in pattern.findall(head)):
        page = _PAGES.get(_PREFIX.sub("", declared.lower()))
        if page and fits(data, page):
            return page
    return None


def _version(head: str) -> str:
    """Return "OFX 1.0.2" for VERSION:102."""
    found = _VERSION.search(head)
    return f"OFX {found[1]}.{found[2]}.{found[3]}" if found else "OFX"


def _without_comments(text: str) -> str:
    """Blank comments and open CDATA. Afterwards each other character stands where it stood."""
    if "<!--" in text:
        text = _replaced(text, "<!--", "-->", lambda inner: " " * 4 + _blank(inner) + " " * 3)
    if "<![CDATA[" in text:
        text = _replaced(text, "<![CDATA[", "]]>", lambda inner: " " * 9 + _as_text(inner) + " " * 3)
    return text


def _replaced(text: str, start_mark: str, end_mark: str, put: Callable[[str], str]) -> str:
    pieces: list[str] = []
    done = 0
    while (start := text.find(start_mark, done)) >= 0:
        end = text.find(end_mark, start + len(start_mark))
        if end < 0:
            break
        pieces += text[done:start], put(text[start + len(start_mark) : end])
        done = end + len(end_mark)
    return "".join([*pieces, text[done:]])


def _blank(inner: str) -> str:
    return re.sub(r"[^\r\n]", " ", inner)


def _as_text(inner: str) -> str:
    return inner.replace("<", HIDDEN_LESS_THAN)


def _with_capital_tags(text: str) -> str:
    if "<OFX>" in text or "<STMTTRN>" in text:
        return text
    return _LOWER_CASE_TAG.sub(lambda tag: tag[0].upper(), text)
