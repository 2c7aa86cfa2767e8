"""Prices and splits of securities: by hand, from a file, from a bank or a market source."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.tables import insert_rows
from backend.investments.activities import number_problem, split_problem
from backend.investments.errors import InvalidPrice, NoSuchPrice, UnreadablePriceFile
from backend.investments.models import Price, Split
from backend.investments.queries import prices as price_queries
from backend.investments.queries import securities as security_queries
from backend.investments.recompute import recompute_securities
from backend.investments.service import Saved, record
from backend.investments.vocabulary import PriceSource
from backend.kit.period import FIRST_DAY, LAST_DAY

# A source of a higher rank replaces a price of a lower one; what a person entered stays.
_RANK = {"trade": 0, "market": 1, "plaid": 1, "file": 2, "manual": 2}
_MAX_FILE_ROWS = 200_000
_HEADERS = (("date", "day"), ("close", "price"), ("ticker", "symbol"), ("dividend", "dividends"))


class NewPrice(NamedTuple):
    """The close of one unit on a day, in the security's currency, and its dividend if that day was an ex-date (0: it
    was none; None: not known)."""

    security_id: int
    on: date
    close: Decimal
    dividend: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SavedPrices:
    """How many prices were stored, and how many were not because a person or a better source stated that day."""

    saved: int
    kept: int
    change_id: int | None


def set_price(db: WriteSession, user_id: int, new: NewPrice) -> Saved:
    """Store a price that a person states. Raises NoSuchSecurity, InvalidPrice."""
    name = security_queries.security(db, user_id, new.security_id).name
    saved = save_prices(db, user_id, [new], source="manual", summary=f"Entered a price of {name}")
    return Saved(price_queries.prices_on(db, user_id, [new[:2]])[new[:2]].id, saved.change_id)


def delete_price(db: WriteSession, user_id: int, security_id: int, on: date) -> int | None:
    """Delete the price of one day and return the change. Raises NoSuchSecurity, NoSuchPrice."""
    security = security_queries.security(db, user_id, security_id)
    price = price_queries.prices_on(db, user_id, [(security_id, on)]).get((security_id, on))
    if price is None:
        raise NoSuchPrice(on)
    with record(db, user_id, f"Deleted a price of {security.name}") as recorder:
        recorder.capture(Price, [price.id])
        db.delete(price)
        recompute_securities(db, user_id, [security_id], on)
    return recorder.change_id


def save_prices(
    db: WriteSession, user_id: int, prices: Sequence[NewPrice], *, source: PriceSource, summary: str
) -> SavedPrices:
    """Store prices, all or none. Raises InvalidPrice for one that is no price, NoSuchSecurity."""
    for new in prices:
        if trouble := number_problem("price", new.close):
            raise InvalidPrice(trouble)
        if new.dividend is not None and (trouble := number_problem("dividend", new.dividend)):
            raise InvalidPrice(trouble)
        if not FIRST_DAY <= new.on <= LAST_DAY:
            raise InvalidPrice(f"{new.on} is not a day that a price can have.")
    for security_id in {new.security_id for new in prices}:
        security_queries.security(db, user_id, security_id)
    pairs = [new[:2] for new in prices]
    before = {price.id for price in price_queries.prices_on(db, user_id, pairs).values()}
    with record(db, user_id, summary) as recorder:
        recorder.capture(Price, before)
        saved, kept = store_prices(db, user_id, prices, source=source)
        for id_ in set(price_queries.price_ids(db, user_id, pairs)) - before:
            recorder.record_created(Price, id_)
    return SavedPrices(saved, kept, recorder.change_id)


def store_prices(db: WriteSession, user_id: int, prices: Sequence[NewPrice], *, source: PriceSource) -> tuple[int, int]:
    """Store checked prices without a change that can be undone, and return how many were stored and how many were not
    because a better source stated that day. Afterwards everything that follows from them is up to date."""
    there = price_queries.prices_on(db, user_id, [new[:2] for new in prices])
    added: dict[tuple[int, date], NewPrice] = {}
    saved = kept = 0
    for new in prices:
        price = there.get(new[:2])
        if price is None:
            added[new[:2]] = new
            continue
        if new.dividend is not None:
            price.dividend = new.dividend
        if _RANK[price.source] <= _RANK[source]:
            price.close, price.source = new.close, source
            saved += 1
        else:
            kept += 1
    saved += len(added)
    now = clock.now()
    same = {"user_id": user_id, "source": source, "created_at": now, "updated_at": now}
    insert_rows(db, Price, NewPrice._fields, added.values(), constants=same)
    if saved:
        ids = sorted({new.security_id for new in prices})
        recompute_securities(db, user_id, ids, min(new.on for new in prices))
    return saved, kept


def load_price_file(db: WriteSession, user_id: int, content: bytes, *, security_id: int | None) -> SavedPrices:
    """Store the prices of a CSV file, all or none. Raises UnreadablePriceFile, NoSuchSecurity."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadablePriceFile("The file is not text in UTF-8.") from None
    known = {each.ticker.upper(): each.id for each in security_queries.securities(db, user_id) if each.ticker}
    found = read_price_file(text, security_id=security_id, ids_by_ticker=known)
    summary = f"Loaded {len(found):,} price{'' if len(found) == 1 else 's'} from a file"
    return save_prices(db, user_id, found, source="file", summary=summary)


