"""Layouts of banks are found by their headers, whatever their order; the most particular one counts."""

import pytest

from backend.imports.vocabulary.bank_layouts import LAYOUTS, find_layout


def test_each_layout_is_found_by_its_own_headers() -> None:
    for layout in LAYOUTS:
        found = find_layout(layout.headers)
        assert found is not None
        assert layout.headers <= found.headers


@pytest.mark.parametrize(
    ("header", "name", "sign", "account_type"),
    [
        ("Transaction Date,Post Date,Description,Category,Type,Amount,Memo", "Chase card", "minus_is_out", "credit"),
        ("Amount,Description,Trans. Date,Post Date,Category", "Discover card", "plus_is_out", "credit"),
        ("Date,Description,Amount,Running Bal.", "Bank of America", None, "checking"),
    ],
)
def test_headers_name_the_bank(header: str, name: str, sign: str | None, account_type: str) -> None:
    found = find_layout(header.split(","))
    assert found is not None
    assert (found.name, found.sign, found.account_type) == (name, sign, account_type)


def test_plain_headers_name_no_bank() -> None:
    assert find_layout(["Date", "Description", "Amount"]) is None
