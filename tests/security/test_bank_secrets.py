"""Keys and tokens of banks: in no file but encrypted, in no answer, log, command line or crash, whatever goes wrong."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2

from tests.processes import command_line_of, run, serving
from tests.standins.plaid_bank import PlaidBank
from tests.standins.plaid_data import CLIENT_ID, SECRET, error
from tests.standins.server import Answered
from tests.standins.simplefin_bank import Account, SimpleFinBank

PASSWORD = "the-password"
Json = dict[str, Any]


def test_no_key_or_token_of_a_bank_is_to_be_found_anywhere(home: Path, tmp_path: Path) -> None:
    plaid, simplefin = PlaidBank(), SimpleFinBank()
    simplefin.accounts.append(Account("1", "Checking 2093", "100.23"))
    environment = {"PLAID_BASE_URL": plaid.address, "BUDGET_APP_KEY_FILE": "1"}
    heard: list[str] = []
    with serving(home, tmp_path / "log", **environment) as (server, http):
        http.event_hooks["response"].append(lambda answer: heard.append(answer.read().decode(errors="replace")))
        setup_token = simplefin.setup_token()
        plaid_id = link_plaid(http, plaid)
        link_simplefin(http, simplefin, setup_token)
        go_wrong(http, plaid, simplefin, plaid_id)
        read_everything(http)
        command_lines = command_line_of(server.pid)
        if sys.platform == "linux":
            limits = Path(f"/proc/{server.pid}/limits").read_text().splitlines()
            assert next(line.split()[4:6] for line in limits if line.startswith("Max core")) == ["0", "0"]
        synced = run(home, "sync", "--json", settings=environment)
        exported = run(home, "export").stdout
        os.kill(server.pid, signal.SIGSEGV)
    again = run(home, "sync", settings={**environment, "PLAID_BASE_URL": "http://127.0.0.1:9"})
    plaid.close()
    simplefin.close()
    told = "".join([*heard, command_lines, synced.stdout, synced.stderr, exported, again.stdout, again.stderr])
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).decode("latin-1")
    tokens = [item.access_token for item in plaid.items.values()]
    public_tokens = [token for link in plaid.links.values() for token in link.public_tokens]
    assert tokens
    assert public_tokens
    for secret in (SECRET, PASSWORD, setup_token, *tokens, *public_tokens):
        assert secret not in written
        assert secret not in told
    # The address of the bank's page, good for half an hour, is in answers; it is in no log.
    logs = "".join(path.read_text() for path in [tmp_path / "log", *(home / "logs").iterdir()])
    assert not [token for token in plaid.links if token in logs]


def link_plaid(http: httpx2.Client, plaid: PlaidBank) -> int:
    """Enter keys, wrong ones first; start links that end badly, then one that works."""
    keys = {"plaid_client_id": CLIENT_ID, "plaid_env": "sandbox"}
    for secret in ("wrong", SECRET):
        http.post("/api/settings", json={"settings": {**keys, "plaid_secret": secret}})
        http.post("/api/connections/test", json={"provider": "plaid"})
        http.post("/api/connections/links", json={})
    for refusal in (None, {"error_type": "ITEM_ERROR", "error_code": "ITEM_LOCKED", "error_message": "locked"}):
        link = http.post("/api/connections/links", json={}).json()
        plaid.exit(plaid.link_of(), refusal)
        http.get(f"/api/connections/links/{link['id']}")
    http.post("/api/accounts/link/token", json={})
    item = plaid.new_item()
    plaid.purchase(item, 5)
    link = http.post("/api/connections/links", json={}).json()
    plaid.finish(plaid.link_of(), item)
    return choose(http, http.get(f"/api/connections/links/{link['id']}").json())


def link_simplefin(http: httpx2.Client, simplefin: SimpleFinBank, setup_token: str) -> None:
    """Claim a token, then try it a second time, and a damaged one."""
    choose(http, http.post("/api/connections/links", json={"provider": "simplefin", "setup_token": setup_token}).json())
    for token in (setup_token, setup_token[:-3]):
        http.post("/api/connections/links", json={"provider": "simplefin", "setup_token": token})
    simplefin.fault = lambda asked: Answered(status=500, body=f"user:{PASSWORD}@".encode())
    http.post("/api/sync/now", params={"wait": True})
    simplefin.fault = lambda asked: None


def choose(http: httpx2.Client, link: Json) -> int:
    choices = [{"provider_account_id": each["provider_account_id"], "new_account": {}} for each in link["accounts"]]
    chosen = http.post(f"/api/connections/links/{link['id']}/accounts", json={"choices": choices}).json()
    http.get("/api/sync/events")
    return int(chosen["connection_id"])


def go_wrong(http: httpx2.Client, plaid: PlaidBank, simplefin: SimpleFinBank, connection_id: int) -> None:
    """Let every call meet every failure; texts of the bank repeat the token."""
    token = next(iter(plaid.items))
    account_id = http.get("/api/accounts").json()[0]["id"]
    for trouble in (
        Answered(status=500, body=f"<html>{token}</html>".encode(), content_type="text/html"),
        Answered(body=f'{{"{token}'.encode()),
        Answered(body=b"cut", cut_to=1),
        Answered(status=307, headers={"Location": f"{plaid.address}/{token}"}),
        error("ITEM_ERROR", "ITEM_LOGIN_REQUIRED", f"bad {token}"),
        error("INVALID_INPUT", "INVALID_ACCESS_TOKEN", f"unknown {token}"),
        error("RATE_LIMIT_EXCEEDED", "TRANSACTIONS_SYNC_LIMIT", f"slow {token}", status=429),
        error("INVALID_INPUT", "INVALID_API_KEYS", f"wrong {SECRET}"),
    ):
        plaid.fault = lambda path, body, trouble=trouble: trouble  # type: ignore[misc]
        for path in ("sync", "balances", "reset-cursor"):
            http.post(f"/api/accounts/{account_id}/{path}")
        http.post(f"/api/connections/{connection_id}/sync")
        http.get("/api/sync/events")
        http.post(f"/api/connections/{connection_id}/repair", json={})
        http.post(f"/api/connections/{connection_id}/accounts")
        http.post("/api/accounts/link/exchange", json={"account_id": account_id, "public_token": "public-unknown"})
    http.delete(f"/api/connections/{connection_id}")
    plaid.fault = lambda path, body: None


def read_everything(http: httpx2.Client) -> None:
    """Ask for all that can be read without knowing an id."""
    paths = http.get("/openapi.json").json()["paths"]
    for path in (path for path, methods in paths.items() if "get" in methods and "{" not in path):
        http.get(path)
    for entry in http.get("/api/accounts/sync-history").json():
        http.get(f"/api/accounts/sync-history/{entry['id']}")


def test_a_crash_of_python_leaves_no_key_behind() -> None:
    """What the interpreter prints of an unhandled error has no values of variables."""
    script = (
        "import os\n"
        "from backend.sync.providers.plaid.client import Keys, PlaidClient\n"
        "keys = Keys('http://127.0.0.1:9', 'id', os.environ['KEPT'])\n"
        "PlaidClient(keys).call('/x', {'access_token': os.environ['KEPT']})\n"
    )
    kept = {**os.environ, "KEPT": "canary-of-a-crash"}
    done = subprocess.run([sys.executable, "-c", script], env=kept, capture_output=True, text=True, check=False)
    assert "ProviderFailure" in done.stderr
    assert "canary" not in done.stderr + done.stdout
