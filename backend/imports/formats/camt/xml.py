"""Parse CAMT XML element by element: no DTD, no entities, limited depth, constant memory."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from backend.imports.errors import UnreadableFile
from backend.imports.source.encoding import decode

_BLOCK = 1 << 14
_MOST_DEEP = 100
# A booking of ten thousand payments has about half as many.
_MOST_IN_ONE_PIECE = 1_000_000
_DECLARATION = re.compile(r"<\?xml\b[^<>]*\?>")
_BARE_AND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)", re.IGNORECASE)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ufffe\uffff]|&#0*(?:[0-8]|1[124-9]|2\\d|3[01]);|&#x0*(?:[0-8bcef]|1[0-9a-f]);",
    re.IGNORECASE,
)


class DamagedXml(UnreadableFile):
    code = "damaged_xml"

    def __init__(self) -> None:
        super().__init__("This XML file is damaged or cut off. Download it again from your bank.")


class DangerousXml(UnreadableFile):
    code = "dangerous_xml"

    def __init__(self) -> None:
        super().__init__(
            "This XML file holds definitions that no bank statement has, so it was not read."
            " Download it again from your bank."
        )


class Piece(NamedTuple):
    """An element and its name without the namespace; all that it holds has such names, too."""

    name: str
    element: Element


class _Stream:
    """Bytes that come in blocks, as the file that the parser reads from."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)

    def read(self, _size: int = -1) -> bytes:
        """Return the next block, as long as it is; b"" at the end."""
        return next(self._blocks, b"")


def read_in_blocks(data: bytes) -> Iterator[bytes]:
    """Yield the bytes in blocks: the parser holds all that it made of one block until it is taken."""
    for start in range(0, len(data), _BLOCK):
        yield data[start : start + _BLOCK]


def pieces(data: Iterable[bytes], whole: frozenset[str], ends: frozenset[str]) -> Iterator[Piece]:
    """Yield the root when it begins, each element of `whole` with all that it holds, and each of `ends` when it ends,
    empty. What is yielded is held by nobody else.

    Raises DamagedXml and DangerousXml.
    """
    try:
        yield from _parsed(data, whole, ends)
    except DefusedXmlException as error:
        raise DangerousXml from error
    except (ParseError, ValueError, LookupError) as error:
        raise DamagedXml from error


def repaired(data: bytes) -> Iterator[bytes]:
    """Yield a damaged document as it was meant: some banks declare one encoding and write another, leave a bare `&` in
    a name, or put several documents into one file. What is cut off stays cut off."""
    yield b"<Files>"
    for text in _up_to_tags(decode(data).text):
        plain = _DECLARATION.sub("", _FORBIDDEN.sub("", text))
        yield _BARE_AND.sub("&amp;", plain).encode(errors="replace")
    yield b"</Files>"


def _up_to_tags(text: str) -> Iterator[str]:
    """Yield the text in pieces that end with a tag; nothing that is mended reaches across one."""
    start = 0
    while start < len(text):
        end = text.find(">", start + _BLOCK) + 1 or len(text)
        yield text[start:end]
        start = end


def _parsed(data: Iterable[bytes], whole: frozenset[str], ends: frozenset[str]) -> Iterator[Piece]:
    path: list[Element] = []
    kept: Element | None = None
    inside = 0
    for event, element in iterparse(_Stream(data), ("start", "end"), forbid_dtd=True):
        if event == "start":
            path.append(element)
            name = _local(element)
            if len(path) == 1:
                yield Piece(name, element)
            if kept is not None:
                inside += 1
            elif name in whole:
                kept, inside = element, 0
            if len(path) > _MOST_DEEP or inside > _MOST_IN_ONE_PIECE:
                raise DangerousXml
            continue
        path.pop()
        element.tag = _local(element)
        if kept is not None and element is not kept:
            continue
        if path:
            path[-1].remove(element)
        if kept is not None:
            kept = None
            yield Piece(element.tag, element)
        elif element.tag in ends:
            yield Piece(element.tag, element)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
