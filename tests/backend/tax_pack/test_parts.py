"""The parts of a tax year, the documents that prove them, and what is missing."""

from datetime import date
from typing import Any

import pypdfium2
import pytest

from backend.tax_pack.index_pdf import pdf_of
from backend.tax_pack.parts import CategoryFacts, TaxRow, collect, gaps_of, is_tax_tag, part_of_category

MAY = date(2026, 5, 4)


def row(amount: int | None, *documents: int, currency: str = "USD", **fields: Any) -> TaxRow:
    return TaxRow(MAY, "Northbank Shelter", amount, currency, fields.get("transaction_id", 7), documents)


@pytest.mark.parametrize(
    ("category", "part"),
    [
        (CategoryFacts("Payroll", "Income", "income"), "pay"),
        (CategoryFacts("Interest Income", "Income", "income"), "interest"),
        (CategoryFacts("Interest Charge", "Payment and Interest", "expense"), None),
        (CategoryFacts("Donation", "Misc", "expense"), "charity"),
        (CategoryFacts("Dental", "Medical", "expense"), "medical"),
        (CategoryFacts("Groceries", "Food", "expense"), None),
        (CategoryFacts("Investment", "Savings", "transfer"), None),
    ],
)
def test_categories_have_their_part(category: CategoryFacts, part: str | None) -> None:
    assert part_of_category(category) == part


def test_tags_that_begin_with_tax_make_parts() -> None:
    assert [is_tax_tag(name) for name in ("tax", "Tax: work", "tax-home", "taxi", "work tax")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_income_wants_one_form_and_other_rows_a_document_each() -> None:
    rows = [
        ("pay", "Pay", row(300_000)),
        ("pay", "Pay", row(300_000)),
        ("charity", "Charity", row(-12_000, 4)),
        ("charity", "Charity", row(-5_000)),
        ("tag", "tax: work", row(-900, 5)),
    ]
    parts = collect(rows, {"w2": [9]})
    assert [(part.label, part.amount_minor, part.present, part.wanted) for part in parts] == [
        ("Pay", 600_000, 1, 1),
        ("Charity", -17_000, 1, 2),
        ("tax: work", -900, 1, 1),
    ]
    assert [gap.label for gap in gaps_of(parts, 2026)] == ["Northbank Shelter, 2026-05-04"]
    assert [gap.detail for gap in gaps_of(collect(rows[:2], {}), 2026)] == ["No form or certificate for 2026"]


def test_currencies_stay_apart_and_an_unknown_cost_leaves_no_sum() -> None:
    rows = [("gains", "Gains", row(100)), ("gains", "Gains", row(None)), ("gains", "Gains", row(50, currency="EUR"))]
    parts = collect(rows, {"1099": [1]})
    assert [(part.currency, part.amount_minor) for part in parts] == [("EUR", 50), ("USD", None)]
    assert [gap.detail for gap in gaps_of(parts, 2026)] == ["The cost of 1 sold lots is not known"]


def test_the_index_is_a_pdf_of_as_many_pages_as_it_needs() -> None:
    document = pypdfium2.PdfDocument(pdf_of("Tax pack 2026", [f"line {at} (é)" for at in range(120)]))
    assert len(document) == 3
    assert "line 119 (é)" in document[2].get_textpage().get_text_range()
    assert len(pypdfium2.PdfDocument(pdf_of("Tax pack 2026", []))) == 1
