"""Listens to the XML inside a workbook: no DTD, no entity of its own, no depth, no more than a block of it at once."""

from collections.abc import Iterator
from typing import IO, NoReturn, Protocol
from xml.parsers import expat

from backend.imports.formats.workbook_errors import DamagedWorkbook

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
