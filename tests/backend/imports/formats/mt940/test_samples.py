"""MT940 samples in the shapes of banks, contents invented: what a person would see."""

from pathlib import Path

from backend.imports.model.statement import Statement
from backend.imports.readers import read

SAMPLES = Path(__file__).parents[4] / "samples" / "mt940"


def open_sample(name: str) -> list[Statement]:
    data = (SAMPLES / name).read_bytes()
    return read(data, filename=name, mapping=None, currency="USD", account_type=None)


def seen(found: Statement) -> list[tuple[str, int, str | None, str]]:
    return [(str(d.on), d.amount_minor, d.merchant_name, d.description) for d in found.drafts]


def test_a_german_file_with_a_returned_debit_and_a_day_of_the_bank_s_own_calendar() -> None:
    (found,) = open_sample("german_sta_1252.sta")
    assert seen(found) == [
        ("2026-03-12", 2499, "Blumen Müller GmbH", "Blumenabo Maerz für die Küche"),
        ("2026-03-12", -1050, "Stadtwerke Beispielstadt", "Rückgabe Lastschrift"),
        ("2026-03-12", 300, None, "ENTGELT"),
    ]
    assert (found.problems, found.warnings) == ([], ())


def test_a_dutch_message_of_the_network_over_new_year() -> None:
    (found,) = open_sample("dutch_swift_blocks.940")
    assert seen(found) == [
        ("2026-01-02", -5000, "A VOORBEELD", "TERUGBETALING LUNCH"),
        ("2026-01-02", 885, "CAFE BELGIE", "PAS 123"),
    ]
    assert (found.account_hint, found.drafts[0].provider_id) == ("NL91ABNA0417164300", "B6I14PGAHT6R1BM1")
    assert not found.warnings


def test_a_polish_file_of_two_accounts_one_of_which_does_not_add_up() -> None:
    daily, foreign = open_sample("polish_two_accounts.txt")
    assert seen(daily) == [("2026-01-05", 12300, "SPÓŁDZIELNIA", "czynsz za styczeń")]
    assert seen(foreign) == [("2026-01-06", -2000, "JAN PRZYKŁAD", "zwrot")]
    assert (daily.warnings, foreign.currency) == ((), "EUR")
    assert "5.00 EUR more came in" in foreign.warnings[0]
