"""Reads XML of strangers piece by piece: no DTD, no entity, no depth that no document has, and flat memory."""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from backend.imports.encoding import decode
from backend.imports.errors import UnreadableFile

_MOST_DEEP = 100
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


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


def pieces(data: bytes, wanted: frozenset[str]) -> Iterator[Element]:
    """Yield each element of a wanted name when it ends, by local names; what lies in it is gone once the next is asked
    for. Elements are yielded with all they hold, so a wanted one inside another comes first and empty later.

    Raises DamagedXml and DangerousXml.
    """
    try:
        yield from _parsed(data, wanted)
    except DefusedXmlException as error:
        raise DangerousXml from error
    except (ParseError, ValueError, LookupError) as error:
        raise DamagedXml from error


def well_formed(data: bytes) -> bytes:
    """Return the document in an encoding that is true: a few banks declare one and write another."""
    try:
        for _ in _parsed(data, frozenset()):
            pass
    except (ParseError, ValueError, LookupError):
        return _DECLARATION.sub("", decode(data).text, count=1).encode(errors="replace")
    except DefusedXmlException as error:
        raise DangerousXml from error
    return data


def _parsed(data: bytes, wanted: frozenset[str]) -> Iterator[Element]:
    depth = 0
    for event, element in iterparse(io.BytesIO(data.lstrip()), ("start", "end"), forbid_dtd=True):
        if event == "start":
            depth += 1
            if depth > _MOST_DEEP:
                raise DangerousXml
            continue
        depth -= 1
        element.tag = element.tag.rpartition("}")[2]
        if element.tag in wanted:
            yield element
            element.clear()
        elif not wanted:
            element.clear()
