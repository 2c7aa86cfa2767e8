"""What a linked bank states of cards and loans: stored, kept up to date, and never over a value of the person."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import is_sound
from tests.backend.sync.banking import bank as bank
from tests.backend.sync.banking import connect, sync
from tests.standins.plaid_bank import PlaidBank
from tests.standins.plaid_data import Account, Item, error

Json = dict[str, Any]
CARD: Json = {
    "account_id": "card",
    "aprs": [
        {"apr_percentage": 27.99, "apr_type": "cash_apr", "balance_subject_to_apr": None},
        {"apr_percentage": 19.24, "apr_type": "purchase_apr", "balance_subject_to_apr": 88.4},
    ],
    "is_overdue": False,
    "last_statement_issue_date": "2026-11-09",
    "last_statement_balance": 312.9,
    "minimum_payment_amount": 35,
    "next_payment_due_date": "2026-12-04",
}
MORTGAGE: Json = {
    "account_id": "house",
    "interest_rate": {"percentage": 3.99, "type": "fixed"},
    "loan_term": "30 year",
    "origination_date": "2015-08-01",
    "origination_principal_amount": 425000,
    "maturity_date": "2045-07-31",
    "next_payment_due_date": "2026-12-15",
    "past_due_amount": 2304.33,
}


@pytest.fixture
def item(bank: PlaidBank) -> Item:
    accounts = [
        Account("card", "Visa Platinum", "7718", "credit", "credit card", 88.4, limit=4000.0),
        Account("house", "Home Loan", "0031", "loan", "mortgage", 302000.0),
    ]
    item = bank.new_item(accounts=accounts)
    item.liabilities = {"credit": [dict(CARD)], "mortgage": [dict(MORTGAGE)]}
    return item


def debts(client: TestClient) -> tuple[Json, Json]:
    found = client.get("/api/debts").json()
    return found["cards"][0], found["loans"][0]


def test_the_bank_fills_in_terms_and_keeps_those_of_the_person(
    client: TestClient, bank: PlaidBank, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-21")
    connection = connect(client, bank, item)
    card, loan = debts(client)
    assert (card["apr_percent"], card["minimum_payment_minor"], card["due_day"]) == ("19.24", 3500, 4)
    assert (card["statement_on"], card["statement_minor"], card["is_overdue"]) == ("2026-11-09", 31_290, False)
    assert card["limit_minor"] == 400_000
    assert set(card["bank_fields"]) >= {"apr_percent", "due_day", "minimum_payment_minor", "statement_minor"}
    terms = loan["terms"]
    assert (terms["principal_minor"], terms["rate_percent"], terms["term_months"]) == (42_500_000, "3.99", 360)
    assert (terms["first_payment_on"], loan["is_overdue"], loan["is_from_bank"]) == ("2015-09-15", True, True)

    client.patch(f"/api/accounts/{card['account_id']}/card-terms", json={"apr_percent": "17.5", "due_day": 4})
    client.put(f"/api/accounts/{loan['account_id']}/loan-terms", json={**terms, "rate_percent": "3.5"})
    item.liabilities["credit"][0] |= {
        "aprs": [{"apr_percentage": 21.24, "apr_type": "purchase_apr"}],
        "next_payment_due_date": "2027-01-05",
        "last_statement_issue_date": "2026-11-19",
        "last_statement_balance": 401.17,
        "is_overdue": True,
    }
    item.liabilities["mortgage"][0] |= {"interest_rate": {"percentage": 4.5}, "past_due_amount": 0}
    assert sync(client, connection)["status"] == "success"
    card, loan = debts(client)
    # What the person sent unchanged stays the bank's.
    assert (card["apr_percent"], card["due_day"], card["is_overdue"]) == ("17.5", 5, True)
    assert (card["statement_on"], card["statement_minor"]) == ("2026-11-19", 40_117)
    assert "apr_percent" not in card["bank_fields"]
    assert (loan["terms"]["rate_percent"], loan["is_overdue"], loan["is_from_bank"]) == ("3.5", False, False)
    assert is_sound(client)


def test_a_later_statement_of_the_bank_replaces_the_one_that_the_person_entered(
    client: TestClient, bank: PlaidBank, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-21")
    item.liabilities = {}
    connection = connect(client, bank, item)
    card, _ = debts(client)
    own = {"statement_minor": 5_000, "statement_on": "2026-10-09"}
    client.patch(f"/api/accounts/{card['account_id']}/card-terms", json=own)
    item.liabilities = {"credit": [dict(CARD)]}
    sync(client, connection)
    assert debts(client)[0]["statement_minor"] == 31_290


@pytest.mark.parametrize(
    ("code", "status"),
    [("ADDITIONAL_CONSENT_REQUIRED", "success"), ("PRODUCTS_NOT_SUPPORTED", "success"), ("PLANNED_FAULT", "partial")],
)
def test_transactions_come_without_terms_too(
    client: TestClient, bank: PlaidBank, item: Item, code: str, status: str
) -> None:
    bank.purchase(item, 12.0)
    bank.fault = lambda path, _: error("ITEM_ERROR", code, "no") if path == "/liabilities/get" else None
    connection = connect(client, bank, item)
    card, loan = debts(client)
    assert (card["apr_percent"], loan["terms"]) == (None, None)
    assert client.get("/api/transactions").json()["total"] == 1
    assert sync(client, connection)["status"] == status
