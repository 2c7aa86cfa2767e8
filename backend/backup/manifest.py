"""The manifest of a backup: SHA-256, row counts and sums of each file, and the attached files that belong to it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

FORMAT = 1
# Integers up to 10^15 over a million rows exceed 64 bits, so both halves are summed apart.
_HALF = 10**6


@dataclass(frozen=True, slots=True)
class Facts:
    """Row counts by table, and the sums of the columns that hold money ("transactions.amount_minor")."""

    rows: Mapping[str, int]
    sums: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One data file of a backup. `live` holds the facts of the data itself at that moment; None if it was being
    written to, so that no such moment could be had."""

    name: str
    of: str
    size_bytes: int
    sha256: str
    copied: Facts
    live: Facts | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `documents` are the hashes of the attached files that its transactions refer to."""

    made_at: str
    reason: str
    app_version: str
    files: tuple[FileEntry, ...]
    documents: tuple[str, ...]

    def entry_of(self, name: str) -> FileEntry | None:
        """Return the entry of a file, None if the manifest does not have it."""
        return next((entry for entry in self.files if entry.name == name), None)


def facts_of(connection: Any) -> Facts:
    """Count the rows of each table and sum its money, over an open connection of the driver."""
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'document_search%' ORDER BY name"
        )
    ]
    rows, sums = {}, {}
    for table in tables:
        columns = [
            column
            for (_, column, kind, *_) in connection.execute(f'PRAGMA table_info("{table}")')
            if column.endswith("_minor") and "INT" in kind.upper()
        ]
        parts = "".join(f', sum("{each}" / {_HALF}), sum("{each}" % {_HALF})' for each in columns)
        count, *halves = connection.execute(f'SELECT count(*){parts} FROM "{table}"').fetchone()  # noqa: S608
        rows[table] = count
        for column, high, low in zip(columns, halves[::2], halves[1::2], strict=True):
            sums[f"{table}.{column}"] = int(high or 0) * _HALF + int(low or 0)
    return Facts(rows, sums)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file. Never of an open data file: closing it would drop SQLite's locks."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def to_json(manifest: Manifest) -> bytes:
    """Return the manifest as the text of its file."""
    return json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1).encode()


def read_manifest(path: Path) -> Manifest | None:
    """Return what a manifest says, None if it is missing or cannot be read."""
    try:
        found = json.loads(path.read_bytes())
        if found["format"] != FORMAT:
            return None
        files = tuple(
            FileEntry(
                name=str(each["name"]),
                of=str(each["of"]),
                size_bytes=int(each["size_bytes"]),
                sha256=str(each["sha256"]),
                copied=_facts(each["copied"]),
                live=each["live"] and _facts(each["live"]),
            )
            for each in found["files"]
        )
        documents = tuple(str(each) for each in found["documents"])
        return Manifest(str(found["made_at"]), str(found["reason"]), str(found["app_version"]), files, documents)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _facts(value: Any) -> Facts:
    return Facts(
        {str(name): int(count) for name, count in value["rows"].items()},
        {str(name): int(total) for name, total in value["sums"].items()},
    )
