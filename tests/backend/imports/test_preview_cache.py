"""Open files: the oldest is closed when there are too many, and an import that was stopped ends."""

import pytest

from backend.imports.errors import ImportCancelled
from backend.imports.formats.csv.reader import read_csv
from backend.imports.preview_cache import ParsedFile, PreviewCache
from backend.ingest.dedupe import compare, fingerprints

STATEMENT = read_csv(b"Date,Text,Amount\n2024-01-05,TEA,-1.00\nsoon,CAKE,-2.00\n2024-01-06,RENT,-3.00\n")


def parsed() -> ParsedFile:
    return ParsedFile(STATEMENT, compare(STATEMENT.drafts, list(fingerprints(STATEMENT.drafts))), None, "USD")


def test_the_file_that_was_opened_first_is_closed_first() -> None:
    cache = PreviewCache()
    for number in range(1, 14):
        cache.put(number, parsed())
    assert [number for number in range(1, 14) if cache.get(number) is None] == [1]


def test_a_file_that_is_read_again_is_the_newest() -> None:
    cache = PreviewCache()
    for number in (*range(1, 13), 1, 13):
        cache.put(number, parsed())
    assert cache.get(1) is not None
    assert cache.get(2) is None


def test_rows_come_in_the_order_of_their_lines_with_their_fates() -> None:
    rows, total = parsed().rows(None, 0, 10)
    assert ([fate for fate, _ in rows], total) == (["new", "unreadable", "new"], 3)
    rows, total = parsed().rows("new", 1, 10)
    assert (len(rows), total) == (1, 2)


def test_a_stopped_import_ends_at_its_next_report() -> None:
    cache = PreviewCache()
    progress = cache.start(1, 100)
    progress.report("saving", 10)
    assert (cache.progress(1).phase, cache.progress(1).done) == ("saving", 10)
    cache.progress(1).is_cancelled = True
    with pytest.raises(ImportCancelled):
        progress.report("saving", 20)
    cache.end(1)
    assert cache.progress(1).phase == "idle"
