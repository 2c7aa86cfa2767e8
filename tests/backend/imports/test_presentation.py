"""The lines of a finished import, page by page."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account
from tests.makers import imported, statement

ROWS = [f"2024-01-{n + 1:02},SHOP {n},{'?' if n % 4 == 0 else f'-{n}.50'}" for n in range(20)]


def pages(client: TestClient, import_id: int, **wanted: Any) -> list[dict[str, Any]]:
    """All lines, and that each page says how many there are."""
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = client.get(f"/api/import/{import_id}/rows", params={**wanted, **cursor}).json()
        found += page["items"]
        if page["next_cursor"] is None:
            assert len(found) == page["total"]
            return found
        cursor = {"cursor": page["next_cursor"]}


@pytest.mark.parametrize("limit", [1, 3, 4, 7, 500])
def test_pages_give_the_lines_of_the_file_in_their_order(client: TestClient, limit: int) -> None:
    done = imported(client, statement(*ROWS), account_id=open_account(client))
    found = pages(client, done["import_id"], limit=limit)
    assert [row["line_no"] for row in found] == list(range(2, 22))
    assert [row["fate"] for row in found] == ["unreadable", "new", "new", "new"] * 5


@pytest.mark.parametrize(("fate", "count"), [("new", 15), ("unreadable", 5), ("repeated", 0), ("left_out", 0)])
def test_pages_give_the_lines_of_one_fate(client: TestClient, fate: str, count: int) -> None:
    done = imported(client, statement(*ROWS), account_id=open_account(client))
    assert [row["fate"] for row in pages(client, done["import_id"], fate=fate, limit=2)] == [fate] * count


def test_lines_that_came_another_way_are_told_as_known(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement(*ROWS), account_id=account)
    typed = {"account_id": account, "on": "2024-02-01", "amount_minor": 1250, "description": "COFFEE BAR"}
    assert client.post("/api/transactions", json=typed).status_code == 201
    done = imported(client, statement("2024-02-01,COFFEE BAR,-12.50", "2024-02-02,TEA,-3.00"), account_id=account)
    shown = [(row["fate"], row["description"]) for row in pages(client, done["import_id"], limit=1)]
    assert shown == [("repeated", "COFFEE BAR"), ("new", "TEA")]
    assert [row["line_no"] for row in pages(client, done["import_id"], fate="repeated")] == [2]


def test_lines_that_were_known_are_shown_with_what_they_met(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement("2024-02-01,TEA,-3.00", "2024-02-02,CAKE,-4.00"), account_id=account)
    later = statement("2024-02-01,TEA,-3.00", "2024-02-02,CAKE,-4.00", "2024-02-03,PIE,-5.00")
    done = imported(client, later, account_id=account)
    known = pages(client, done["import_id"], fate="repeated", limit=1)
    assert [(row["line_no"], row["description"], row["fate"]) for row in known] == [
        (2, "TEA", "repeated"),
        (3, "CAKE", "repeated"),
    ]
    assert all(row["reason"] for row in known)
    assert [row["description"] for row in pages(client, done["import_id"])] == ["PIE"]


def test_a_line_that_an_undone_import_had_too_counts_as_added_by_this_one(client: TestClient) -> None:
    account = open_account(client)
    first = imported(client, statement("2024-02-01,TEA,-3.00"), account_id=account)
    done = imported(client, statement("2024-02-01,TEA,-3.00", "2024-02-03,PIE,-5.00"), account_id=account)
    assert client.post(f"/api/import/{first['import_id']}/undo").status_code == 200
    assert [(row["line_no"], row["description"], row["fate"]) for row in pages(client, done["import_id"])] == [
        (2, "TEA", "new"),
        (3, "PIE", "new"),
    ]
    assert pages(client, done["import_id"], fate="repeated") == []
    history = next(each for each in client.get("/api/import").json() if each["id"] == done["import_id"])
    assert (history["added"], history["repeated"], history["out_minor"]) == (2, 0, 800)


def test_after_an_undo_the_lines_are_those_of_a_preview_again(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement("2024-02-01,TEA,-3.00"), account_id=account)
    done = imported(client, statement("2024-02-01,TEA,-3.00", "2024-02-03,PIE,-5.00"), account_id=account)
    assert len(pages(client, done["import_id"], fate="repeated")) == 1
    assert client.post(f"/api/import/{done['import_id']}/undo").status_code == 200
    assert [row["fate"] for row in pages(client, done["import_id"])] == ["repeated", "new"]


def test_known_lines_of_an_account_that_is_gone_are_compared_with_no_other_one(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement("2024-02-01,TEA,-3.00"), account_id=account)
    done = imported(client, statement("2024-02-01,TEA,-3.00", "2024-02-03,PIE,-5.00"), account_id=account)
    assert client.delete(f"/api/accounts/{account}").status_code == 200
    answer = client.get(f"/api/import/{done['import_id']}/rows", params={"fate": "repeated"})
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_account")
