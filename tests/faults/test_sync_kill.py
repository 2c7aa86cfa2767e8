"""The app is killed in the middle of a sync: afterwards nothing of it is there, and the next sync brings all of it."""

import os
import signal
import threading
from pathlib import Path
from typing import Any

from tests.makers import counted, is_whole
from tests.processes import serving
from tests.standins.plaid_bank import PlaidBank
from tests.standins.plaid_data import CLIENT_ID, SECRET
from tests.standins.server import Answered


def test_a_kill_while_rows_are_saved_leaves_all_of_them_or_none(tmp_path: Path) -> None:
    home, log = tmp_path / "BudgetApp", tmp_path / "log"
    bank = PlaidBank()
    keys = {"PLAID_CLIENT_ID": CLIENT_ID, "PLAID_SECRET": SECRET, "PLAID_BASE_URL": bank.address}
    item = bank.new_item()
    with serving(home, log, **keys) as (server, http):
        link = http.post("/api/connections/links", json={}).json()
        bank.finish(bank.link_of(), item)
        link = http.get(f"/api/connections/links/{link['id']}").json()
        choice = {"provider_account_id": link["accounts"][0]["provider_account_id"], "new_account": {}}
        for number in range(8000):
            bank.purchase(item, 5, f"KIOSK {number}")
        http.post(f"/api/connections/links/{link['id']}/accounts", json={"choices": [choice]})
        while not any(run["phase"] == "saving" for run in http.get("/api/sync").json()["running"]):
            assert counted(home, ("sync_log",)) == (0,)
        os.kill(server.pid, signal.SIGKILL)
    assert is_whole(home)
    assert counted(home, ("transactions", "source_rows", "sync_cursors")) in ((0, 0, 0), (8000, 8000, 1))
    with serving(home, log, **keys) as (_, http):
        http.post("/api/accounts/sync-all")
    assert counted(home, ("transactions", "source_rows", "sync_cursors")) == (8000, 8000, 1)
    bank.close()


def test_a_kill_between_two_pages_loses_and_doubles_nothing(tmp_path: Path) -> None:
    home, log = tmp_path / "BudgetApp", tmp_path / "log"
    bank = PlaidBank(page_rows=2)
    keys = {"PLAID_CLIENT_ID": CLIENT_ID, "PLAID_SECRET": SECRET, "PLAID_BASE_URL": bank.address}
    arrived, go_on = threading.Event(), threading.Event()

    def fault(path: str, body: dict[str, Any]) -> Answered | None:
        if path == "/transactions/sync" and body.get("cursor") == "2":
            arrived.set()
            go_on.wait(30)
        return None

    item = bank.new_item()
    with serving(home, log, **keys) as (server, http):
        link = http.post("/api/connections/links", json={}).json()
        bank.finish(bank.link_of(), item)
        link = http.get(f"/api/connections/links/{link['id']}").json()
        choice = {"provider_account_id": link["accounts"][0]["provider_account_id"], "new_account": {}}
        for _ in range(5):
            bank.purchase(item, 5, "KIOSK")
        bank.fault = fault
        http.post(f"/api/connections/links/{link['id']}/accounts", json={"choices": [choice]})
        assert arrived.wait(30)
        os.kill(server.pid, signal.SIGKILL)
    go_on.set()
    assert is_whole(home)
    assert counted(home, ("transactions", "source_rows", "sync_cursors")) == (0, 0, 0)
    with serving(home, log, **keys) as (_, http):
        assert http.post("/api/accounts/sync-all").json()["accounts"]["Share Draft"]["added"] == 5
        assert http.post("/api/accounts/sync-all").json()["accounts"]["Share Draft"]["added"] == 0
    assert counted(home, ("transactions",)) == (5,)
    bank.close()
