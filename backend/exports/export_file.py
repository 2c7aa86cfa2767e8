"""An export as it lies in a file: looked through once from end to end, then read part by part in any order."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from backend.exports.errors import DamagedExport, NotAnExport, UnknownExportVersion
from backend.exports.export_schema import FILES, FORMAT, FORMAT_VERSION, INVESTMENT_PARTS, PARTS
from backend.exports.json_reader import START, JsonReader, Position

Json = dict[str, Any]
_ALL_PARTS = (*PARTS, *INVESTMENT_PARTS)
_NAMES = frozenset(part.name for part in _ALL_PARTS) | {FILES}


class ExportFile:
    """Raises NotAnExport, UnknownExportVersion and DamagedExport when it is made; afterwards the file is JSON."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._parts: dict[str, Position] = {}
        self._header: Json = {}
        self._scan()
        self._check_version()
        for part in _ALL_PARTS:
            # Only a part that came with a later version may be missing.
            if part.name not in self._parts and part.since_version <= self._header["format_version"]:
                raise DamagedExport(1, f"the part “{part.name}” is missing")

    @property
    def settings(self) -> Json:
        """The settings: texts by key."""
        return self._header_dict("settings", str)

    @property
    def last_ids(self) -> dict[str, int]:
        """The last number that each part gave out."""
        ids = self._header_dict("last_ids", int)
        if any(not 0 <= number < 2**48 for number in ids.values()):
            raise DamagedExport(1, "“last_ids” holds what is no number of a row")
        return ids

    def rows(self, name: str) -> Iterator[tuple[int, Json]]:
        """Yield each row of a part with its line."""
        if name not in self._parts:
            return
        text = JsonReader(self._file, self._parts[name])
        for line, row in _items(text):
            if not isinstance(row, dict):
                raise DamagedExport(line, "this is no row", part=name)
            yield line, row

    def _scan(self) -> None:
        text = JsonReader(self._file, START)
        if text.peek() != "{":
            raise NotAnExport
        for name in _names(text):
            if name in _NAMES:
                if name in self._parts:
                    text.fail(f"the part “{name}” comes a second time")
                text.peek()
                self._parts[name] = text.position
                for _row in _items(text):
                    pass
            else:
                self._header[name] = text.read_value()
                if name == "format_version" and "format" in self._header:
                    # Another version may have parts that look like damage here.
                    self._check_version()
        if text.peek():
            text.fail("something follows the end of the export")

    def _check_version(self) -> None:
        name, version = self._header.get("format"), self._header.get("format_version")
        if not isinstance(name, str) or not name.startswith(FORMAT):
            raise NotAnExport
        if name != FORMAT:
            raise UnknownExportVersion(name, FORMAT_VERSION)
        if type(version) is not int or not 1 <= version <= FORMAT_VERSION:
            raise UnknownExportVersion(version, FORMAT_VERSION)

    def _header_dict(self, name: str, kind: type) -> Json:
        stated = self._header.get(name, {})
        if not isinstance(stated, dict) or any(type(value) is not kind for value in stated.values()):
            raise DamagedExport(1, f"“{name}” is not as an export tells it")
        return stated


def _names(text: JsonReader) -> Iterator[str]:
    """Yield the names of an object; the caller must read the value of each."""
    text.expect("{")
    if text.peek() == "}":
        text.expect("}")
        return
    while True:
        name = text.read_value()
        if not isinstance(name, str):
            text.fail("here should be a name")
        text.expect(":")
        yield name
        if text.expect(",}") == "}":
            return


def _items(text: JsonReader) -> Iterator[tuple[int, Any]]:
    text.expect("[")
    if text.peek() == "]":
        text.expect("]")
        return
    while True:
        text.peek()
        yield text.line, text.read_value()
        if text.expect(",]") == "]":
            return
