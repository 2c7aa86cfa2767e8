"""What a document is, by its name and its first lines, and how long it is kept."""

from datetime import date

import pytest

from backend.documents.kinds import guess_kind, guess_tax_year, kept_until


@pytest.mark.parametrize(
    ("filename", "text", "kind"),
    [
        ("w2-alder.pdf", "", "w2"),
        ("scan.pdf", "Form 1099-INT Interest Income", "1099"),
        ("march.pdf", "Statement of account\nJuniper Dental, Invoice 7712", "statement"),
        ("scan.pdf", "Invoice 7712 of Juniper Dental", "invoice"),
        ("Kontoauszug_2026_03.pdf", "", "statement"),
        ("photo.jpg", "some words", "other"),
    ],
)
def test_the_name_counts_before_the_text_and_there_what_comes_first(filename: str, text: str, kind: str) -> None:
    assert guess_kind(filename, text) == kind


def test_only_tax_forms_have_a_tax_year() -> None:
    assert guess_tax_year("w2", "w2-2025.pdf", "") == 2025
    assert guess_tax_year("1099", "form.pdf", "for calendar year 2024") == 2024
    assert guess_tax_year("receipt", "2025.pdf", "") is None


def test_receipts_and_tax_documents_are_kept_for_years_and_others_for_good() -> None:
    day = date(2024, 2, 29)
    assert kept_until("receipt", day, receipt_years=7, tax_years=10) == date(2031, 2, 28)
    assert kept_until("w2", day, receipt_years=7, tax_years=10) == date(2034, 2, 28)
    assert kept_until("contract", day, receipt_years=7, tax_years=10) is None
