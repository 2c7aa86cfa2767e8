"""beancount and hledger read our exports and agree with every balance."""

import json
import subprocess
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core import realization
from beancount.core.data import Balance, Transaction
from starlette.testclient import TestClient

from backend.kit.currency import minor_digits
from build_scripts.hledger import found
from tests.backend.moving_in import books
from tests.backend.moving_in.books import moved_in
from tests.makers import imported

Json = dict[str, Any]


@pytest.fixture
def household(client: TestClient) -> TestClient:
    """Three moved-in books, a statement with a balance that nothing explains, and names that no program allows."""
    moved_in(client, books.gnucash_sqlite(), name="home.gnucash")
    moved_in(client, books.actual_zip(), name="home.zip", currency="EUR")
    moved_in(client, books.ynab_zip(), name="ynab.zip", currency="USD")
    made = client.post(
        "/api/accounts", json={"name": "Ünal's: (joint)  ; card", "account_type": "credit", "currency": "JPY"}
    ).json()
    imported(
        client,
        b'Date,Description,Amount,Balance\n2024-02-01,* SHOP; "odd" | text,-1200,-1200\n2024-02-02,KIOSK,-300,-1500\n',
        account_id=made["id"],
    )
    return client


def balances_of_the_app(client: TestClient) -> Counter[str]:
    """What each account holds as the app shows it, added up by currency."""
    held: Counter[str] = Counter()
    for account in client.get("/api/accounts").json():
        minor = account["balance_current_minor"]
        assert minor is not None
        held[account["currency"]] += minor
    return held


def exported(client: TestClient, format: str, folder: Path) -> Path:
    answer = client.get(f"/api/transactions/export?format={format}")
    assert answer.status_code == 200
    path = folder / f"export.{format}"
    path.write_bytes(answer.content)
    return path


def test_beancount_finds_no_error_and_the_same_balances(household: TestClient, tmp_path: Path) -> None:
    entries, errors, _ = loader.load_file(str(exported(household, "beancount", tmp_path)))
    assert errors == []
    assert sum(isinstance(entry, Balance) for entry in entries) >= 8
    held: Counter[str] = Counter()
    for real in realization.iter_children(realization.realize(entries)):  # type: ignore[no-untyped-call]
        if real.account.startswith(("Assets", "Liabilities")):
            for position in real.balance:
                digits = minor_digits(position.units.currency)
                held[position.units.currency] += int(position.units.number.scaleb(digits))
    assert +held == +balances_of_the_app(household)
    assert -held == -balances_of_the_app(household)


def test_hledger_finds_no_error_and_the_same_balances(household: TestClient, tmp_path: Path) -> None:
    journal = exported(household, "hledger", tmp_path)
    hledger(journal, "check")
    shown = json.loads(hledger(journal, "balance", "--flat", "-O", "json", "type:AL"))
    held: Counter[str] = Counter()
    for _, _, _, amounts in shown[0]:
        for amount in amounts:
            quantity = Decimal(amount["aquantity"]["decimalMantissa"]).scaleb(-amount["aquantity"]["decimalPlaces"])
            held[amount["acommodity"]] += int(quantity.scaleb(minor_digits(amount["acommodity"])))
    assert +held == +balances_of_the_app(household)
    assert -held == -balances_of_the_app(household)


def test_every_month_of_every_account_has_the_balance_that_the_app_shows(household: TestClient, tmp_path: Path) -> None:
    """beancount's balances at each end of a month against the history of the same account here."""
    entries, errors, _ = loader.load_file(str(exported(household, "beancount", tmp_path)))
    assert errors == []
    moved = [
        (entry.date, posting.account, posting.units)
        for entry in entries
        if isinstance(entry, Transaction)
        for posting in entry.postings
        if posting.account.startswith(("Assets", "Liabilities")) and posting.units
    ]
    again = moved_in(household, books.gnucash_sqlite(), name="home.gnucash")
    giro = next(each for each in again["accounts"] if each["name"] == "Giro")
    for month in giro["months"]:
        year, number = map(int, month["month"].split("-"))
        end = date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
        held = Decimal(0)
        for on, account, units in moved:
            if account == "Assets:Giro" and on <= end and units.number is not None:
                held += units.number
        assert int(held.scaleb(2)) == month["here_minor"]


def test_transfers_of_one_day_are_one_transaction_and_splits_keep_their_parts(
    household: TestClient, tmp_path: Path
) -> None:
    entries, _, _ = loader.load_file(str(exported(household, "beancount", tmp_path)))
    found_transfer = [
        {posting.account: str(posting.units) for posting in entry.postings}
        for entry in entries
        if isinstance(entry, Transaction)
        and {posting.account for posting in entry.postings} == {"Assets:Joint", "Assets:Rainy-day"}
    ]
    assert found_transfer == [{"Assets:Joint": "-200.00 USD", "Assets:Rainy-day": "200.00 USD"}]
    parts = [entry for entry in entries if isinstance(entry, Transaction) and len(entry.postings) == 3]
    assert any(entry.tags == {"family"} for entry in entries if isinstance(entry, Transaction))
    assert len(parts) >= 3


@pytest.mark.parametrize("kind", ["beancount", "hledger"])
def test_what_was_exported_moves_in_again_without_a_loss(household: TestClient, tmp_path: Path, kind: str) -> None:
    report = moved_in(household, exported(household, kind, tmp_path).read_bytes(), name=f"own.{kind}", currency="EUR")
    assert report["unexplained_minor"] == 0


def hledger(journal: Path, *arguments: str) -> str:
    program = found()
    assert program is not None, "hledger is missing: install it (Debian: apt-get install hledger) or set HLEDGER_PATH."
    done = subprocess.run(
        [str(program), "-f", str(journal), *arguments],
        capture_output=True, text=True, check=False, env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
