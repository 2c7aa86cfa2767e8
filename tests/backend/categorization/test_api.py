"""Merchant mappings and amount rules over HTTP: added, tried, changed, removed, taken back."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, rows, spend, undo
from tests.makers import imported, statement

MAPPINGS, RULES = "/api/merchant-mappings", "/api/amount-rules"


def mappings(client: TestClient) -> dict[str, dict[str, Any]]:
    return {mapping["merchant_pattern"]: mapping for mapping in client.get(MAPPINGS).json()}


def rules(client: TestClient) -> dict[int, dict[str, Any]]:
    return {rule["id"]: rule for rule in client.get(RULES).json()}


def test_a_new_person_has_the_starter_mappings_and_rules(client: TestClient) -> None:
    trader = mappings(client)["trader joe"]
    assert (trader["category_short_desc"], trader["confidence"], trader["is_seeded"]) == ("groceries", 0, True)
    assert {rule["category_short_desc"]: rule["amount_minor"] for rule in rules(client).values()}["hbo"] == 1589
    assert {(rule["tolerance_minor"], rule["is_seeded"]) for rule in rules(client).values()} == {(50, True)}


def test_a_mapping_is_added_changed_removed_and_each_taken_back(client: TestClient) -> None:
    body = {"merchant_pattern": "Café O'Lé *77", "category_short_desc": "coffee"}
    answer = client.post(MAPPINGS, json=body)
    assert answer.status_code == 201
    made = answer.json()
    assert (made["merchant_pattern"], made["match"], made["confidence"], made["is_seeded"]) == (
        "cafe o le 77",
        "word",
        1,
        False,
    )
    path = f"{MAPPINGS}/{made['id']}"

    changed = client.patch(path, json={"category_short_desc": "bar", "confidence": 4}).json()
    assert (changed["category_short_desc"], changed["category_name"], changed["confidence"]) == ("bar", "Bar", 4)
    undo(client, changed["change_id"])
    assert mappings(client)["cafe o le 77"]["category_short_desc"] == "coffee"

    removed = client.delete(path).json()
    assert removed["status"] == "removed"
    assert "cafe o le 77" not in mappings(client)
    undo(client, removed["change_id"])
    assert mappings(client)["cafe o le 77"]["id"] == made["id"]

    undo(client, made["change_id"])
    assert "cafe o le 77" not in mappings(client)


def test_a_starter_that_was_edited_is_the_persons_own(client: TestClient) -> None:
    costco = mappings(client)["costco"]
    edited = client.patch(f"{MAPPINGS}/{costco['id']}", json={"category_short_desc": "gas_station"}).json()
    assert (edited["is_seeded"], edited["confidence"]) == (False, 1)
    price = next(iter(rules(client).values()))
    assert client.patch(f"{RULES}/{price['id']}", json={"amount_minor": 700}).json()["is_seeded"] is False


def test_a_pattern_is_tried_before_it_is_kept(client: TestClient) -> None:
    account, gone = open_account(client), open_account(client, "Gone")
    for day in range(1, 26):
        spend(client, account, 500, on=f"2026-03-{day:02}", description=f"ATT BILL {day}")
    spend(client, account, 500, description="SEATTLE COFFEE")
    spend(client, gone, 500, description="ATT BILL 99")
    client.delete(f"/api/accounts/{gone}")
    found = client.post(f"{MAPPINGS}/test", json={"merchant_pattern": "att"}).json()
    assert (found["count"], len(found["items"])) == (25, 20)
    assert found["items"][0]["on"] == "2026-03-25"
    assert found["items"][0]["account_name"] == "Everyday"


def test_a_rule_is_tried_with_its_amount(client: TestClient) -> None:
    account = open_account(client)
    for amount in (699, 749, 799, -699):
        spend(client, account, amount, description="APPLE.COM/BILL")
    body = {"description_pattern": "apple.com/bill", "amount_minor": 699, "tolerance_minor": 50}
    assert client.post(f"{RULES}/test", json=body).json()["count"] == 2
    assert client.post(f"{RULES}/test", json={**body, "currency": "EUR"}).json() == {"count": 0, "items": []}


def test_a_rule_is_added_changed_removed_and_each_taken_back(client: TestClient) -> None:
    body = {"description_pattern": "RENT 4B", "amount_minor": 81_687, "category_short_desc": "rent", "notes": "home"}
    made = client.post(RULES, json=body).json()
    assert (made["description_pattern"], made["tolerance_minor"], made["currency"]) == ("rent 4b", 1, None)
    path = f"{RULES}/{made['id']}"

    changed = client.patch(path, json={"tolerance_minor": 500, "notes": None, "currency": "EUR"}).json()
    assert (changed["tolerance_minor"], changed["notes"], changed["currency"]) == (500, None, "EUR")
    undo(client, changed["change_id"])
    assert rules(client)[made["id"]]["notes"] == "home"

    removed = client.delete(path).json()
    assert made["id"] not in rules(client)
    undo(client, removed["change_id"])
    assert made["id"] in rules(client)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"merchant_pattern": "costco"}, 409, "pattern_taken"),
        ({"merchant_pattern": "safeway"}, 409, "pattern_taken"),
        ({"merchant_pattern": "***"}, 422, "bad_pattern"),
        ({"merchant_pattern": "(?=a)", "match": "regex"}, 422, "bad_pattern"),
        ({"merchant_pattern": "(", "match": "regex"}, 422, "bad_pattern"),
        ({"merchant_pattern": "new", "category_short_desc": "nowhere"}, 404, "no_such_category"),
        ({"merchant_pattern": ""}, 422, "invalid_request"),
        ({"merchant_pattern": "a\0b"}, 422, "invalid_request"),
        ({"merchant_pattern": "x" * 10_000_000}, 422, "invalid_request"),
        ({"merchant_pattern": "x", "match": "like"}, 422, "invalid_request"),
        ({"merchant_pattern": "x", "confidence": 0}, 422, "invalid_request"),
        ({"merchant_pattern": "x", "confidence": 2**63}, 422, "invalid_request"),
        ({"merchant_pattern": "x", "nonsense": 1}, 422, "invalid_request"),
    ],
)
def test_what_cannot_be_a_mapping_is_refused(client: TestClient, body: dict[str, Any], status: int, code: str) -> None:
    before = mappings(client)
    refused(client.post(MAPPINGS, json={"category_short_desc": "coffee", **body}), status, code)
    assert mappings(client) == before


@pytest.mark.parametrize("field", ["amount_minor", "tolerance_minor"])
@pytest.mark.parametrize("value", [10**15, 2**63, 1.5, "1", None, True])
def test_amounts_of_rules_are_whole_and_bounded(client: TestClient, field: str, value: object) -> None:
    body = {"description_pattern": "x", "amount_minor": 1, "category_short_desc": "coffee", field: value}
    refused(client.post(RULES, json=body), 422, "invalid_request")


@pytest.mark.parametrize("path", [MAPPINGS, RULES])
def test_a_rule_nobody_has_is_not_found(client: TestClient, path: str) -> None:
    refused(client.delete(f"{path}/{2**63 - 1}"), 404, "no_such_rule")
    refused(client.patch(f"{path}/{2**63 - 1}", json={}), 404, "no_such_rule")
    refused(client.delete(f"{path}/{2**63}"), 422, "invalid_request")


def test_a_null_where_a_value_must_be_is_refused(client: TestClient) -> None:
    mapping = next(iter(mappings(client).values()))
    refused(client.patch(f"{MAPPINGS}/{mapping['id']}", json={"merchant_pattern": None}), 422, "invalid_request")


def test_a_merchant_and_an_amount_rule_count_how_often_they_were_overruled(client: TestClient) -> None:
    account = open_account(client)
    merchant = {"merchant_pattern": "harbor cafe", "match": "word", "category_short_desc": "coffee", "confidence": 9}
    amount = {"description_pattern": "lesson", "amount_minor": 1800, "category_short_desc": "coffee"}
    assert client.post("/api/merchant-mappings", json=merchant).status_code == 201
    assert client.post("/api/amount-rules", json=amount).status_code == 201
    imported(
        client,
        statement("2026-03-09,HARBOR CAFE 4,-4.00", "2026-03-10,HARBOR CAFE 5,-5.00", "2026-03-11,LESSON,-18.00"),
        account_id=account,
    )
    for row in rows(client)[:2]:
        client.post(f"/api/transactions/{row['id']}/review", json={"category_short_desc": "rent"})
    of_cafe = next(m for m in client.get("/api/merchant-mappings").json() if m["merchant_pattern"] == "harbor cafe")
    of_lesson = next(r for r in client.get("/api/amount-rules").json() if r["description_pattern"] == "lesson")
    assert (of_cafe["overruled"], of_lesson["overruled"]) == (1, 1)
