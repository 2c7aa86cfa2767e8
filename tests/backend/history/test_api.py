"""The history: steps in words, what an undo would leave, and going back to an earlier moment, also after a restart."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.infra import clock
from backend.infra.config import Config
from backend.main import create_app
from backend.sync.models import SyncLog
from tests.backend.journeys import is_sound, open_account, rows, spend
from tests.makers import imported, statement


def history(client: TestClient, **params: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = client.get("/api/history", params=params).json()
    return listed


@pytest.fixture
def account_id(client: TestClient) -> int:
    return open_account(client)


def test_changes_and_imports_stand_in_one_list(client: TestClient, account_id: int) -> None:
    imported(client, statement("2026-03-09,BLUE MILL 77,-12.00"), account_id=account_id)
    [row] = rows(client)
    client.patch(f"/api/transactions/{row['id']}", json={"notes": "tiles"})
    newest = history(client)[:2]
    assert [(each["kind"], each["summary"], each["touched"]) for each in newest] == [
        ("change", "Edited 1 transaction", 1),
        ("import", "statement.csv", 1),
    ]
    assert [each["summary"] for each in history(client, search="edited")] == ["Edited 1 transaction"]


def test_a_change_lists_what_its_undo_would_leave_and_why(client: TestClient, account_id: int) -> None:
    first, second = spend(client, account_id, 500), spend(client, account_id, 700)
    body = {"ids": [first, second], "actions": {"category_short_desc": "rent"}}
    change_id = client.post("/api/rules/bulk", json=body).json()["change_id"]
    client.patch(f"/api/transactions/{second}", json={"category_short_desc": "pet"})
    detail = client.get(f"/api/history/changes/{change_id}").json()
    assert (detail["touched"], detail["goes"], detail["stays"]) == (2, 1, 1)
    stays, goes = detail["rows"]
    assert (stays["id"], stays["stays"], stays["because"]) == (second, True, "Edited 1 transaction")
    assert {"name": "Category", "before": None, "after": "Rent"} in goes["fields"]
    undone = client.post(f"/api/changes/{change_id}/undo").json()
    assert undone["kept"] == 1
    assert client.get(f"/api/history/changes/{change_id}").json()["undone_at"] is not None


def test_going_back_to_before_an_import_undoes_it_and_nothing_before_it(client: TestClient, account_id: int) -> None:
    spend(client, account_id, 500, description="EARLIER")
    before = rows(client)
    imported(client, statement("2026-03-09,BLUE MILL 77,-12.00", "2026-03-10,BOOK SHOP,-3.00"), account_id=account_id)
    imported(client, statement("2026-03-11,HARBOR CAFE,-4.00"), account_id=account_id)
    first = min((each for each in history(client) if each["kind"] == "import"), key=lambda each: each["id"])
    steps = client.get("/api/history/since", params={"kind": "import", "id": first["id"]}).json()
    assert [step["kind"] for step in steps] == ["import", "import"]
    went = client.post("/api/history/go-back", json={"kind": "import", "id": first["id"]}).json()
    assert (went["undone"], went["skipped"]) == (2, [])
    assert rows(client) == before
    assert is_sound(client)


def test_going_back_to_before_a_change_keeps_those_of_the_same_second_before_it(
    client: TestClient, account_id: int
) -> None:
    row = spend(client, account_id, 500)
    for note in ("first", "second", "third"):
        client.patch(f"/api/transactions/{row}", json={"notes": note})
    second = sorted(each["id"] for each in history(client) if each["kind"] == "change")[-2]
    went = client.post("/api/history/go-back", json={"kind": "change", "id": second}).json()
    assert went == {"undone": 2, "kept": 0, "skipped": []}
    assert rows(client)[0]["notes"] == "first"


def test_a_tag_of_a_transaction_names_the_transaction(client: TestClient, account_id: int) -> None:
    row = spend(client, account_id, 500, description="KETTLE ROW")
    change = client.patch(f"/api/transactions/{row}", json={"tags": ["garden"]}).json()["change_id"]
    titles = {each["title"] for each in client.get(f"/api/history/changes/{change}").json()["rows"]}
    assert "Tag of Kettle Row" in titles


def test_what_was_done_before_a_restart_can_still_be_undone(tmp_path: Path) -> None:
    with TestClient(create_app(Config(home=tmp_path)), base_url="http://127.0.0.1") as client:
        account_id = open_account(client)
        for number in range(3):
            spend(client, account_id, 500 + number, description="KETTLE ROW")
        before = rows(client)
        body = {"name": "Kettle", "search": "kettle", "category_short_desc": "rent", "apply_to_past": True}
        assert client.post("/api/rules", json=body).json()["changed"] == 3
    with TestClient(create_app(Config(home=tmp_path)), base_url="http://127.0.0.1") as client:
        newest = history(client)[0]
        assert (newest["summary"], newest["touched"]) == ("Added the rule “Kettle” and changed 3 transactions", 4)
        assert client.post(f"/api/changes/{newest['id']}/undo").status_code == 200
        assert rows(client) == before


def test_a_sync_that_changed_transactions_is_a_step_and_its_change_is_not_listed_twice(
    client: TestClient, account_id: int
) -> None:
    row = spend(client, account_id, 500)
    change = client.patch(f"/api/transactions/{row}", json={"notes": "settled"}).json()["change_id"]
    counts = ((2, 1, change), (0, 0, None))
    budget: Any = client.app.state.budget  # type: ignore[attr-defined]
    with budget.write() as db:
        for added, modified, change_id in counts:
            db.add(
                SyncLog(
                    user_id=1, connection_name="Harbor Bank", trigger="manual", status="success", added=added,
                    modified=modified, change_id=change_id, started_at=clock.now(),
                )
            )  # fmt: skip
    listed = [each for each in history(client) if each["kind"] == "sync"]
    assert [(each["summary"], each["detail"], each["touched"]) for each in listed] == [
        ("Synced Harbor Bank", "2 added, 1 modified", 3)
    ]
    assert change not in [each["id"] for each in history(client) if each["kind"] == "change"]
