"""Refunds, settlements and shares over HTTP: netted where the person wants, and owed until settled."""

from typing import Any

from starlette.testclient import TestClient

from tests.backend.journeys import is_sound, open_account, refused, rows, spend, undo


def spent(client: TestClient, month: str) -> dict[str, int]:
    query = f"start_date={month}-01&end_date={month}-{'31' if month[-2:] == '10' else '30'}"
    lines = client.get(f"/api/transactions/spending-by-category?{query}").json()
    return {line["short_desc"]: line["total_minor"] for line in lines}


def put(client: TestClient, path: str, **body: Any) -> dict[str, Any]:
    answer = client.put(f"/api/transactions/{path}", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def bought_and_refunded(client: TestClient) -> tuple[int, int]:
    account = open_account(client, balance_current_minor=100000)
    purchase = spend(client, account, 6497, "groceries", on="2026-10-09", description="MARLOW HARDWARE")
    refund = spend(client, account, -2499, "coffee", on="2026-11-16", description="MARLOW HARDWARE")
    return purchase, refund


def test_a_refund_lowers_the_month_of_its_purchase_or_its_own(client: TestClient) -> None:
    purchase, refund = bought_and_refunded(client)
    assert (spent(client, "2026-10"), spent(client, "2026-11")) == ({"groceries": 6497}, {"coffee": -2499})
    links = [{"purchase_id": purchase, "amount_minor": 2499}]
    put(client, f"{refund}/refunds", pays_back=links)
    assert spent(client, "2026-10") == {"groceries": 3998}
    assert spent(client, "2026-11") == {"coffee": 0}
    change = put(client, f"{refund}/refunds", pays_back=links, counts_in="refund")
    assert spent(client, "2026-10") == {"groceries": 6497}
    assert spent(client, "2026-11")["groceries"] == -2499
    assert is_sound(client)
    undo(client, change["change_id"])
    assert (spent(client, "2026-10"), is_sound(client)) == ({"groceries": 3998}, True)


def test_the_likely_purchase_of_a_refund_is_offered_and_a_part_can_be_linked(client: TestClient) -> None:
    purchase, refund = bought_and_refunded(client)
    found = client.get(f"/api/transactions/{refund}/refunds").json()
    [candidate] = found["candidates"]
    assert (candidate["transaction"]["id"], candidate["open_minor"]) == (purchase, 6497)
    assert candidate["reason"] == "Same payee, same account, 38 days before"
    put(client, f"{refund}/refunds", pays_back=[{"purchase_id": purchase, "amount_minor": 1000}])
    assert (spent(client, "2026-10"), spent(client, "2026-11")) == ({"groceries": 5497}, {"coffee": -1499})
    links = client.get(f"/api/transactions/{purchase}/refunds").json()
    assert [link["amount_minor"] for link in links["paid_back_by"]] == [1000]


def test_no_more_can_come_back_than_was_paid_or_came(client: TestClient) -> None:
    purchase, refund = bought_and_refunded(client)
    for amount in (2500, 9999):
        body = {"pays_back": [{"purchase_id": purchase, "amount_minor": amount}]}
        refused(client.put(f"/api/transactions/{refund}/refunds", json=body), 409, "cannot_link_refund")


def test_a_refund_whose_purchase_is_deleted_counts_by_itself_until_it_comes_back(client: TestClient) -> None:
    purchase, refund = bought_and_refunded(client)
    put(client, f"{refund}/refunds", pays_back=[{"purchase_id": purchase, "amount_minor": 2499}])
    gone = client.delete(f"/api/transactions/{purchase}").json()
    assert (spent(client, "2026-10"), spent(client, "2026-11")) == ({}, {"coffee": -2499})
    assert is_sound(client)
    undo(client, gone["change_id"])
    assert (spent(client, "2026-10"), is_sound(client)) == ({"groceries": 3998}, True)
    client.patch(f"/api/transactions/{purchase}", json={"category_short_desc": "coffee", "on": "2026-11-02"})
    assert (spent(client, "2026-10"), spent(client, "2026-11"), is_sound(client)) == ({}, {"coffee": 3998}, True)


def test_a_shared_transaction_counts_the_persons_share_and_the_rest_is_owed_until_settled(client: TestClient) -> None:
    account = open_account(client, balance_current_minor=100000)
    id_ = spend(client, account, 13307, "groceries", on="2026-11-19", description="MARLOW")
    client.patch(f"/api/transactions/{id_}", json={"own_minor": 6654, "shared_with": "Ana"})
    assert spent(client, "2026-11") == {"groceries": 6654}
    [owed] = client.get("/api/transactions/owed").json()
    assert (owed["person"], owed["owed_minor"], owed["transaction"]["on"]) == ("Ana", 6653, "2026-11-19")
    paid = spend(client, account, -6653, "coffee", on="2026-11-25", description="ANA")
    client.post(f"/api/transactions/{id_}/settle", json={"refund_id": paid})
    assert client.get("/api/transactions/owed").json() == []
    summary = client.get("/api/transactions/spending-summary?start_date=2026-11-01&end_date=2026-11-30").json()
    assert (summary["spent_minor"], summary["income_minor"]) == (6654, 0)
    assert is_sound(client)
    refused(client.patch(f"/api/transactions/{id_}", json={"own_minor": 13308}), 422, "share_too_large")


def test_half_of_an_account_counts_half_of_all_its_transactions(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 1001, "groceries", on="2026-11-19")
    change = client.patch(f"/api/accounts/{account}", json={"ownership_percent": 50}).json()
    spend(client, account, 500, "coffee", on="2026-11-20")
    assert spent(client, "2026-11") == {"groceries": 501, "coffee": 250}
    assert is_sound(client)
    undo(client, change["change_id"])
    assert (spent(client, "2026-11"), is_sound(client)) == ({"groceries": 1001, "coffee": 500}, True)
    assert [row["amount_minor"] for row in rows(client)] == [500, 1001]


def test_an_earlier_split_of_the_payee_is_offered_in_proportion(client: TestClient) -> None:
    account = open_account(client)
    earlier = spend(client, account, 1000, on="2026-10-19")
    parts = [
        {"amount_minor": 333, "category_short_desc": "coffee"},
        {"amount_minor": 667, "category_short_desc": "groceries"},
    ]
    client.patch(f"/api/transactions/{earlier}", json={"splits": parts})
    now = spend(client, account, 1001, on="2026-11-19")
    found = client.get(f"/api/transactions/{now}/earlier-split").json()
    assert [split["amount_minor"] for split in found["splits"]] == [333, 668]
    assert (found["on"], found["count"]) == ("2026-10-19", 1)
    assert client.get(f"/api/transactions/{earlier}/earlier-split").json() is None
