"""An export as it lies in a file: looked through once from end to end, then read part by part in any order."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from backend.takeout.contents import FORMAT, FORMAT_VERSION, PARTS
from backend.takeout.errors import DamagedExport, NotAnExport, UnknownExportVersion
from backend.takeout.json_text import START, JsonText, Place

Json = dict[str, Any]
_NAMES = frozenset(part.name for part in PARTS)


class ExportFile:
    """Raises NotAnExport, UnknownExportVersion and DamagedExport when it is made; afterwards the file is JSON."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._parts: dict[str, Place] = {}
        self._told: Json = {}
        self._look_through()
        self._check_version()
        for name in _NAMES - self._parts.keys():
            # Only a part that came with a later version may be missing.
            raise DamagedExport(1, f"the part “{name}” is missing")

    @property
    def settings(self) -> Json:
        """The settings: texts by key."""
        return self._dict_of("settings", str)

    @property
    def last_ids(self) -> dict[str, int]:
        """The last number that each part gave out."""
        found = self._dict_of("last_ids", int)
        if any(not 0 <= number < 2**48 for number in found.values()):
            raise DamagedExport(1, "“last_ids” holds what is no number of a row")
        return found

    def rows(self, name: str) -> Iterator[tuple[int, Json]]:
        """Yield each row of a part with its line."""
        text = JsonText(self._file, self._parts[name])
        for line, row in _items(text):
            if not isinstance(row, dict):
                raise DamagedExport(line, "this is no row", part=name)
            yield line, row

    def _look_through(self) -> None:
        text = JsonText(self._file, START)
        if text.next_sign() != "{":
            raise NotAnExport
        for name in _names(text):
            if name in _NAMES:
                if name in self._parts:
                    text.fail(f"the part “{name}” comes a second time")
                text.next_sign()
                self._parts[name] = text.place
                for _row in _items(text):
                    pass
            else:
                self._told[name] = text.value()
                if name == "format_version" and "format" in self._told:
                    # Another version may have parts that look like damage here.
                    self._check_version()
        if text.next_sign():
            text.fail("something follows the end of the export")

    def _check_version(self) -> None:
        name, version = self._told.get("format"), self._told.get("format_version")
        if not isinstance(name, str) or not name.startswith(FORMAT):
            raise NotAnExport
        if name != FORMAT:
            raise UnknownExportVersion(name, FORMAT_VERSION)
        if type(version) is not int or not 1 <= version <= FORMAT_VERSION:
            raise UnknownExportVersion(version, FORMAT_VERSION)

    def _dict_of(self, name: str, kind: type) -> Json:
        found = self._told.get(name, {})
        if not isinstance(found, dict) or any(type(value) is not kind for value in found.values()):
            raise DamagedExport(1, f"“{name}” is not as an export tells it")
        return found


def _names(text: JsonText) -> Iterator[str]:
    """Yield the names of an object; whoever gets one takes its value."""
    text.take("{")
    if text.next_sign() == "}":
        text.take("}")
        return
    while True:
        name = text.value()
        if not isinstance(name, str):
            text.fail("here should be a name")
        text.take(":")
        yield name
        if text.take(",}") == "}":
            return


def _items(text: JsonText) -> Iterator[tuple[int, Any]]:
    text.take("[")
    if text.next_sign() == "]":
        text.take("]")
        return
    while True:
        text.next_sign()
        yield text.line, text.value()
        if text.take(",]") == "]":
            return
