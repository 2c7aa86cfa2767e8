"""The app lock over HTTP."""

from pathlib import Path

from starlette.testclient import TestClient

from backend.app_lock.service import AppLock
from backend.infra.config import Config
from backend.main import create_app


def started(home: Path) -> TestClient:
    return TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1")


def test_a_locked_app_answers_nothing_of_the_data_until_the_pin(home: Path) -> None:
    with started(home) as client:
        assert client.get("/api/app-lock").json() == {"is_locked": False, "idle_minutes": None, "shortest_pin": 4}
        assert client.put("/api/app-lock", json={"pin": "123", "idle_minutes": 5}).json()["code"] == "pin_too_short"
        assert client.put("/api/app-lock", json={"pin": "2468", "idle_minutes": 5}).json()["idle_minutes"] == 5
        assert client.get("/api/accounts").status_code == 200
        assert client.post("/api/app-lock/lock").json()["is_locked"] is True
        for path in ("/api/accounts", "/api/export", "/api/settings", "/api/recurring.ics?token=x"):
            refused = client.get(path)
            assert (refused.status_code, refused.json()["code"]) == (423, "app_locked"), path
        assert client.post("/api/app-lock/unlock", json={"pin": "1357"}).json()["code"] == "wrong_pin"
        assert client.get("/api/accounts").status_code == 423
        assert client.post("/api/app-lock/unlock", json={"pin": "2468"}).json()["is_locked"] is False
        assert client.get("/api/accounts").status_code == 200
    with started(home) as client:
        assert client.get("/api/accounts").status_code == 423


def test_the_pin_is_changed_and_removed_only_with_the_old_one(home: Path) -> None:
    with started(home) as client:
        client.put("/api/app-lock", json={"pin": "2468", "idle_minutes": 5})
        assert client.put("/api/app-lock", json={"pin": "1111", "idle_minutes": 1}).json()["code"] == "wrong_pin"
        changed = client.put("/api/app-lock", json={"pin": "1111", "idle_minutes": 1, "old_pin": "2468"})
        assert changed.json()["idle_minutes"] == 1
        assert client.post("/api/app-lock/remove", json={"pin": "2468"}).json()["code"] == "wrong_pin"
        assert client.post("/api/app-lock/remove", json={"pin": "1111"}).json()["idle_minutes"] is None
        assert client.post("/api/app-lock/lock").json()["is_locked"] is False


def test_wrong_pins_make_the_next_try_wait_also_after_a_restart(home: Path) -> None:
    with started(home) as client:
        client.put("/api/app-lock", json={"pin": "2468", "idle_minutes": 5})
        client.post("/api/app-lock/lock")
        codes = [client.post("/api/app-lock/unlock", json={"pin": "0000"}).json()["code"] for _ in range(4)]
        assert codes == ["wrong_pin"] * 3 + ["too_many_attempts"]
    with started(home) as client:
        assert client.post("/api/app-lock/unlock", json={"pin": "2468"}).json()["code"] == "too_many_attempts"


def test_it_locks_after_the_idle_time_and_use_begins_it_anew(client: TestClient) -> None:
    budget, now = client.app.state.budget, 1000.0  # type: ignore[attr-defined]
    lock = AppLock(budget, 1, clock=lambda: now)
    lock.set_pin("2468", idle_minutes=5, old_pin=None)
    now += 299
    assert not lock.is_locked()
    lock.note_use()
    now += 299
    assert not lock.is_locked()
    now += 2
    assert lock.is_locked()
    lock.note_use()
    assert lock.is_locked()
