"""What a header may mean."""

import pytest

from backend.imports.vocabulary.headers import meanings_of


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Buchungstag", "booked"),
        ("Betrag (EUR)", "amount"),
        ("交易金额(收入)", "credit"),
        ("Amount (debit)", "debit"),
        ("Zaúčtovaná částka", "amount"),
        ("Saldo po operacji", "balance"),
        ("CAD$", "amount"),
        ("Narration", "description"),
        ("Gibberish", None),
    ],
)
def test_meanings(header: str, role: str | None) -> None:
    assert (meanings_of(header)[0].role if meanings_of(header) else None) == role
