"""Import a folder of old files from the command line."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from backend.bootstrap import open_data
from backend.commands.terminal import terminal_progress
from backend.imports.archive.service import ArchiveFile, ArchiveReport, TableReport, commit_archive, preview_archive
from backend.imports.source.file_type import MAX_BYTES
from backend.infra.config import Config
from backend.kit.errors import AppError
from backend.kit.money import in_units

_KINDS = frozenset(
    ".csv .tsv .txt .xlsx .xlsm .xls .ofx .qfx .qif .xml .camt .sta .mt940 .940 .zip".split()
)  # Other files of a folder, pictures and notes, are passed over.


def import_archive(folder: Path, *, is_dry_run: bool, as_json: bool) -> int:
    """Import all statements below a folder, print what became of each, and return 0, or 1 if nothing was imported."""
    files = [_file(path, folder) for path in _statements(folder)]
    try:
        with open_data(Config.from_environment(), on_progress=terminal_progress()) as data:
            title = folder.resolve().name or "Archive"
            if is_dry_run:
                found = preview_archive(data.budget, data.user_id, files, title=title)
            else:
                around = data.import_backups.around
                found = commit_archive(data.budget, data.user_id, files, title=title, backing_up=around)
    except AppError as error:
        print(error.message, file=sys.stderr)
        return 1
    if as_json:
        print(json.dumps(asdict(found), indent=2, ensure_ascii=False))
    else:
        _print(found, is_dry_run=is_dry_run)
    return 0


def _file(path: Path, folder: Path) -> ArchiveFile:
    name = path.relative_to(folder).as_posix()
    return ArchiveFile(name, path.stat().st_size, path.read_bytes)


def _statements(folder: Path) -> Sequence[Path]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix.lower() in _KINDS)
    # Office leaves files that begin with ~$ beside a workbook that is open.
    return [path for path in found if not path.name.startswith(("~$", ".")) and path.stat().st_size <= MAX_BYTES]


def _print(found: ArchiveReport, *, is_dry_run: bool) -> None:
    verb = "would add" if is_dry_run else "added"
    for table in found.tables:
        print(_line(table, verb))
    for what, names in (("accounts", found.new_accounts), ("categories", found.new_categories)):
        if names:
            print(f"New {what}: {', '.join(names)}")


def _line(table: TableReport, verb: str) -> str:
    name = f"{table.file} ({table.table})" if table.table else table.file
    if table.refused:
        return f"{name}: not imported. {table.refused}"
    money = f"{in_units(table.sum_minor, table.currency)} {table.currency}" if table.currency else ""
    return (
        f"{name} → {table.account}: {verb} {table.added} ({table.categorised} with a category), already imported"
        f" {table.repeated}, possible duplicates {table.doubtful}, unreadable {table.unreadable},"
        f" left out {table.left_out}; sum {money}"
    )
