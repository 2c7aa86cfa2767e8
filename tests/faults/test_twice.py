"""The same thing done twice, at once, or stopped half way: nothing is doubled and nothing is lost."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, spend
from tests.makers import counted, every_count, imported, long_statement, preview, statement


@pytest.fixture
def account(client: TestClient) -> int:
    return open_account(client)


def all_rows(client: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/transactions", params={"limit": 500, "sort": "on"}).json()["items"]
    return found


def texts(client: TestClient) -> list[str]:
    return [row["description"] for row in all_rows(client)]


def at_once(work: Callable[[int], Any], times: int) -> list[Any]:
    """Do the same thing from several threads that begin together."""
    begin = threading.Barrier(times)

    def one(number: int) -> Any:
        begin.wait()
        return work(number)

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(one, range(times)))


def test_a_file_that_comes_again_adds_nothing(client: TestClient, account: int) -> None:
    again = statement("2024-01-15,TWO COFFEES,-2.50", "2024-01-15,TWO COFFEES,-2.50", "2024-01-16,TEA,-3.00")
    assert imported(client, again, account_id=account)["added"] == 3
    before = all_rows(client)
    done = imported(client, again, account_id=account)
    assert (done["added"], done["repeated"]) == (0, 3)
    assert all_rows(client) == before


def test_a_longer_file_adds_only_what_is_new(client: TestClient, account: int) -> None:
    rows = [f"2024-03-{day:02},SHOP {day},-{day}.00" for day in range(1, 11)]
    imported(client, statement(*rows[:7]), account_id=account)
    done = imported(client, statement(*rows), account_id=account)
    assert (done["added"], done["repeated"]) == (3, 7)
    assert len(all_rows(client)) == 10


def test_a_preview_is_imported_once_however_often_it_is_asked(client: TestClient, account: int) -> None:
    waiting = preview(client, long_statement(500), account_id=account).json()["id"]
    answers = at_once(lambda _: client.post(f"/api/import/{waiting}/commit", json={"account_id": account}), 6)
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"not_a_preview"}
    refused(client.post(f"/api/import/{waiting}/commit", json={"account_id": account}), 409, "not_a_preview")
    assert len(all_rows(client)) == 500


def test_two_previews_of_one_file_imported_at_once_add_its_rows_once(client: TestClient, account: int) -> None:
    content = long_statement(500)
    ids = [preview(client, content, account_id=account).json()["id"] for _ in range(4)]
    answers = at_once(lambda n: client.post(f"/api/import/{ids[n]}/commit", json={"account_id": account}), 4)
    assert [answer.status_code for answer in answers] == [200] * 4
    assert sorted(answer.json()["added"] for answer in answers) == [0, 0, 0, 500]
    assert client.get("/api/transactions").json()["total"] == 500


def test_one_step_imports_at_once_make_one_set_of_rows(client: TestClient, home: Path, account: int) -> None:
    answers = at_once(
        lambda _: client.post(
            "/api/import/csv", files={"file": ("a.csv", long_statement(300))}, params={"account_id": account}
        ),
        4,
    )
    assert sorted(answer.json()["imported"] for answer in answers) == [0, 0, 0, 300]
    assert counted(home) == (300, 300)


def test_a_preview_read_again_while_it_is_imported_stays_imported(client: TestClient, account: int) -> None:
    for _ in range(3):
        waiting = preview(client, long_statement(400), account_id=account).json()["id"]

        def work(number: int, waiting: int = waiting) -> Any:
            if number == 0:
                return client.post(f"/api/import/{waiting}/commit", json={"account_id": account})
            return client.post(f"/api/import/{waiting}/preview", json={"account_id": account})

        done, *others = at_once(work, 4)
        assert done.status_code == 200
        assert {answer.status_code for answer in others} <= {200, 409}
        refused(client.post(f"/api/import/{waiting}/commit", json={"account_id": account}), 409, "not_a_preview")
        assert client.post(f"/api/import/{waiting}/undo").json()["status"] == "undone"
        assert all_rows(client) == []


def test_a_cancelled_import_leaves_nothing_and_can_be_done_later(client: TestClient, home: Path, account: int) -> None:
    spend(client, account, 500)
    waiting = preview(client, long_statement(10_000), account_id=account).json()["id"]
    before = every_count(home)
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(client.post, f"/api/import/{waiting}/commit", json={"account_id": account})
        while not running.done():
            if client.get(f"/api/import/{waiting}/progress").json()["phase"] != "idle":
                assert client.post(f"/api/import/{waiting}/cancel").json() == {"status": "cancelling"}
        refused(running.result(), 409, "import_cancelled")
    assert every_count(home) == before
    assert client.get(f"/api/import/{waiting}/progress").json()["phase"] == "idle"
    done = client.post(f"/api/import/{waiting}/commit", json={"account_id": account})
    assert done.json()["added"] == 10_000


def test_cancelling_what_does_not_run_changes_nothing(client: TestClient, account: int) -> None:
    waiting = preview(client, statement(), account_id=account).json()["id"]
    assert client.post(f"/api/import/{waiting}/cancel").status_code == 200
    assert client.post(f"/api/import/{waiting}/commit", json={"account_id": account}).json()["added"] == 3


def test_deleted_rows_do_not_come_back_with_the_same_file(client: TestClient, account: int) -> None:
    imported(client, statement(), account_id=account)
    coffee = next(row["id"] for row in all_rows(client) if row["description"] == "COFFEE BAR 0042")
    assert client.delete(f"/api/transactions/{coffee}").status_code == 200
    done = imported(client, statement(), account_id=account)
    assert (done["added"], done["repeated"]) == (0, 3)
    assert "COFFEE BAR 0042" not in texts(client)


def test_rows_deleted_for_good_do_not_come_back_either(client: TestClient, account: int) -> None:
    imported(client, statement(), account_id=account)
    deleted = client.post(
        "/api/transactions/bulk-delete", json={"transaction_ids": [row["id"] for row in all_rows(client)]}
    )
    assert deleted.json()["count"] == 3
    assert client.delete("/api/transactions/deleted").json()["purged"] == 3
    assert imported(client, statement(), account_id=account)["added"] == 0
    assert all_rows(client) == []


def test_an_undone_import_can_be_imported_again(client: TestClient, account: int, home: Path) -> None:
    empty = counted(home)
    first = imported(client, statement(), account_id=account)
    assert client.post(f"/api/import/{first['import_id']}/undo").json() == {
        "status": "undone",
        "removed": 3,
        "kept": [],
        "shared": 0,
        "removed_categories": [],
    }
    assert counted(home) == empty
    refused(client.post(f"/api/import/{first['import_id']}/undo"), 409, "not_done")
    assert imported(client, statement(), account_id=account)["added"] == 3
    assert sorted(texts(client)) == ["COFFEE BAR 0042", "RENT", "SALARY"]


def test_undo_keeps_what_a_person_worked_on_and_the_next_import_does_not_double_it(
    client: TestClient, account: int
) -> None:
    first = imported(client, statement(), account_id=account)
    coffee = next(row for row in all_rows(client) if row["description"] == "COFFEE BAR 0042")
    assert client.patch(f"/api/transactions/{coffee['id']}", json={"notes": "with Ann"}).status_code == 200
    undone = client.post(f"/api/import/{first['import_id']}/undo").json()
    assert (undone["removed"], [row["id"] for row in undone["kept"]]) == (2, [coffee["id"]])
    assert imported(client, statement(), account_id=account)["added"] == 2
    assert sorted(texts(client)) == ["COFFEE BAR 0042", "RENT", "SALARY"]


def test_undo_from_two_windows_at_once_happens_once(client: TestClient, account: int) -> None:
    done = imported(client, long_statement(300), account_id=account)
    answers = at_once(lambda _: client.post(f"/api/import/{done['import_id']}/undo"), 4)
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert all_rows(client) == []


def test_rows_added_at_the_same_moment_all_get_an_id_of_their_own(client: TestClient, account: int) -> None:
    ids = at_once(lambda n: [spend(client, account, 100 + n) for _ in range(10)], 4)
    assert len({id_ for part in ids for id_ in part}) == 40
    assert client.get("/api/transactions").json()["total"] == 40


def test_ids_do_not_depend_on_the_clock_and_are_never_used_again(
    client: TestClient, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = spend(client, account, 100)
    client.delete(f"/api/transactions/{first}")
    client.delete("/api/transactions/deleted")
    monkeypatch.setenv("BUDGET_APP_TODAY", "1999-01-01")
    second = spend(client, account, 200)
    imported(client, statement(), account_id=account)
    ids = [row["id"] for row in all_rows(client)]
    assert first < second
    assert len(set(ids)) == 4
    assert first not in ids
