"""Every sample, and everything that ever broke a reader, is read or refused with a sentence."""

from pathlib import Path

import pytest

from backend.imports.errors import UnreadableFile
from backend.imports.readers import read

TESTS = Path(__file__).resolve().parents[2]
FILES = sorted(path for folder in ("samples", "corpus") for path in (TESTS / folder).rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_it_is_read_or_refused_with_a_sentence(path: Path) -> None:
    assert told(path.read_bytes(), path.name)


def told(data: bytes, name: str) -> str:
    """Return what a person is told of a file: its format, or why it cannot be read."""
    try:
        return read(data, filename=name, mapping=None, currency="EUR", account_type=None)[0].format
    except UnreadableFile as refused:
        return refused.message
