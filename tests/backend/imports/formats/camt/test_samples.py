"""CAMT samples in the shapes of banks, contents invented: what a person would see."""

from pathlib import Path

import pytest

from backend.imports.errors import UnreadableFile
from backend.imports.model.statement import Statement
from backend.imports.readers import read

SAMPLES = Path(__file__).parents[4] / "samples" / "camt"


def open_sample(name: str) -> list[Statement]:
    data = (SAMPLES / name).read_bytes()
    return read(data, filename=name, mapping=None, currency="USD", account_type=None)


def seen(found: Statement) -> list[tuple[str, int, str | None, str]]:
    return [(str(d.on), d.amount_minor, d.merchant_name, d.description) for d in found.drafts]


def test_a_german_report_with_a_returned_debit_and_a_pending_row() -> None:
    (found,) = open_sample("german_052_v2.xml")
    assert seen(found) == [
        ("2026-03-12", 2499, "Blumen Müller GmbH", "Rechnung 4711 vielen Dank"),
        ("2026-03-12", -1050, "Stadtwerke Beispielstadt", "Rückgabe Lastschrift"),
    ]
    assert [row.code for row in found.left_out] == ["pending"]
    assert (found.part, found.institution_hint) == ("DE02120300000000202051 EUR", "Sparbank Beispielstadt")
    assert not found.warnings


def test_a_swiss_statement_with_a_batch_and_a_purchase_abroad() -> None:
    (found,) = open_sample("swiss_053_v8.xml")
    assert seen(found) == [
        ("2026-02-28", -6000, "Anna Muster", "210000000003139471430009017"),
        ("2026-02-28", -4000, "Beat Muster", "Mitgliederbeitrag"),
        ("2026-02-28", 1970, "Paketdienst", "Kauf online"),
    ]
    assert (found.drafts[2].original_amount_minor, found.drafts[2].original_currency) == (2097, "EUR")
    assert found.account_hint == "CH9300762011623852957"
    assert not found.warnings


def test_a_dutch_file_of_two_accounts_in_an_old_encoding() -> None:
    daily, savings = open_sample("dutch_two_accounts_latin1.xml")
    assert seen(daily) == [("2026-01-31", 885, "Café België", "Café België")]
    assert seen(savings) == [("2026-01-31", -100, None, "Interest")]
    assert savings.account_type_hint == "savings"


def test_an_order_is_no_statement() -> None:
    with pytest.raises(UnreadableFile, match="payment order"):
        open_sample("pain_001_order.xml")
