"""The least work that does the same: csv and sqlite3, one transaction, repeats refused by a unique key.

It does what an import must do and nothing for the person: no look at the file first, no preview, no origin of a row, no
reason for a category, no undo, no totals, no check of a value, and only the index that a list needs.
"""

import csv
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from build_scripts.benchmarks.statements import KNOWN_MERCHANTS, merchants

_SCHEMA = """
CREATE TABLE IF NOT EXISTS rows (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, day TEXT NOT NULL, text TEXT NOT NULL, minor INTEGER NOT NULL,
    category INTEGER
);
CREATE INDEX IF NOT EXISTS newest ON rows (day, id);
"""
_INSERT = "INSERT OR IGNORE INTO rows (key, day, text, minor, category) VALUES (?, ?, ?, ?, ?)"
_DIGITS = re.compile(r"\d+")
Row = tuple[str, str, str, int, int]


def take_in(database: Path, files: Sequence[Path]) -> int:
    """Read the files into the database and return how many rows it has."""
    connection = sqlite3.connect(database, isolation_level=None)
    try:
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        categories = _Categories()
        for path in files:
            connection.executemany(_INSERT, _rows(path, categories))
        connection.execute("COMMIT")
        return int(connection.execute("SELECT count(*) FROM rows").fetchone()[0])
    finally:
        connection.close()


def _rows(path: Path, categories: "_Categories") -> Iterator[Row]:
    seen: Counter[str] = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        for day, text, amount in lines:
            whole, _, cents = amount.partition(".")
            minor = int(whole + cents)
            told = f"{day}|{minor}|{text}"
            seen[told] += 1
            key = blake2b(f"{told}|{seen[told]}".encode(), digest_size=12).hexdigest()
            yield key, day, text, minor, categories[_DIGITS.sub("", text)]


class _Categories(dict[str, int]):
    """The category of a text without its digits, looked for once; 0 is none."""

    def __init__(self) -> None:
        super().__init__()
        self._known = merchants()[:KNOWN_MERCHANTS]

    def __missing__(self, text: str) -> int:
        found = self[text] = next((place for place, name in enumerate(self._known, start=1) if name in text), 0)
        return found
