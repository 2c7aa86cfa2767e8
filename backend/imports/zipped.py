"""Reads the statements inside a ZIP: each file in it as if it had come alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from backend.imports.column_mapping import ColumnMapping
from backend.imports.errors import BinaryFile, MappingDoesNotFit, UnreadableFile
from backend.imports.formats.zip_file import MOST_SIDE_BY_SIDE, Inside, TooManyInside, files_in, holds_files
from backend.imports.joined import Placed, joined
from backend.imports.statement import Statement

Read = Callable[..., list[Statement]]
_LONGEST_PART = 200
_LONGEST_PLACE = 120


def read_zip(data: bytes, read: Read, *, mapping: ColumnMapping | None) -> list[Statement]:
    """Return the statements of all files in a ZIP, those of an account that follow each other day by day as one.

    `read` reads a file that came alone. Files without a statement are named in a warning. Raises what unpacking raises;
    TooManyInside if too many statements are left; and if no file can be read, the UnreadableFile of the largest one.
    """
    found: list[tuple[str, list[Statement]]] = []
    refused: list[tuple[int, str, UnreadableFile]] = []
    for inside in files_in(data):
        try:
            found.append((inside.path, _read_one(inside, mapping, read)))
        except UnreadableFile as why:
            refused.append((len(inside.data), inside.path, why))
    if not found:
        raise max(refused, key=lambda each: each[0])[2]
    together = joined([Placed(path, each) for path, statements in found for each in statements])
    if len(together) > MOST_SIDE_BY_SIDE:
        raise TooManyInside(len(together))
    return list(_finished(together, len(found) > 1, _warnings([path for _, path, _ in refused])))


def _read_one(inside: Inside, mapping: ColumnMapping | None, read: Read) -> list[Statement]:
    if holds_files(inside.data):
        raise BinaryFile("a ZIP inside a ZIP", "Unpack it first and choose the files inside.")
    try:
        return read(inside.data, filename=inside.name, mapping=mapping)
    except MappingDoesNotFit:
        # The columns were told for another file of the ZIP.
        return read(inside.data, filename=inside.name, mapping=None)


def _finished(found: Sequence[Placed], are_several: bool, warnings: tuple[str, ...]) -> Iterator[Statement]:
    """A file that is the only one is as if it had come alone; of several, each gives its name to its statements."""
    for path, statement in found:
        place = path[-_LONGEST_PLACE:] if path and are_several else None
        name = place.rpartition("/")[2].rpartition(".")[0] if place else None
        yield replace(
            statement,
            part=_joined(place, statement.part),
            part_label=_joined(place, statement.part_label),
            name_hint=statement.name_hint or name,
            warnings=(*statement.warnings, *warnings),
        )
        warnings = ()


def _warnings(refused: list[str]) -> tuple[str, ...]:
    if not refused:
        return ()
    names = ", ".join(f"“{path}”" for path in refused[:5])
    more = f" and {len(refused) - 5} more" if len(refused) > 5 else ""
    return (f"No transactions were found in {names}{more} inside the ZIP; left out.",)


def _joined(place: str | None, name: str | None) -> str | None:
    return " / ".join(filter(None, (place, name)))[:_LONGEST_PART] or None
