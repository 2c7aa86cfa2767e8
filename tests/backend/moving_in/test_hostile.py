"""Files that are damaged or made to do harm: a sentence, and nothing is stored."""

import gzip
import struct
import zlib
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.imports.errors import ImportCancelled
from backend.imports.preview_cache import Progress
from backend.moving_in.writer import save_book
from tests.backend.moving_in import books
from tests.backend.moving_in.books import gnucash_sqlite, zipped
from tests.makers import every_count

ENTITIES = b"""<?xml version="1.0"?>
<!DOCTYPE gnc [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<gnc-v2 xmlns:gnc="http://www.gnucash.org/XML/gnc"><gnc:book>&b;</gnc:book></gnc-v2>"""
CUT_XML = b'<?xml version="1.0"?><gnc-v2 xmlns:gnc="http://www.gnucash.org/XML/gnc"><gnc:book><gnc:account>'
CYCLE = (
    ("root", "Root Account", "ROOT", None, None),
    ("a", "First", "BANK", "EUR", "b"),
    ("b", "Second", "BANK", "EUR", "a"),
)


def zip_bomb() -> bytes:
    """An archive of a few hundred kilobytes that unpacks to half a gigabyte."""
    return zipped({"db.sqlite": b"SQLite format 3\x00" + bytes(500 * 1024 * 1024)})


def lying_zip() -> bytes:
    """An archive whose directory calls a file small that is not."""
    data = bytearray(zipped({"db.sqlite": books.actual_database()}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 10)
    return bytes(data)


HOSTILE = {
    "an archive that unpacks to half a gigabyte": (zip_bomb, "400 MB"),
    "an archive that lies about its sizes": (lying_zip, "damaged"),
    "a gzip file that ends too early": (lambda: gzip.compress(books.HLEDGER.encode())[:-20], "damaged"),
    "a database that ends too early": (lambda: gnucash_sqlite()[:9000], "damaged"),
    "a database of random pages": (
        lambda: gnucash_sqlite()[:100] + zlib.compress(b"x" * 99_999) * 50,
        "damaged",
    ),
    "accounts that are above each other": (lambda: gnucash_sqlite(CYCLE), "above itself"),
    "XML with entities": (lambda: ENTITIES, "entities"),
    "XML that ends too early": (lambda: CUT_XML, "damaged"),
    "a journal that includes other files": (
        lambda: b"include /etc/passwd\n2024-01-01 x\n    assets:a  1 EUR\n    equity:b\n",
        "other files",
    ),
    "a journal with an account of nobody": (
        lambda: b"2024-01-01 x\n    Konto:Giro  1 EUR\n    Sonstiges\n",
        "whether the account",
    ),
    "a journal with an amount that is none": (
        lambda: b"2024-01-01 x\n    assets:a  1..2,3 EUR\n    equity:b\n",
        "no amount",
    ),
    "a register with days that can be read in two ways": (
        lambda: (
            books.YNAB_REGISTER.replace("03/15", "03/05").replace("03/14", "04/03").replace("02/28", "02/02").encode()
        ),
        "two ways",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_with_a_sentence_and_nothing_is_stored(client: TestClient, home: Path, what: str) -> None:
    make, words = HOSTILE[what]
    before = every_count(home)
    answer = client.post("/api/moving-in", files={"file": ("book", make())})
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable_book")
    assert words in answer.json()["detail"]
    assert every_count(home) == before
    assert list((home / "incoming").glob("*")) == []


def test_a_move_that_is_stopped_half_way_keeps_nothing(client: TestClient, home: Path) -> None:
    before = every_count(home)
    state = client.app.state  # type: ignore[attr-defined]
    moving_in = state.data.moving_in
    opened_book = moving_in.open(1, books.actual_zip(), filename="home.zip", currency="EUR")
    progress = Progress()

    def stop_at_linking(phase: str, done: int) -> None:
        progress.is_cancelled = phase == "linking"
        progress.report(phase, done)

    with pytest.raises(ImportCancelled), state.budget.write() as db:
        save_book(
            db, 1, opened_book.book, moving_in.suggested(opened_book), filename="home.zip", sha256="0" * 64,
            size_bytes=1, on_progress=stop_at_linking,
        )  # fmt: skip
    assert every_count(home) == before


def test_an_unknown_book_cannot_be_moved_in(client: TestClient) -> None:
    answer = client.post("/api/moving-in/nothing/commit", json={"accounts": {}, "categories": {}})
    assert (answer.status_code, answer.json()["code"]) == (404, "book_not_open")
