"""Unpack a ZIP of statements file by file, with limits on size and number."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from backend.imports.errors import UnreadableFile
from backend.imports.source.file_type import MEGABYTES

MOST_FILES = 2000
# Each of these waits for its account to be told.
MOST_SIDE_BY_SIDE = 60
_MEGABYTE = 1_000_000
# Statements shrink to a tenth or a thirtieth; what shrinks much more holds nothing, over and over again.
_MOST_SHRUNK = 150
_HARMLESS = 50 * _MEGABYTE
_LOCKED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError)
# How documents that are ZIPs themselves name their parts.
_DOCUMENTS = ("[content_types].xml", "xl/", "word/", "ppt/", "mimetype", "content.xml", "meta-inf/")


class DamagedZip(UnreadableFile):
    code = "damaged_zip"

    def __init__(self) -> None:
        super().__init__("This ZIP is damaged or cut off. Download it again from your bank.")


class LockedZip(UnreadableFile):
    code = "locked_zip"

    def __init__(self) -> None:
        super().__init__(
            "This ZIP is protected by a password. Unpack it with your password, and choose the files inside."
        )


class ZipTooLarge(UnreadableFile):
    code = "zip_too_large"
    status = 413

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"This ZIP unpacks to more than {megabytes} MB, so it was not opened."
            " Unpack it, and choose the files inside.",
            limit_megabytes=megabytes,
        )


class TooManyInside(UnreadableFile):
    code = "too_many_inside"

    def __init__(self, found: int) -> None:
        super().__init__(
            f"This ZIP holds {found:,} statements, more than can be looked at side by side ({MOST_SIDE_BY_SIDE})."
            " Unpack it, and import its folder as a folder of old files.",
            limit=MOST_SIDE_BY_SIDE,
        )


class EmptyZip(UnreadableFile):
    code = "empty_zip"

    def __init__(self) -> None:
        super().__init__("This ZIP holds no files. Download it again from your bank.")


class ZippedFile(NamedTuple):
    """A file of a ZIP; `path` is its place in there."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


def holds_files(data: bytes) -> bool:
    """Say whether this is a ZIP of files, and no document of an office program."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = [_path(each).lower() for each in packed.infolist()]
    except _BROKEN:
        return False
    return not any(name.startswith(_DOCUMENTS) for name in names)


def files_in(data: bytes) -> Iterator[ZippedFile]:
    """Yield the files of a ZIP, in the order of their names. What a computer adds by itself is none.

    Raises EmptyZip, LockedZip, TooManyInside, ZipTooLarge and DamagedZip.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            wanted = sorted((each for each in packed.infolist() if _is_wanted(each)), key=_path)
            _refuse(wanted, len(data))
            for each in wanted:
                # The zip module never unpacks more of a file than was told, and refused, before.
                yield ZippedFile(_path(each), packed.read(each))
    except _BROKEN as error:
        raise DamagedZip from error


def _refuse(wanted: Sequence[zipfile.ZipInfo], packed_size: int) -> None:
    if not wanted:
        raise EmptyZip
    if len(wanted) > MOST_FILES:
        raise TooManyInside(len(wanted))
    size = sum(each.file_size for each in wanted)
    if size > MEGABYTES * _MEGABYTE:
        raise ZipTooLarge(MEGABYTES)
    if size > max(_HARMLESS, packed_size * _MOST_SHRUNK):
        raise ZipTooLarge(_HARMLESS // _MEGABYTE)
    if any(each.flag_bits & _LOCKED for each in wanted):
        raise LockedZip


def _is_wanted(each: zipfile.ZipInfo) -> bool:
    places = _path(each).split("/")
    return not each.is_dir() and "__MACOSX" not in places and not any(place.startswith(".") for place in places)


def _path(each: zipfile.ZipInfo) -> str:
    return each.filename.replace("\\", "/").lstrip("/")
