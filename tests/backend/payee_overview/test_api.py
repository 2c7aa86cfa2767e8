"""Payees over HTTP: renamed, merged and split, their name shown everywhere, their lessons shared."""

from typing import Any

from starlette.testclient import TestClient

from tests.backend.journeys import is_sound, open_account, refused, rows, spend, undo
from tests.makers import imported, statement


def payee(client: TestClient, key: str) -> dict[str, Any]:
    answer = client.get(f"/api/payees/{key}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def merge(client: TestClient, *keys: str, into: str, name: str | None = None) -> int:
    body = {"merchant_keys": list(keys), "into": into, **({"name": name} if name else {})}
    answer = client.post("/api/payees/merge", json=body)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["change_id"])


def names(client: TestClient) -> list[str]:
    return [each["name"] for each in client.get("/api/payees?sort=name").json()["items"]]


def two_spellings(client: TestClient) -> int:
    account = open_account(client)
    spend(client, account, 1200, "groceries", on="2026-03-02", description="CORNER SHOP 0042")
    spend(client, account, 800, "groceries", on="2026-04-02", description="CRNR SHP ONLINE")
    return account


def test_every_merchant_is_a_payee_until_somebody_merges_them(client: TestClient) -> None:
    two_spellings(client)
    assert names(client) == ["Corner Shop", "Crnr Shp Online"]
    change = merge(client, "crnr shp online", into="corner shop")
    assert names(client) == ["Corner Shop"]
    found = payee(client, "crnr shp online")
    assert (found["merchant_key"], found["transaction_count"]) == ("corner shop", 2)
    assert {each["merchant_key"] for each in found["spellings"]} == {"corner shop", "crnr shp online"}
    assert [(year["period"], year["out_minor"]) for year in found["years"]] == [("2026", 2000)]
    assert [(month["period"], month["out_minor"]) for month in found["months"]] == [("2026-03", 1200), ("2026-04", 800)]
    undo(client, change)
    assert names(client) == ["Corner Shop", "Crnr Shp Online"]
    assert is_sound(client)


def test_the_name_of_a_payee_stands_wherever_the_merchant_is_named(client: TestClient) -> None:
    two_spellings(client)
    merge(client, "crnr shp online", into="corner shop", name="Mrs Alder's shop")
    assert {row["merchant_name"] for row in rows(client)} == {"Mrs Alder's shop"}
    spent = client.get(
        "/api/transactions/spending-by-merchant?start_date=2026-03-01&end_date=2026-04-30&category_id="
        + str(rows(client)[0]["category_id"])
    ).json()
    assert [(each["merchant"], each["total_minor"], each["count"]) for each in spent] == [("Mrs Alder's shop", 2000, 2)]
    for search in ("payee:alder", "alder", "payee:corner", '"mrs alder"'):
        assert client.get("/api/transactions", params={"search": search}).json()["total"] >= 1, search
    assert client.get("/api/transactions", params={"search": "payee:alder"}).json()["total"] == 2
    assert client.get("/api/transactions", params={"search": "-payee:alder"}).json()["total"] == 0
    assert client.get("/api/transactions", params={"search": "-alder"}).json()["total"] == 0
    assert client.get("/api/transactions", params={"merchant_key": "corner shop"}).json()["total"] == 2
    assert "Mrs Alder's shop" in client.get("/api/transactions/export").text


def test_a_payee_is_renamed_and_the_name_of_another_one_is_refused(client: TestClient) -> None:
    two_spellings(client)
    answer = client.patch("/api/payees/corner shop", json={"name": "The shop"})
    assert answer.json()["payee"]["name"] == "The shop"
    refused(client.patch("/api/payees/crnr shp online", json={"name": "the SHOP"}), 409, "payee_name_taken")
    refused(client.patch("/api/payees/nobody", json={"name": "Nobody"}), 404, "no_such_payee")
    undo(client, answer.json()["change_id"])
    assert names(client) == ["Corner Shop", "Crnr Shp Online"]


def test_one_spelling_is_split_off_again_and_undo_merges_it_back(client: TestClient) -> None:
    two_spellings(client)
    merge(client, "crnr shp online", into="corner shop", name="The shop")
    answer = client.post("/api/payees/split", json={"merchant_key": "crnr shp online"})
    assert answer.status_code == 200, answer.text
    assert names(client) == ["Crnr Shp Online", "The shop"]
    refused(client.post("/api/payees/split", json={"merchant_key": "crnr shp online"}), 409, "not_merged")
    undo(client, answer.json()["change_id"])
    assert names(client) == ["The shop"]


def test_two_named_payees_are_merged_and_undo_brings_both_names_back(client: TestClient) -> None:
    two_spellings(client)
    client.patch("/api/payees/corner shop", json={"name": "First"})
    client.patch("/api/payees/crnr shp online", json={"name": "Second"})
    change = merge(client, "crnr shp online", into="corner shop")
    assert names(client) == ["First"]
    undo(client, change)
    assert names(client) == ["First", "Second"]


def test_what_was_learned_of_one_spelling_counts_for_all(client: TestClient) -> None:
    account = open_account(client)
    for day in (1, 2, 3):
        spend(client, account, 1000 + day, "groceries", on=f"2026-03-0{day}", description="CORNER SHOP 0042")
    client.patch("/api/transactions/" + str(rows(client)[0]["id"]), json={"category_short_desc": "coffee"})
    imported(client, statement("2026-04-01,CRNR SHP ONLINE,-7.00"), account_id=account)
    before = rows(client)[0]
    change = merge(client, "crnr shp online", into="corner shop")
    after = rows(client)[0]
    assert (before["predicted_category_short_desc"], after["predicted_category_short_desc"]) == (None, "coffee")
    # A decision about the second spelling counts up the mapping of the first.
    client.post(f"/api/transactions/{after['id']}/review", json={"category_short_desc": "coffee"})
    patterns = {each["merchant_pattern"]: each["confidence"] for each in client.get("/api/merchant-mappings").json()}
    assert "crnr shp online" not in patterns
    assert patterns["corner shop"] == payee(client, "corner shop")["category"]["confirmed_count"] >= 2
    undo(client, change)
    assert is_sound(client)


def test_the_category_of_a_payee_is_set_for_all_its_spellings(client: TestClient) -> None:
    account = two_spellings(client)
    merge(client, "crnr shp online", into="corner shop")
    answer = client.put("/api/payees/corner shop/category", json={"category_short_desc": "coffee"})
    assert answer.status_code == 200, answer.text
    imported(client, statement("2026-05-01,CRNR SHP ONLINE,-7.00"), account_id=account)
    newest = rows(client)[0]
    assert (newest["category_short_desc"], newest["status"]) == ("coffee", "auto_confirmed")
    undo(client, answer.json()["change_id"])
    assert payee(client, "corner shop")["category"] is None


def test_the_rhythm_of_a_payee_is_found_over_all_its_spellings(client: TestClient) -> None:
    account = open_account(client)
    for month in range(1, 7):
        text = "STREAMLY 4471" if month % 2 else "STRMLY INTL"
        spend(client, account, 999, "subscriptions", on=f"2026-{month:02}-07", description=text)
    merge(client, "strmly intl", into="streamly")
    [rhythm] = payee(client, "streamly")["rhythms"]
    assert (rhythm["unit"], rhythm["interval"], rhythm["amount_minor"]) == ("month", 1, 999)
    assert (rhythm["last_on"], rhythm["next_on"]) == ("2026-06-07", "2026-07-07")
