"""Transactions as a file of some format: which formats there are, and what each is called in the world."""

from collections.abc import Iterator
from typing import Literal

import orjson
from sqlalchemy.orm import Session

from backend.exports.batches import in_batches
from backend.exports.beancount_file import as_beancount
from backend.exports.csv_file import as_csv
from backend.exports.hledger_file import as_hledger
from backend.exports.ofx_file import as_ofx
from backend.exports.qif_file import as_qif
from backend.exports.register import registers
from backend.exports.text_ledger import text_ledger
from backend.exports.xlsx_file import as_xlsx
from backend.infra import clock
from backend.transactions import queries
from backend.transactions.filters import Filter

Format = Literal["csv", "xlsx", "json", "ofx", "qif", "beancount", "hledger"]
MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "ofx": "application/x-ofx",
    "qif": "application/qif",
    "beancount": "text/plain; charset=utf-8",
    "hledger": "text/plain; charset=utf-8",
}
# What files of a format are called, where that is not the name of the format.
ENDINGS: dict[Format, str] = {"hledger": "journal"}


def transaction_chunks(db: Session, user_id: int, filter: Filter, format: Format) -> Iterator[bytes]:
    """Yield all that match as a file, in pieces: flat in memory, however many there are."""
    match format:
        case "csv":
            return as_csv(queries.each(db, user_id, filter))
        case "xlsx":
            return as_xlsx(queries.each(db, user_id, filter))
        case "json":
            return _as_json(db, user_id, filter)
        case "ofx":
            return as_ofx(registers(db, user_id, filter), now=clock.now())
        case "qif":
            return as_qif(registers(db, user_id, filter))
        case "beancount":
            return as_beancount(text_ledger(db, user_id, filter))
        case "hledger":
            return as_hledger(text_ledger(db, user_id, filter))


def _as_json(db: Session, user_id: int, filter: Filter) -> Iterator[bytes]:
    yield b'{"transactions": ['
    between = b"\n"
    for rows in in_batches(queries.each(db, user_id, filter)):
        yield between + b",\n".join(map(orjson.dumps, rows))
        between = b",\n"
    yield b"\n]}\n"
