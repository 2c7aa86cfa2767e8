"""Reads the statements inside a ZIP: each file in it as if it had come alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from backend.imports.column_mapping import ColumnMapping
from backend.imports.content import as_content
from backend.imports.csv_statement import read_csv
from backend.imports.errors import BinaryFile, MappingDoesNotFit, UnreadableFile
from backend.imports.formats.camt_file import read_camt
from backend.imports.formats.mt940_file import read_mt940
from backend.imports.formats.not_csv import refuse_empty_and_huge
from backend.imports.formats.ofx_file import read_ofx
from backend.imports.formats.qif_file import read_qif
from backend.imports.formats.recognise import format_of
from backend.imports.formats.zip_file import Inside, files_in, holds_files
from backend.imports.statement import Statement
from backend.imports.tables import by_account
from backend.infra.spool import IN_MEMORY, Room

ReadWorkbook = Callable[..., list[Statement]]
_LONGEST_PART = 200
_LONGEST_PLACE = 120


def read_zip(
    data: bytes,
    *,
    read_workbook: ReadWorkbook,
    default_currency: str,
    mapping: ColumnMapping | None,
    account_type: str | None,
    today: date | None,
    on_progress: Callable[[int], None] | None = None,
    room: Room = IN_MEMORY,
) -> list[Statement]:
    """Return the statements of all files in a ZIP. Files without any are named in a warning.

    Raises what unpacking raises; and if no file can be read, the UnreadableFile of the largest one.
    """

    def read(inside: Inside, wished: ColumnMapping | None) -> list[Statement]:
        told = format_of(inside.data)
        plain: dict[str, Any] = {"default_currency": default_currency, "on_progress": on_progress}
        table: dict[str, Any] = {
            **plain,
            "filename": inside.name,
            "mapping": wished,
            "account_type": account_type,
            "today": today,
        }
        data = as_content(inside.data)
        match told:
            case "camt":
                return read_camt(data, **plain, room=room)
            case "mt940":
                return read_mt940(inside.data, **plain)
            case "ofx":
                return read_ofx(data, **plain, room=room)
            case "qif":
                return read_qif(inside.data, **table)
            case "workbook":
                return read_workbook(inside.data, **table, room=room)
            case "table":
                return by_account(lambda account: read_csv(data, account=account, **table, room=room))

    found: list[tuple[Inside, list[Statement]]] = []
    refused: list[tuple[int, str, UnreadableFile]] = []
    for inside in files_in(data):
        try:
            found.append((Inside(inside.path, b""), _read_one(inside, mapping, read)))
        except UnreadableFile as why:
            refused.append((len(inside.data), inside.path, why))
    if not found:
        raise max(refused, key=lambda each: each[0])[2]
    return list(_finished(found, [path for _, path, _ in refused]))


def _read_one(
    inside: Inside, mapping: ColumnMapping | None, read: Callable[[Inside, ColumnMapping | None], list[Statement]]
) -> list[Statement]:
    refuse_empty_and_huge(inside.data)
    if holds_files(inside.data):
        raise BinaryFile("a ZIP inside a ZIP", "Unpack it first and choose the files inside.")
    try:
        return read(inside, mapping)
    except MappingDoesNotFit:
        # The columns were told for another file of the ZIP.
        return read(inside, None)


def _finished(found: list[tuple[Inside, list[Statement]]], refused: list[str]) -> Iterator[Statement]:
    """A file that is the only one is as if it had come alone; of several, each gives its name to its statements."""
    warnings = _warnings(refused)
    for inside, statements in found:
        place = inside.path[-_LONGEST_PLACE:] if len(found) > 1 else None
        for statement in statements:
            yield replace(
                statement,
                part=_joined(place, statement.part),
                part_label=_joined(place, statement.part_label),
                name_hint=statement.name_hint or (inside.name.rpartition(".")[0] if place else None),
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