def read_price_file(text: str, *, security_id: int | None, ids_by_ticker: dict[str, int]) -> list[NewPrice]:
    """Return the prices of a CSV file with the columns date, close and, unless it is of one security, ticker; with a
    column dividend also what one unit paid on each day, an empty cell being nothing.

    Raises UnreadablePriceFile, with the line, if anything of it cannot be read.
    """
    rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    if not rows:
        raise UnreadablePriceFile("The file is empty.")
    if len(rows) > _MAX_FILE_ROWS:
        raise UnreadablePriceFile(f"The file has more than {_MAX_FILE_ROWS:,} lines. Split it into several.")
    names = [name.strip().casefold() for name in rows[0]]
    columns = _Columns(*(_column(names, wanted) for wanted in _HEADERS))
    if columns.day is None or columns.close is None or (columns.ticker is None and security_id is None):
        wanted = "date and close" if security_id is not None else "ticker, date and close"
        raise UnreadablePriceFile(f"The first line should name the columns {wanted}.")
    prices = []
    for line, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            prices.append(_price(line, row, columns, security_id, ids_by_ticker))
    return prices


class _Columns(NamedTuple):
    """Where the columns of a price file are."""

    day: int | None
    close: int | None
    ticker: int | None
    dividend: int | None


def _price(
    line: int, row: Sequence[str], columns: _Columns, security_id: int | None, ids_by_ticker: dict[str, int]
) -> NewPrice:
    if len(row) <= max(place or 0 for place in columns[:3]):
        raise UnreadablePriceFile(f"Line {line} has too few columns.")
    day, close, ticker, dividend = (
        "" if place is None or place >= len(row) else row[place].strip() for place in columns
    )
    id_ = security_id if columns.ticker is None else ids_by_ticker.get(ticker.upper())
    if id_ is None:
        raise UnreadablePriceFile(f"Line {line}: there is no security with the ticker “{ticker[:30]}”.")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise UnreadablePriceFile(f"Line {line}: “{day[:30]}” is not a day such as 2026-03-31.") from None
    paid = None if columns.dividend is None else _number(line, "dividend", dividend or "0")
    return NewPrice(id_, on, _number(line, "price", close), paid)


def _number(line: int, label: str, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise UnreadablePriceFile(f"Line {line}: “{text[:30]}” is not a {label} such as 12.34.") from None
    if trouble := number_problem(label, number):
        raise UnreadablePriceFile(f"Line {line}: {trouble}")
    return number


def add_split(
    db: WriteSession, user_id: int, *, security_id: int, on: date, numerator: Decimal, denominator: Decimal
) -> Saved:
    """Store that `denominator` old units became `numerator` new ones on a day; it counts in every account.

    Raises NoSuchSecurity, InvalidPrice.
    """
    security = security_queries.security(db, user_id, security_id)
    if trouble := split_problem(numerator, denominator):
        raise InvalidPrice(trouble)
    there = next(
        (each for each in security_queries.splits_by_security(db, user_id).get(security_id, []) if each.on == on), None
    )
    with record(db, user_id, f"Entered a split of {security.name}") as recorder:
        split = there or Split(user_id=user_id, security_id=security_id, on=on)
        if there is not None:
            recorder.capture(Split, [there.id])
        split.numerator, split.denominator = numerator, denominator
        db.add(split)
        db.flush()
        if there is None:
            recorder.record_created(Split, split.id)
        recompute_securities(db, user_id, [security_id], on)
    return Saved(split.id, recorder.change_id)


def delete_split(db: WriteSession, user_id: int, split_id: int) -> int | None:
    """Delete a split and return the change. Raises NoSuchActivity."""
    split = security_queries.split(db, user_id, split_id)
    name = security_queries.security(db, user_id, split.security_id).name
    with record(db, user_id, f"Deleted a split of {name}") as recorder:
        recorder.capture(Split, [split_id])
        db.delete(split)
        recompute_securities(db, user_id, [split.security_id], split.on)
    return recorder.change_id


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _column(names: Iterable[str], wanted: Sequence[str]) -> int | None:
    return next((index for index, name in enumerate(names) if name in wanted), None)
