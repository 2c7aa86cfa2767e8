"""Files straight into their accounts."""

import pytest

from backend.imports.auto_import import account_to_create
from backend.imports.formats.csv.reader import read_csv


@pytest.mark.parametrize(("name", "kind"), [("Family Visa", "credit"), ("Visa Debit", "checking"), ("A", "checking")])
def test_a_new_account_with_the_name_of_a_card_is_a_card(name: str, kind: str) -> None:
    statement = read_csv(b"Date,Description,Amount\n2026-03-14,TEA,-2.50\n2026-03-15,PAY,100.00\n")
    assert account_to_create(statement, name, "USD").account_type == kind
