"""Groups of accounts: named, ordered, and which accounts count in totals."""

from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, undo


def names(client: TestClient) -> list[str]:
    return [group["name"] for group in client.get("/api/account-groups").json()]


def group_of(client: TestClient, account: int) -> int | None:
    found: int | None = client.get(f"/api/accounts/{account}").json()["group_id"]
    return found


def test_a_group_is_made_ordered_renamed_and_deleted_and_each_step_can_be_undone(client: TestClient) -> None:
    account = open_account(client)
    daily = client.post("/api/account-groups", json={"name": "Daily", "account_ids": [account]}).json()
    house = client.post("/api/account-groups", json={"name": "House"}).json()
    assert group_of(client, account) == daily["id"]
    ordered = client.put("/api/account-groups/order", json={"ids": [house["id"], daily["id"]]}).json()
    assert names(client) == ["House", "Daily"]
    undo(client, ordered["change_id"])
    assert names(client) == ["Daily", "House"]

    renamed = client.patch(f"/api/account-groups/{daily['id']}", json={"name": "Everyday"}).json()
    assert names(client) == ["Everyday", "House"]
    undo(client, renamed["change_id"])

    deleted = client.delete(f"/api/account-groups/{daily['id']}").json()
    assert (names(client), group_of(client, account)) == (["House"], None)
    undo(client, deleted["change_id"])
    assert (names(client), group_of(client, account)) == (["Daily", "House"], daily["id"])


def test_an_account_moves_to_another_group_and_back(client: TestClient) -> None:
    account = open_account(client)
    group = client.post("/api/account-groups", json={"name": "Daily"}).json()
    moved = client.patch(f"/api/accounts/{account}", json={"group_id": group["id"]}).json()
    assert moved["group_id"] == group["id"]
    undo(client, moved["change_id"])
    assert group_of(client, account) is None
    refused(client.patch(f"/api/accounts/{account}", json={"group_id": 999}), 404, "no_such_group")


def test_two_groups_of_one_name_and_groups_that_are_not_there_are_refused(client: TestClient) -> None:
    client.post("/api/account-groups", json={"name": "Daily"})
    refused(client.post("/api/account-groups", json={"name": "daily"}), 409, "group_name_taken")
    refused(client.put("/api/account-groups/order", json={"ids": [999]}), 404, "no_such_group")
    refused(client.delete("/api/account-groups/999"), 404, "no_such_group")


def test_an_account_that_does_not_count_leaves_the_totals_and_is_named(client: TestClient) -> None:
    open_account(client, balance_current_minor=10_000)
    other = open_account(client, "Shared", balance_current_minor=5_000)
    changed = client.patch(f"/api/accounts/{other}", json={"is_in_totals": False}).json()
    overview = client.get("/api/accounts/overview").json()
    assert (overview["totals"][0]["value_minor"], overview["left_out"]) == (10_000, ["Shared"])
    undo(client, changed["change_id"])
    assert client.get("/api/accounts/overview").json()["totals"][0]["value_minor"] == 15_000
