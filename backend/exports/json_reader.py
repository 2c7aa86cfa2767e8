"""Reads the text of a JSON file a piece at a time, and knows in which line it is: a large file fills no memory."""

import codecs
import json
from typing import Any, BinaryIO, NamedTuple, NoReturn

from backend.exports.errors import DamagedExport

_CHUNK_BYTES = 1 << 18
_LARGEST_VALUE = 1 << 25
_BLANK = " \t\r\n"
_AFTER_A_VALUE = frozenset(",:]} \t\r\n")


class Position(NamedTuple):
    """Where something begins: the byte, and the line for people."""

    offset: int
    line: int


START = Position(0, 1)


class JsonReader:
    """The text from one place of a file on."""

    def __init__(self, file: BinaryIO, start: Position) -> None:
        file.seek(start.offset)
        self._file = file
        self._bytes_read = start.offset
        self._decoder = codecs.getincrementaldecoder("utf-8-sig" if start.offset == 0 else "utf-8")()
        self._text = ""
        self._at = 0
        # The line of the character at `_counted_to`; what lies before it is never counted again.
        self._line = start.line
        self._counted_to = 0
        self._has_ended = False

    def peek(self) -> str:
        """Return the next character that is not blank, without taking it; nothing at the end of the file."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANK:
                    return self._text[self._at]
                self._at += 1
            if self._has_ended:
                return ""
            self._read_on(_CHUNK_BYTES)

    def expect(self, characters: str) -> str:
        """Take one of these characters. Raises DamagedExport if another one comes."""
        sign = self.peek()
        if not sign or sign not in characters:
            self.fail(f"here should be {' or '.join(characters)}" if sign else "the file ends too early")
        self._at += 1
        return sign

    def read_value(self) -> Any:
        """Take one whole value. Raises DamagedExport."""
        self.peek()
        size = _CHUNK_BYTES
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._is_all_there:
                    self._at = min(error.pos, len(self._text))
                    trouble = "the file ends too early" if self._at >= len(self._text) else "this is no JSON"
                    self.fail(trouble)
            except (RecursionError, ValueError):
                self.fail("this is no value that an export holds")
            else:
                # "12." is not 12: a number goes on until something else comes.
                if self._text[end : end + 1] in _AFTER_A_VALUE or self._is_all_there:
                    self._at = end
                    return value
            self._read_on(size)
            size *= 2

    @property
    def position(self) -> Position:
        """Where the next character is."""
        ahead = len(self._text[self._at :].encode()) + len(self._decoder.getstate()[0])
        return Position(self._bytes_read - ahead, self.line)

    @property
    def line(self) -> int:
        """The line of the next character, counted from 1."""
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        return self._line

    def fail(self, trouble: str) -> NoReturn:
        """Raise DamagedExport for what comes next."""
        raise DamagedExport(self.line, trouble)

    @property
    def _is_all_there(self) -> bool:
        """Say whether a value that is not whole will not become so."""
        return self._has_ended or len(self._text) - self._at > _LARGEST_VALUE

    def _read_on(self, size: int) -> None:
        self._line, self._text, self._at, self._counted_to = self.line, self._text[self._at :], 0, 0
        piece = self._file.read(size)
        self._bytes_read += len(piece)
        self._has_ended = not piece
        try:
            self._text += self._decoder.decode(piece, final=not piece)
        except UnicodeDecodeError:
            self.fail("what follows is no UTF-8 text")


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_no_number)
