"""What an archive says of its tables: the account of each, and the category of each row."""

import pytest

from backend.imports.archive.metadata import CategoryName, archived_account, categories_of, closest_name
from backend.imports.formats.csv.reader import read_csv


def categories(header: str, cells: str) -> CategoryName:
    (found,) = categories_of(read_csv(f"Date,Text,Amount,{header}\n2024-01-05,TEA,-1.00,{cells}\n".encode()))
    return found


@pytest.mark.parametrize(
    ("header", "cells", "name"),
    [
        ("Category", "Food", CategoryName("Food", None)),
        ("Category", "Food:Coffee", CategoryName("Coffee", "Food")),
        ("Category,Subcategory", "Food,Coffee", CategoryName("Coffee", "Food")),
        ("Category", "Uncategorized", CategoryName(None, None)),
        ("Category", "", CategoryName(None, None)),
    ],
)
def test_the_most_exact_name_and_the_one_above_it(header: str, cells: str, name: CategoryName) -> None:
    assert categories(header, cells) == name


@pytest.mark.parametrize(
    ("filename", "name", "kind"),
    [
        ("amex_2023.csv", "American Express", "credit"),
        ("wf savings export.csv", "Wells Fargo Savings", "savings"),
        ("2023/january.csv", "Archive", "checking"),
        ("Wallet.csv", "Wallet", "cash"),
    ],
)
def test_the_name_of_the_file_names_the_account_unless_it_is_a_period(filename: str, name: str, kind: str) -> None:
    found = archived_account(read_csv(b"Date,Text,Amount\n2024-01-05,TEA,-1.00\n"), filename)
    assert (found.name, found.account_type) == (name, kind)


@pytest.mark.parametrize(("name", "meant"), [("Groceries", "groceries"), ("Grocieries", "groceries"), ("Fuel", None)])
def test_a_name_may_be_spelled_a_little_differently(name: str, meant: str | None) -> None:
    assert closest_name(name, ["groceries", "coffee"]) == meant
