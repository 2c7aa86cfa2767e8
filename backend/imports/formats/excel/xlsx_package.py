"""The parts of an .xlsx (a ZIP of related XML files), parsed without DTD and entities, in limited depth and size."""

import posixpath
import zipfile
from collections.abc import Iterator
from typing import IO, NamedTuple, NoReturn, Protocol
from xml.parsers import expat

from backend.imports.formats.excel.sheet import DamagedWorkbook, WorkbookTooLarge

_BLOCK = 1 << 16
_MOST_DEEP = 100


class Listener(Protocol):
    """Hears elements by their names without a namespace, as they begin and end, and the text between."""

    def begin(self, name: str, attributes: dict[str, str]) -> None: ...

    def text(self, text: str) -> None: ...

    def end(self, name: str) -> None: ...


def listen(file: IO[bytes], listener: Listener) -> Iterator[None]:
    """Tell the listener what stands in the file. Yields after each block, so that what was heard can be taken away.

    Raises DamagedWorkbook.
    """
    parser = _parser(listener)
    try:
        while block := file.read(_BLOCK):
            parser.Parse(block, False)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise DamagedWorkbook from error
    yield


def listen_to_all(file: IO[bytes], listener: Listener) -> None:
    """Tell the listener what stands in a small file."""
    for _ in listen(file, listener):
        pass


def _parser(listener: Listener) -> expat.XMLParserType:
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEEP:
            raise DamagedWorkbook
        listener.begin(name.rpartition("}")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(name.rpartition("}")[2])

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.text
    # Entities are declared in a DTD only, and no workbook has one.
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> NoReturn:
    raise DamagedWorkbook


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
        """Ignore text."""

    def end(self, name: str) -> None:
        """Ignore ends."""
