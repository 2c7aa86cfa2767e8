"""Accounts over HTTP: opened, described, changed, deleted with their rows, and brought back whole."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.balances import service as balances
from backend.infra import clock
from backend.kit.period import first_day, month_of, shift
from tests.backend.journeys import open_account, refused, spend, undo


def one(client: TestClient, account_id: int) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/accounts/{account_id}").json()
    return found


def test_a_new_account_is_in_the_base_currency_and_empty(client: TestClient) -> None:
    answer = client.post("/api/accounts", json={"name": " Everyday ", "account_type": "checking"})
    assert answer.status_code == 201
    account = answer.json()
    assert (account["name"], account["currency"], account["connection_status"]) == ("Everyday", "USD", "manual")
    assert (account["transaction_count"], account["earliest_transaction"]) == (0, None)
    assert client.get("/api/accounts").json() == [account] == [one(client, account["id"])]


def test_an_institution_is_one_whatever_its_case(client: TestClient) -> None:
    for name, bank in (("A", "Äpfelbank"), ("B", "äPFELBANK"), ("C", "")):
        open_account(client, name, institution=bank)
    assert [account["institution"] for account in client.get("/api/accounts").json()] == [
        "Äpfelbank",
        "Äpfelbank",
        None,
    ]


def test_an_account_tells_what_happened_in_it(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 100, "coffee", on="2026-01-05")
    spend(client, account, 100, on="2026-03-09")
    found = one(client, account)
    assert (found["earliest_transaction"], found["latest_transaction"]) == ("2026-01-05", "2026-03-09")
    assert (found["transaction_count"], found["pending_count"]) == (2, 1)
    coverage = client.get(f"/api/accounts/{account}/coverage").json()
    assert coverage == [
        {"month": "2026-01", "count": 1},
        {"month": "2026-02", "count": 0},
        {"month": "2026-03", "count": 1},
    ]


def test_an_account_is_changed(client: TestClient) -> None:
    account = open_account(client, mask="1234")
    changes = {
        "name": "Daily",
        "institution": "Green Bank",
        "account_type": "savings",
        "mask": "",
        "is_hidden": True,
        "closed_on": "2026-03-31",
        "balance_current_minor": -5,
        "position": 7,
        "currency": "EUR",
    }
    changed = client.patch(f"/api/accounts/{account}", json=changes).json()
    assert {name: changed[name] for name in changes} == {**changes, "mask": None}
    assert changed["balance_updated_at"].endswith("Z")
    undo(client, changed["change_id"])
    assert (one(client, account)["name"], one(client, account)["mask"]) == ("Everyday", "1234")


def test_the_currency_stays_once_there_are_rows(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 100)
    refused(client.patch(f"/api/accounts/{account}", json={"currency": "EUR"}), 409, "currency_fixed")
    assert client.patch(f"/api/accounts/{account}", json={"currency": "USD"}).status_code == 200


def test_a_deleted_account_goes_with_its_rows_and_comes_back_whole(client: TestClient) -> None:
    account, other = open_account(client), open_account(client, "Other")
    spend(client, account, 100, "coffee")
    spend(client, other, 100, "coffee")
    before = client.get("/api/accounts").json()
    assert client.delete(f"/api/accounts/{account}").json() == {"status": "deleted", "deleted_transactions": 1}
    assert [found["id"] for found in client.get("/api/accounts").json()] == [other]
    counts = {c["short_desc"]: c["transaction_count"] for c in client.get("/api/categories").json()}
    assert counts["coffee"] == 1
    refused(client.get(f"/api/accounts/{account}"), 404, "no_such_account")
    refused(client.get(f"/api/accounts/{account}/coverage"), 404, "no_such_account")
    refused(client.patch(f"/api/accounts/{account}", json={"name": "x"}), 404, "no_such_account")
    refused(client.delete(f"/api/accounts/{account}"), 404, "no_such_account")
    restored = client.post(f"/api/accounts/{account}/restore").json()
    assert (restored["status"], restored["restored_transactions"]) == ("restored", 1)
    assert client.get("/api/accounts").json() == before


def test_deleted_accounts_are_listed_until_they_are_back(client: TestClient) -> None:
    assert client.get("/api/accounts/deleted").json() == []
    first, second = open_account(client, mask="1234", institution="Green Bank"), open_account(client, "Other")
    spend(client, first, 100, "coffee")
    spend(client, first, 200)
    client.delete(f"/api/accounts/{first}")
    client.delete(f"/api/accounts/{second}")
    listed = client.get("/api/accounts/deleted").json()
    assert [(account["name"], account["transaction_count"]) for account in listed] == [("Other", 0), ("Everyday", 2)]
    assert listed[1]["deleted_at"].endswith("Z")
    assert (listed[1]["institution"], listed[1]["mask"]) == ("Green Bank", "1234")
    client.post(f"/api/accounts/{first}/restore")
    assert [account["id"] for account in client.get("/api/accounts/deleted").json()] == [second]


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"name": "a\0b"},
        {"name": "x" * 10_000_000},
        {"name": None},
        {"account_type": "wallet"},
        {"account_type": None},
        {"currency": "eur"},
        {"currency": "XXX"},
        {"currency": "E" * 1_000_000},
        {"mask": "12345"},
        {"mask": "12a"},
        {"mask": "१२"},
        {"mask": 12},
        {"institution": "x" * 101},
        {"balance_current_minor": 10**15},
        {"balance_current_minor": -(10**15)},
        {"balance_current_minor": 1.5},
        {"balance_current_minor": True},
        {"balance_current_minor": "1"},
        {"nonsense": 1},
    ],
)
def test_what_cannot_be_an_account_is_refused(client: TestClient, fields: dict[str, Any]) -> None:
    body = {"name": "Everyday", "account_type": "checking", **fields}
    refused(client.post("/api/accounts", json=body), 422, "invalid_request")
    assert client.get("/api/accounts").json() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"name": None},
        {"is_hidden": 1},
        {"closed_on": "31.03.2026"},
        {"closed_on": "2026-02-30"},
        {"closed_on": 5},
        {"position": -1},
        {"currency": None},
        {"balance_available_minor": 1},
    ],
)
def test_changes_that_cannot_be_are_refused(client: TestClient, changes: dict[str, Any]) -> None:
    refused(client.patch(f"/api/accounts/{open_account(client)}", json=changes), 422, "invalid_request")


@pytest.mark.parametrize("account_id", ["0", "-1", str(2**63), "x"])
def test_an_id_that_is_none_is_refused(client: TestClient, account_id: str) -> None:
    refused(client.get(f"/api/accounts/{account_id}"), 422, "invalid_request")


def test_an_account_nobody_has_is_not_found(client: TestClient) -> None:
    refused(client.get(f"/api/accounts/{2**63 - 1}"), 404, "no_such_account")
    refused(client.post("/api/accounts/77/restore"), 404, "no_such_account")


def test_two_accounts_never_share_a_name(client: TestClient) -> None:
    first, other = open_account(client, "Everyday"), open_account(client, "Savings")
    body = {"name": "EVERYDAY", "account_type": "cash"}
    refused(client.post("/api/accounts", json=body), 409, "account_name_taken")
    refused(client.patch(f"/api/accounts/{other}", json={"name": "everyday"}), 409, "account_name_taken")
    assert client.patch(f"/api/accounts/{first}", json={"name": "EveryDay"}).status_code == 200
    client.delete(f"/api/accounts/{first}")
    again = open_account(client, "Everyday")
    refused(client.post(f"/api/accounts/{first}/restore"), 409, "account_name_taken")
    renamed = client.patch(f"/api/accounts/{again}", json={"name": "New"}).json()
    assert client.post(f"/api/accounts/{first}/restore").status_code == 200
    refused(client.post(f"/api/changes/{renamed['change_id']}/undo"), 409, "changed_since")


def test_accounts_are_put_into_an_order_that_can_be_undone(client: TestClient) -> None:
    first, second, third = (open_account(client, name) for name in ("A", "B", "C"))
    done = client.put("/api/accounts/order", json={"ids": [third, first]}).json()
    assert [account["id"] for account in client.get("/api/accounts").json()] == [third, first, second]
    undo(client, done["change_id"])
    assert [account["id"] for account in client.get("/api/accounts").json()] == [first, second, third]
    refused(client.put("/api/accounts/order", json={"ids": [first, 99]}), 404, "no_such_account")


def test_stated_balances_that_add_up_are_proven_month_by_month(client: TestClient) -> None:
    account_id = open_account(client)
    budget = client.app.state.budget  # type: ignore[attr-defined]
    today = clock.today()
    before, earlier = (first_day(shift(month_of(today), back)) for back in (-1, -2))
    fields = {"account_id": account_id, "on": before.isoformat(), "description": "RENT", "amount_minor": 70000}
    client.post("/api/transactions", json=fields)
    with budget.write() as db:
        for on, minor in ((earlier, 100000), (before, 30000), (today, 29200)):
            balances.note_synced(db, 1, account_id, on, minor)
    overview = client.get("/api/accounts/overview").json()
    assert [(total["currency"], total["value_minor"]) for total in overview["totals"]] == [("USD", 29200)]
    (proof,) = overview["proofs"]
    assert [(month["state"], month["missing_minor"]) for month in proof["months"][-3:]] == [
        ("proven", 0),
        ("proven", 0),
        ("gap", -800),
    ]
    assert proof["stated_to"] == today.isoformat()


def test_a_total_is_not_known_while_a_balance_is_not(client: TestClient) -> None:
    open_account(client)
    (total,) = client.get("/api/accounts/overview").json()["totals"]
    assert (total["value_minor"], [each["name"] for each in total["unknown"]]) == (None, ["Everyday"])
