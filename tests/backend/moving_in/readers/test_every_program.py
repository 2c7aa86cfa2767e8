"""Each program's file, read into a book and moved in: the balances and totals that the program itself shows."""

import gzip
from collections import Counter
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.moving_in.book import Book
from backend.moving_in.registry import read_book
from tests.backend.moving_in import books
from tests.backend.moving_in.books import moved_in

Json = dict[str, Any]

# File, currency of the person, and by account what the program shows at the end, and by category its total.
PROGRAMS: dict[str, tuple[bytes, str, dict[str, int], dict[str, int]]] = {
    "Actual": (
        books.actual_zip(),
        "EUR",
        {"Checking": 315_790, "Savings": 21_500, "Old card": -999},
        {"Usual › Food": 11_209, "Usual › Household": 2_500, "Income › Salary": -250_000},
    ),
    "Actual (CSV)": (
        books.ACTUAL_CSV.encode(),
        "EUR",
        {"Checking": 71_500, "Savings": 20_000},
        {"Food": 6_000, "Household": 2_500},
    ),
    "YNAB": (
        books.ynab_zip(),
        "USD",
        {"Joint": 125_050 + 300_000 - 20_000 - 2_000, "Rainy day": 20_000},
        {"Home › Food": 1_230, "Home › Household": 770, "Inflow › Ready to Assign": -300_000},
    ),
    "GnuCash": (
        books.gnucash_sqlite(),
        "EUR",
        {"Giro": 150_000 + 180_000 - 10_000 - 30_000, "Dollars": 9_783, "Gold card": 20_000 - 3_333},
        {"Food": 3_333 + 1_087, "Tax": 50_000, "Salary": -250_000},
    ),
    "hledger": (
        books.HLEDGER.encode(),
        "EUR",
        {"bank – giro": 290_000, "bank – dollars": 10_870, "card": 16_667},
        {"food": 3_333, "tax": 50_000, "salary": -250_000},
    ),
    "beancount": (
        books.BEANCOUNT.encode(),
        "EUR",
        {"Giro": 320_000, "Dollars": 10_870, "Card": -3_333},
        {"Food": 3_333, "Salary": -180_000},
    ),
    "Quicken (QIF)": (
        books.QIF.encode(),
        "USD",
        {"House account": 320_000, "Visa": 21_500},
        {"Food": 6_000, "Food › Out": 2_500, "Salary": -250_000},
    ),
    "Firefly III": (
        books.FIREFLY.encode(),
        "EUR",
        {"Giro": 50_000 - 5_000 - 2_500 + 90_000 - 10_000, "Dollars": 11_000},
        {"Food": 7_000, "Household": 500, "Salary": -90_000},
    ),
    "Mint": (
        books.MINT.encode(),
        "USD",
        {"Checking": 196_000, "Card": 2_750},
        {"Groceries": 1_250, "Paycheck": -200_000},
    ),
    "Monarch": (
        books.MONARCH.encode(),
        "USD",
        {"Card (...1234)": -1_250, "Checking": 200_000},
        {"Groceries": 1_250, "Paychecks": -200_000},
    ),
    "Copilot": (
        books.COPILOT.encode(),
        "USD",
        {"Card ··1234": -1_250, "Checking ··9": -30_000, "Savings ··8": 30_000},
        {"Food › Groceries": 1_250},
    ),
    "Lunch Money": (
        books.LUNCH_MONEY.encode(),
        "USD",
        {"Card": -1_250, "Card CAD": -9_000, "Checking": 200_000},
        {"Food › Groceries": 1_250, "Travel": 9_000, "Salary": -200_000},
    ),
}


def book_in(data: bytes, *, currency: str) -> Book:
    book = read_book(data, currency=currency)
    assert book is not None
    return book


@pytest.mark.parametrize("program", PROGRAMS)
def test_balances_and_totals_are_those_of_the_program(client: TestClient, program: str) -> None:
    data, currency, balances, totals = PROGRAMS[program]
    report = moved_in(client, data, name="book", currency=currency)
    assert report["program"] in program
    assert report["unexplained_minor"] == 0
    here = {each["id"]: each["name"] for each in client.get("/api/accounts").json()}
    shown = {here[each["account_id"]]: each["months"][-1]["here_minor"] for each in report["accounts"]}
    assert shown == balances
    found: Counter[str] = Counter()
    for each in report["categories"]:
        found.update(dict.fromkeys(each["book_names"], each["added_minor"]))
    assert {name: found.get(name) for name in totals} == totals
    assert report["counts"]["doubtful"] == report["counts"]["repeated"] == 0


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_file_that_comes_again_adds_nothing(client: TestClient, program: str) -> None:
    data, currency, _, _ = PROGRAMS[program]
    first = moved_in(client, data, name="book", currency=currency)
    again = moved_in(client, data, name="book", currency=currency)
    assert (again["counts"]["added"], again["counts"]["repeated"]) == (0, first["counts"]["added"])


def test_both_sides_of_a_transfer_are_linked_in_every_program_that_states_them() -> None:
    linked = {
        program: len({entry.transfer for entry in book_in(data, currency=currency).entries if entry.transfer})
        for program, (data, currency, _, _) in PROGRAMS.items()
    }
    assert linked == {
        "Actual": 2, "Actual (CSV)": 1, "YNAB": 1, "GnuCash": 2, "hledger": 2, "beancount": 1, "Quicken (QIF)": 2,
        "Firefly III": 1, "Mint": 1, "Monarch": 0, "Copilot": 1, "Lunch Money": 0,
    }  # fmt: skip


def test_compressed_files_are_read_as_they_are() -> None:
    plain = book_in(books.HLEDGER.encode(), currency="EUR")
    assert book_in(gzip.compress(books.HLEDGER.encode()), currency="EUR") == plain


def test_tags_and_notes_of_a_journal_come_along() -> None:
    book = book_in(books.HLEDGER.encode(), currency="EUR")
    salary = next(entry for entry in book.entries if entry.payee == "Works Ltd" and len(entry.parts) > 1)
    assert salary.tags == ("project: roof", "work")
    assert salary.notes == "January"
    assert [(part.amount_minor, part.memo) for part in salary.parts] == [(50_000, "withheld"), (-250_000, None)]
    assert next(entry for entry in book.entries if entry.payee == "Green Grocer").notes == "Number 42"
    assert book.accounts[1].stated[0][1] == 16_667


def test_padding_and_balances_of_beancount_are_kept() -> None:
    book = book_in(books.BEANCOUNT.encode(), currency="EUR")
    giro = next(account for account in book.accounts if account.name == "Giro")
    assert giro.opening is not None
    assert giro.opening[1] == 150_000
    assert [minor for _, minor in giro.stated] == [150_000, 320_000]
    assert {each.what for each in book.no_place} >= {"Notes on accounts", "Opening balances"}
