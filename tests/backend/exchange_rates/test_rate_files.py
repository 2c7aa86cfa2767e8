"""The European Central Bank's files and tables of rates are read; what is no rate is named."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from backend.exchange_rates.errors import UnreadableRates
from backend.exchange_rates.rate_files import read_rates
from backend.exchange_rates.rate_table import QuotedRate

NOV_20 = date(2026, 11, 20)
DAILY_XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <Cube>
    <Cube time="2026-11-20"><Cube currency="USD" rate="1.0872"/><Cube currency="SEK" rate="11.0500"/></Cube>
    <Cube time="2026-11-19"><Cube currency="USD" rate="1.0851"/></Cube>
  </Cube>
</gesmes:Envelope>"""
HISTORY_CSV = b"Date,USD,SEK,CYP,\n2026-11-20,1.0872,11.05,N/A,\n2026-11-19,1.0851,11.02,N/A,\n"


def test_the_ecbs_xml_is_read() -> None:
    file = read_rates(DAILY_XML)
    assert file.quotes[0] == QuotedRate("EUR", "USD", NOV_20, Decimal("1.0872"), "ecb")
    assert [(quote.currency, quote.on.day) for quote in file.quotes] == [("USD", 20), ("SEK", 20), ("USD", 19)]


def test_the_ecbs_history_is_read_and_what_is_not_quoted_is_passed_over() -> None:
    file = read_rates(HISTORY_CSV)
    assert {quote.currency for quote in file.quotes} == {"USD", "SEK"}
    assert file.problems == []


def test_the_ecbs_zipped_file_of_one_day_is_read() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("eurofxref.csv", "Date, USD, SEK, \n20 November 2026, 1.0872, 11.0500, \n")
    assert [quote.on for quote in read_rates(packed.getvalue()).quotes] == [NOV_20, NOV_20]


def test_a_table_with_a_base_currency_is_read() -> None:
    file = read_rates(b"date;base;currency;rate\n2026-11-20;usd;sek;10.16\n")
    assert file.quotes == [QuotedRate("USD", "SEK", NOV_20, Decimal("10.16"), "file")]


def test_only_wanted_currencies_are_kept() -> None:
    assert {quote.currency for quote in read_rates(HISTORY_CSV, currencies=frozenset({"SEK"})).quotes} == {"SEK"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2026-11-20,EUR,USD,0", "“0” is not a rate; it must be above 0."),
        ("2026-11-20,EUR,USD,-1.2", "“-1.2” is not a rate; it must be above 0."),
        ("2026-11-20,EUR,USD,NaN", "“NaN” is not a rate; it must be above 0."),
        ("2026-11-20,EUR,XX1,1.2", "“XX1” is not a currency."),
        ("20.11.2026,EUR,USD,1.2", "“20.11.2026” is not a day."),
        ("2026-11-20,USD,USD,1", "a rate of USD to itself is none."),
    ],
)
def test_what_is_no_rate_is_named_with_its_line(row: str, sentence: str) -> None:
    file = read_rates(f"date,base,currency,rate\n{row}\n".encode())
    assert (file.quotes, file.problems) == ([], [f"Line 2: {sentence}"])


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\xff\xfe\x00", b"<html>", b"PK\x03\x04cut off", b"Date,Amount\n2026-11-20,5\n"]
)
def test_a_file_without_rates_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableRates):
        read_rates(content)


def test_a_file_with_a_document_type_is_refused() -> None:
    with pytest.raises(UnreadableRates):
        read_rates(b'<!DOCTYPE x [<!ENTITY a "b">]><Cube time="2026-11-20"><Cube currency="USD" rate="1"/></Cube>')
