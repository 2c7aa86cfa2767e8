"""Read files of exchange rates: the ECB's (XML, CSV, zipped CSV) and a table with day, base, currency and rate. Pure.

Source of the ECB's formats: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from backend.exchange_rates.errors import UnreadableRates
from backend.exchange_rates.rate_table import EURO, QuotedRate, Source
from backend.kit.currency import is_currency

# The whole history since 1999 has 10 MB as XML.
_LARGEST_BYTES = 50_000_000
_LARGEST_RATE = Decimal(10) ** 12
_NOT_QUOTED = ("", "N/A", "-")
_MOST_PROBLEMS = 20


class RateFile(NamedTuple):
    """What a file says, and the values in it that are no rates, each in one sentence."""

    quotes: list[QuotedRate]
    problems: list[str]


def read_rates(content: bytes, *, currencies: frozenset[str] | None = None) -> RateFile:
    """Return the rates of a file, of these currencies and the euro only if some are named. Raises UnreadableRates."""
    if content[:2] == b"PK":
        content = _unzipped(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableRates from None
    problems: list[str] = []
    cells = _xml_cells(content) if text.lstrip()[:1] == "<" else _csv_cells(text)
    quotes = []
    is_empty = True
    for line, day, base, currency, value, source in cells:
        is_empty = False
        is_wanted = currencies is None or {base, currency} <= currencies | {EURO}
        if value.strip() in _NOT_QUOTED or not is_wanted:
            continue
        quote = _quote(day, base, currency, value, source)
        if isinstance(quote, str):
            problems.append(f"Line {line}: {quote}")
        else:
            quotes.append(quote)
    if is_empty:
        raise UnreadableRates
    return RateFile(quotes, problems[:_MOST_PROBLEMS])


Cell = tuple[int, str, str, str, str, Source]


def _unzipped(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(archive.namelist()[0]) as member:
            unzipped = member.read(_LARGEST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, IndexError, RuntimeError, NotImplementedError, EOFError):
        raise UnreadableRates from None
    if len(unzipped) > _LARGEST_BYTES:
        raise UnreadableRates
    return unzipped


def _xml_cells(content: bytes) -> Iterator[Cell]:
    """<Cube time="2026-11-20"><Cube currency="USD" rate="1.0872"/>…</Cube>"""
    day = ""
    try:
        for number, (event, element) in enumerate(iterparse(io.BytesIO(content), ("start", "end"), forbid_dtd=True)):
            if event == "start" and element.get("time"):
                day = element.get("time", "")
            elif event == "start" and element.get("currency"):
                yield number, day, EURO, element.get("currency", ""), element.get("rate", ""), "ecb"
            elif event == "end":
                element.clear()
    except (ParseError, DefusedXmlException, ValueError):
        raise UnreadableRates from None


def _csv_cells(text: str) -> Iterator[Cell]:
    delimiter = ";" if text.partition("\n")[0].count(";") > 1 else ","
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        header = [name.strip() for name in next(rows, [])]
        names = [name.lower() for name in header]
        if {"date", "currency", "rate"} <= set(names):
            yield from _listed_cells(rows, names)
        elif names[:1] == ["date"] and any(is_currency(name) for name in header):
            for line, row in enumerate(rows, start=2):
                for currency, value in zip(header[1:], row[1:], strict=False):
                    if currency:
                        yield line, row[0], EURO, currency, value, "ecb"
        else:
            raise UnreadableRates
    except csv.Error:
        raise UnreadableRates from None


def _listed_cells(rows: Iterator[Sequence[str]], names: Sequence[str]) -> Iterator[Cell]:
    for line, row in enumerate(rows, start=2):
        cells = dict(zip(names, row, strict=False))
        if any(cell.strip() for cell in row):
            base = cells.get("base", "").strip().upper() or EURO
            currency = cells.get("currency", "").strip().upper()
            yield line, cells.get("date", ""), base, currency, cells.get("rate", ""), "file"


def _quote(day: str, base: str, currency: str, value: str, source: Source) -> QuotedRate | str:
    """Return the rate, or why it is none."""
    on = _day(day.strip())
    if on is None:
        return f"“{day.strip()[:20]}” is not a day."
    for code in (base, currency):
        if not is_currency(code):
            return f"“{code[:20]}” is not a currency."
    if base == currency:
        return f"a rate of {base} to itself is none."
    rate = parse_rate(value)
    if rate is None:
        return f"“{value.strip()[:20]}” is not a rate; it must be above 0."
    return QuotedRate(base, currency, on, rate, source)


def parse_rate(text: str) -> Decimal | None:
    """Return a rate that was written with a point, None if it is not a number above 0 and below 10^12."""
    try:
        rate = Decimal(text.strip())
    except InvalidOperation:
        return None
    is_usable = rate.is_finite() and 0 < rate < _LARGEST_RATE and len(rate.as_tuple().digits) <= 30
    return rate if is_usable and rate.adjusted() > -13 else None


@lru_cache(maxsize=1)
def _day(text: str) -> date | None:
    """2026-11-20, or 20 November 2026 as the ECB's file of one day has it."""
    for written in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.strptime(text, written).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
