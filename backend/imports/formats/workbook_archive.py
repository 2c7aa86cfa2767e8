"""The parts of an .xlsx: a zip of XML files, of which each says which others belong to it."""

import posixpath
import zipfile
from typing import IO, NamedTuple

from backend.imports.formats.workbook_errors import DamagedWorkbook, WorkbookTooLarge
from backend.imports.formats.workbook_xml import listen_to_all

_MEGABYTE = 1_000_000


class Archive:
    """The parts of a workbook by their names; some programs write them in other letters or with backslashes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._parts = {_plain(each.filename): each for each in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def open(self, name: str, most_megabytes: int | None = None) -> IO[bytes]:
        """Open a part. Raises DamagedWorkbook and WorkbookTooLarge."""
        part = self._parts.get(_plain(name))
        if part is None:
            raise DamagedWorkbook
        if most_megabytes is not None and part.file_size > most_megabytes * _MEGABYTE:
            raise WorkbookTooLarge(most_megabytes)
        return self._archive.open(part)


class Related(NamedTuple):
    """What a part points at: by identity, and by the last word of its kind."""

    parts: dict[str, str]
    kinds: dict[str, str]

    def of_kind(self, kind: str) -> str | None:
        return next((self.parts[identity] for identity, found in self.kinds.items() if found == kind), None)


def related_to(archive: Archive, part: str) -> Related:
    """Return the parts that a part points at; that of nothing, "", is where a workbook begins."""
    folder, name = posixpath.split(part)
    listener = _Relations(folder)
    if (relations := posixpath.join(folder, "_rels", f"{name}.rels")) in archive:
        with archive.open(relations) as file:
            listen_to_all(file, listener)
    return listener.found


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


class _Relations:
    def __init__(self, folder: str) -> None:
        self.found = Related({}, {})
        self._folder = folder

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            identity, target = attributes.get("Id", ""), attributes.get("Target", "").replace("\\", "/")
            self.found.parts[identity] = posixpath.normpath(posixpath.join("/", self._folder, target))
            self.found.kinds[identity] = attributes.get("Type", "").rpartition("/")[2]

    def text(self, text: str) -> None:
        """Nothing here is told by text."""

    def end(self, name: str) -> None:
        """Nothing here is told by an end."""
