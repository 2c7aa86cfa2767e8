"""Categories over HTTP: listed, made, moved, merged, removed, and all of it taken back."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, spend, undo

MARCH = {"month": "2026-03"}


def by_key(client: TestClient) -> dict[str, dict[str, Any]]:
    return {category["short_desc"]: category for category in client.get("/api/categories").json()}


def test_a_new_person_has_the_starter_categories(client: TestClient) -> None:
    found = by_key(client)
    assert found["groceries"]["parent_short_desc"] == "food"
    assert found["groceries"]["color"] == found["food"]["color"] == "#FF6B6B"
    assert found["groceries"]["transaction_count"] == 0
    assert (found["credit_card_payment"]["kind"], found["atm"]["kind"]) == ("transfer", "expense")
    assert found["payroll"]["is_income"] is found["income"]["is_income"] is True


def test_main_categories_come_alone_or_with_their_own(client: TestClient) -> None:
    mains = client.get("/api/categories", params={"parent_only": True}).json()
    tree = client.get("/api/categories/tree").json()
    assert [main["short_desc"] for main in mains] == [branch["short_desc"] for branch in tree]
    assert len(tree) == 18
    assert [child["short_desc"] for child in tree[0]["children"]][:2] == ["groceries", "fast_food"]


def test_a_new_category_gets_its_key_kind_and_place(client: TestClient) -> None:
    answer = client.post("/api/categories", json={"display_name": "Kid's Café", "parent_short_desc": "income"})
    assert answer.status_code == 201
    made = answer.json()
    assert (made["short_desc"], made["kind"], made["is_income"]) == ("kids_cafe", "income", True)
    assert [child["short_desc"] for child in client.get("/api/categories/tree").json()[16]["children"]][
        -1
    ] == "kids_cafe"
    undo(client, made["change_id"])
    assert "kids_cafe" not in by_key(client)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "invalid_request"),
        ({"display_name": ""}, 422, "invalid_request"),
        ({"display_name": "   "}, 422, "invalid_request"),
        ({"display_name": None}, 422, "invalid_request"),
        ({"display_name": 5}, 422, "invalid_request"),
        ({"display_name": "a\nb"}, 422, "invalid_request"),
        ({"display_name": "a\0b"}, 422, "invalid_request"),
        ({"display_name": "x" * 10_000_000}, 422, "invalid_request"),
        ({"display_name": "A", "short_desc": "a/b"}, 422, "invalid_request"),
        ({"display_name": "A", "short_desc": "Ä"}, 422, "invalid_request"),
        ({"display_name": "A", "short_desc": ""}, 422, "invalid_request"),
        ({"display_name": "A", "short_desc": "food\n"}, 422, "invalid_request"),
        ({"display_name": "A", "color": "red"}, 422, "invalid_request"),
        ({"display_name": "A", "kind": "asset"}, 422, "invalid_request"),
        ({"display_name": "A", "nonsense": 1}, 422, "invalid_request"),
        ({"display_name": "A", "kind": "expense", "is_income": True}, 422, "kind_contradiction"),
        ({"display_name": "A", "short_desc": "food"}, 409, "category_key_taken"),
        ({"display_name": "food"}, 409, "category_name_taken"),
        ({"display_name": "A", "parent_short_desc": "nowhere"}, 404, "no_such_category"),
        ({"display_name": "A", "parent_short_desc": "groceries"}, 409, "third_level"),
    ],
)
def test_what_cannot_be_a_category_is_refused(client: TestClient, body: dict[str, Any], status: int, code: str) -> None:
    before = len(by_key(client))
    refused(client.post("/api/categories", json=body), status, code)
    assert len(by_key(client)) == before


def test_a_category_is_changed_and_the_change_taken_back(client: TestClient) -> None:
    changes = {"display_name": "Provisions", "color": "#000000", "is_recurring": True, "kind": "transfer"}
    changed = client.patch("/api/categories/groceries", json=changes).json()
    assert {name: changed[name] for name in changes} == changes
    undo(client, changed["change_id"])
    assert by_key(client)["groceries"]["display_name"] == "Groceries"


def test_clearing_the_colour_shows_the_main_categorys(client: TestClient) -> None:
    client.patch("/api/categories/groceries", json={"color": "#000000"})
    assert client.patch("/api/categories/groceries", json={"color": None}).json()["color"] == "#FF6B6B"


def test_nothing_to_change_is_no_change(client: TestClient) -> None:
    assert client.patch("/api/categories/groceries", json={}).json()["change_id"] is None


def test_archiving_a_main_category_archives_its_own(client: TestClient) -> None:
    client.patch("/api/categories/food", json={"is_archived": True})
    assert by_key(client)["fast_food"]["is_archived"]
    client.patch("/api/categories/fast_food", json={"is_archived": False})
    found = by_key(client)
    assert (found["food"]["is_archived"], found["fast_food"]["is_archived"], found["bar"]["is_archived"]) == (
        False,
        False,
        True,
    )


def test_a_subcategory_moves(client: TestClient) -> None:
    moved = client.patch("/api/categories/fast_food/move", json={"new_parent_short_desc": "travel"}).json()
    assert (moved["from"], moved["to"], moved["category"]["parent_short_desc"]) == ("food", "travel", "travel")
    undo(client, moved["change_id"])
    assert by_key(client)["fast_food"]["parent_short_desc"] == "food"


def test_a_subcategory_becomes_a_main_category(client: TestClient) -> None:
    client.patch("/api/categories/fast_food/move", json={"new_parent_short_desc": None})
    assert by_key(client)["fast_food"]["parent_id"] is None


@pytest.mark.parametrize(
    ("key", "to", "status", "code"),
    [
        ("fast_food", "food", 409, "nothing_to_move"),
        ("fast_food", "groceries", 409, "third_level"),
        ("food", "travel", 409, "third_level"),
        ("food", "food", 409, "into_itself"),
        ("fast_food", "nowhere", 404, "no_such_category"),
        ("nowhere", "food", 404, "no_such_category"),
    ],
)
def test_moves_that_cannot_be(client: TestClient, key: str, to: str, status: int, code: str) -> None:
    refused(client.patch(f"/api/categories/{key}/move", json={"new_parent_short_desc": to}), status, code)


def test_a_merge_takes_everything_along_and_can_be_taken_back(client: TestClient) -> None:
    account_id = open_account(client)
    spend(client, account_id, 500, "fast_food")
    for key, amount in (("fast_food", 2000), ("coffee", 3000)):
        client.post("/api/budgets", json={"category_short_desc": key, **MARCH, "amount_minor": amount})
    expected = {"transactions": 1, "parts": 0, "predictions": 0, "mappings": 10, "rules": 0, "budgets": 1}
    target = {"target_short_desc": "coffee"}
    assert client.get("/api/categories/fast_food/merge-preview", params=target).json() == expected

    merged = client.post("/api/categories/fast_food/merge", json=target).json()

    assert {name: merged[name] for name in expected} == expected
    assert "fast_food" not in by_key(client)
    assert by_key(client)["coffee"]["transaction_count"] == 1
    [budget] = client.get("/api/budgets", params=MARCH).json()
    assert (budget["budgeted_minor"], budget["spent_minor"]) == (5000, 500)

    undo(client, merged["change_id"])

    assert by_key(client)["fast_food"]["transaction_count"] == 1
    assert {b["category_short_desc"]: b["budgeted_minor"] for b in client.get("/api/budgets", params=MARCH).json()} == {
        "fast_food": 2000,
        "coffee": 3000,
    }
    assert client.get("/api/categories/fast_food/merge-preview", params=target).json() == expected


def test_parts_of_rows_go_along_and_hold_their_category(client: TestClient) -> None:
    account_id = open_account(client)
    qif = "!Type:Bank\nD1/25'24\nT-12.00\nPMARKET\nSFast Food\n$-7.00\nScoffee\n$-5.00\n^\n"
    imported = client.post(
        "/api/import/csv", params={"account_id": account_id}, files={"file": ("market.qif", qif.encode())}
    )
    assert imported.json()["imported"] == 1

    def parts() -> list[str]:
        [row] = client.get("/api/transactions").json()["items"]
        return [
            part["category_short_desc"] for part in client.get(f"/api/transactions/{row['id']}/why").json()["splits"]
        ]

    assert parts() == ["fast_food", "coffee"]
    refused(client.delete("/api/categories/fast_food"), 409, "category_in_use")
    merged = client.post("/api/categories/fast_food/merge", json={"target_short_desc": "bar"}).json()
    assert merged["parts"] == 1
    assert parts() == ["bar", "coffee"]
    undo(client, merged["change_id"])
    assert parts() == ["fast_food", "coffee"]


def test_a_subcategory_merged_into_its_main_category_does_not_raise_that_budget(client: TestClient) -> None:
    for key, amount in (("fast_food", 2000), ("food", 9000)):
        client.post("/api/budgets", json={"category_short_desc": key, **MARCH, "amount_minor": amount})
    client.post("/api/categories/fast_food/merge", json={"target_short_desc": "food"})
    assert [budget["budgeted_minor"] for budget in client.get("/api/budgets", params=MARCH).json()] == [9000]


@pytest.mark.parametrize(
    ("key", "to", "status", "code"),
    [
        ("fast_food", "fast_food", 409, "into_itself"),
        ("food", "travel", 409, "has_children"),
        ("fast_food", "nowhere", 404, "no_such_category"),
        ("nowhere", "fast_food", 404, "no_such_category"),
        ("fast_food", "a/b", 422, "invalid_request"),
    ],
)
def test_merges_that_cannot_be(client: TestClient, key: str, to: str, status: int, code: str) -> None:
    refused(client.post(f"/api/categories/{key}/merge", json={"target_short_desc": to}), status, code)
    preview = client.get(f"/api/categories/{key}/merge-preview", params={"target_short_desc": to})
    refused(preview, status, code)


def test_a_category_in_use_is_not_removed_and_says_what_uses_it(client: TestClient) -> None:
    spend(client, open_account(client), 500, "fast_food")
    problem = refused(client.delete("/api/categories/fast_food"), 409, "category_in_use")
    assert (problem["transactions"], problem["mappings"], problem["children"]) == (1, 10, 0)
    assert "1 transaction, 10 mappings" in problem["detail"]
    problem = refused(client.delete("/api/categories/food"), 409, "category_in_use")
    assert problem["children"] == 6


def test_a_category_with_a_budget_is_not_removed(client: TestClient) -> None:
    client.post("/api/budgets", json={"category_short_desc": "pet", **MARCH, "amount_minor": 1})
    assert refused(client.delete("/api/categories/pet"), 409, "category_in_use")["budgets"] == 1


def test_an_unused_category_is_removed(client: TestClient) -> None:
    assert client.delete("/api/categories/pet").status_code == 204
    refused(client.delete("/api/categories/pet"), 404, "no_such_category")


@pytest.mark.parametrize("key", ["%00", "..%2Fx", "x" * 101, "Food", "%F0%9F%8D%95"])
def test_keys_that_are_no_keys_are_not_found(client: TestClient, key: str) -> None:
    assert client.patch(f"/api/categories/{key}", json={}).status_code in (404, 405, 422)


def test_categories_that_are_somebodys_own_are_offered_and_added_with_what_the_app_knows_of_them(
    client: TestClient,
) -> None:
    offers = {each["short_desc"]: each["parent_name"] for each in client.get("/api/categories/offered").json()}
    assert (offers["boba"], offers["walmart_target"]) == ("Food", "Personal Spending")
    assert "boba" not in by_key(client)
    done = client.post("/api/categories/offered", json={"short_descs": ["boba", "groceries", "nowhere"]}).json()
    assert (done["added"], by_key(client)["boba"]["parent_short_desc"]) == (1, "food")
    assert "boba" not in {each["short_desc"] for each in client.get("/api/categories/offered").json()}
    patterns = {m["merchant_pattern"]: m for m in client.get("/api/merchant-mappings").json()}
    assert (patterns["gong cha"]["category_short_desc"], patterns["gong cha"]["is_seeded"]) == ("boba", True)
    undo(client, done["change_id"])
    assert "boba" not in by_key(client)
    assert "gong cha" not in {m["merchant_pattern"] for m in client.get("/api/merchant-mappings").json()}


def test_what_a_person_made_under_the_same_name_is_not_offered(client: TestClient) -> None:
    client.post("/api/categories", json={"display_name": "BOBA", "short_desc": "tea", "parent_short_desc": "food"})
    assert "boba" not in {each["short_desc"] for each in client.get("/api/categories/offered").json()}


@pytest.mark.parametrize(("answer", "budgeted"), [("add", 9000 + 3000), ("drop", 9000)])
def test_merging_into_a_category_without_rollover_asks_about_the_carried_amount(
    client: TestClient, answer: str, budgeted: int
) -> None:
    spend(client, open_account(client), 2000, "pet", on="2026-02-10")
    for key, month, amount, rollover in (
        ("pet", "2026-02", 5000, True),
        ("pet", "2026-03", 4000, True),
        ("groceries", "2026-03", 5000, False),
    ):
        body = {"category_short_desc": key, "month": month, "amount_minor": amount, "rollover": rollover}
        client.post("/api/budgets", json=body)
    problem = refused(
        client.post("/api/categories/pet/merge", json={"target_short_desc": "groceries"}), 409, "carried_amount_open"
    )
    assert (problem["carried_minor"], problem["currency"], problem["month"]) == (3000, "USD", "2026-03")
    merged = client.post("/api/categories/pet/merge", json={"target_short_desc": "groceries", "carried": answer})
    assert merged.status_code == 200
    [budget] = client.get("/api/budgets", params=MARCH).json()
    assert (budget["category_short_desc"], budget["budgeted_minor"]) == ("groceries", budgeted)
    undo(client, merged.json()["change_id"])
    assert {b["category_short_desc"]: b["budgeted_minor"] for b in client.get("/api/budgets", params=MARCH).json()} == {
        "pet": 4000,
        "groceries": 5000,
    }
