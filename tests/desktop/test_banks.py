"""A person's banks in the desktop app: linked in the browser, synced with the window closed, repaired, linked anew."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from build_scripts.paths import TEST_RESULTS
from tests.desktop.conftest import NewShell
from tests.desktop.page import fetch, press, total
from tests.desktop.shell import Shell
from tests.standins.demo import DemoBank, environment

# Plaid's library loads at its first use.
SLOW_SECONDS = 60


@pytest.fixture
def bank() -> Iterator[DemoBank]:
    bank = DemoBank(port=0)
    yield bank
    bank.close()


@pytest.fixture
def shell(new_shell: NewShell, bank: DemoBank) -> Shell:
    """The app with keys, on an empty folder."""
    shell = new_shell(**environment(bank))
    shell.start()
    return shell


def sign_in(shell: Shell, **answers: str) -> None:
    """Press the button that opens the bank's page, and sign in there as a browser does."""
    before = len(shell.state["opened"])
    shell.wait_until(lambda: press(shell, "Open the bank’s page"))
    shell.wait_until(lambda: len(shell.state["opened"]) == before + 1, SLOW_SECONDS)
    page = shell.state["opened"][-1]
    for data in (None, urlencode({"do": "in", **answers}).encode()):
        with urllib.request.urlopen(page, data) as answer:
            assert answer.status == 200


def link(shell: Shell, institution: str, *, expects: str) -> None:
    shell.run("location.assign('/accounts/connect')")
    shell.wait_until(shell.is_up)
    sign_in(shell, bank=institution)
    shell.wait_until(lambda: expects in shell.text(), SLOW_SECONDS)
    shell.picture(f"bank-match-{institution}", TEST_RESULTS)
    shell.wait_until(lambda: press(shell, "Connect 2 accounts"))
    shell.wait_until(lambda: "is connected" in shell.text(), SLOW_SECONDS)
    shell.picture(f"bank-connected-{institution}", TEST_RESULTS)
    shell.wait_until(lambda: press(shell, "Done"))


def sync_from_tray(shell: Shell, *, says: str) -> None:
    before = len(shell.state["notices"])
    shell.ask("click-tray", "sync")
    shell.wait_until(lambda: any(says in notice for notice in shell.state["notices"][before:]), SLOW_SECONDS)


def tray(shell: Shell) -> dict[str, str]:
    shell.ask("look")
    return {row["id"]: row["label"] for row in shell.ask("tray") if row["label"]}


def show_accounts(shell: Shell, name: str, *, shows: str) -> None:
    """Go to Accounts, and wait until it shows this."""
    shell.run("location.assign('/accounts')")
    shell.wait_until(lambda: shell.is_up() and "Net total" in shell.text() and shows in shell.text())
    shell.picture(name, TEST_RESULTS)


@pytest.mark.timeout(400)
def test_two_banks_from_their_link_to_a_new_one(shell: Shell, bank: DemoBank) -> None:
    link(shell, "ins_1", expects="no account is like it")
    link(shell, "ins_2", expects="no account is like it")
    harbor, meridian = bank.items.values()
    first = total(shell)
    assert first == len(harbor.changes) + len(meridian.changes)
    show_accounts(shell, "bank-accounts", shows="Bank’s data of")

    # The window is closed; rows come in by the tray and are told.
    shell.ask("close")
    shell.wait_until(lambda: not shell.state["isVisible"])
    bank.act(harbor, "buy")
    bank.act(meridian, "pending")
    sync_from_tray(shell, says="2 new.")
    assert total(shell) == first + 2
    labels = tray(shell)
    assert labels["synced"] == "Synced just now: 2 new"
    assert labels["review"].endswith("to review")
    assert not shell.state["isVisible"]

    # The pending purchase settles with a tip: still one row.
    bank.act(meridian, "tip")
    sync_from_tray(shell, says="1 settled.")
    assert total(shell) == first + 2
    shell.ask("click-tray", "open")
    shell.wait_until(lambda: shell.state["isVisible"])
    show_accounts(shell, "bank-settled", shows="add up to that")

    # The login expires: tray and page say who has to act, and the repair goes on where it was.
    bank.act(harbor, "login")
    bank.act(harbor, "buy")
    sync_from_tray(shell, says="sign in again")
    assert tray(shell)["synced"] == "1 bank needs you"
    show_accounts(shell, "bank-needs-you", shows="Needs your sign-in")
    shell.wait_until(lambda: press(shell, "Sign in"))
    sign_in(shell)
    shell.wait_until(lambda: "is connected" in shell.text(), SLOW_SECONDS)
    shell.picture("bank-repaired", TEST_RESULTS)
    assert total(shell) == first + 3

    # Disconnected: the bank is told, every transaction stays.
    show_accounts(shell, "bank-before-disconnection", shows="2 of 2 banks answered")
    shell.wait_until(lambda: press(shell, "More for Share Draft"))
    shell.wait_until(lambda: press(shell, "Disconnect Harbor Credit Union"))
    shell.wait_until(lambda: "Disconnect Harbor Credit Union?" in shell.text())
    shell.picture("bank-disconnecting", TEST_RESULTS)
    shell.wait_until(lambda: press(shell, "Disconnect"))
    shell.wait_until(lambda: harbor.is_removed)
    assert total(shell) == first + 3
    balances = {each["name"]: each["balance_current_minor"] for each in fetch(shell, "/api/accounts")}

    # Linked anew, under new ids: known accounts are proposed, nothing is doubled or lost.
    link(shell, "ins_1", expects="same last 4")
    assert total(shell) == first + 3
    assert {each["name"]: each["balance_current_minor"] for each in fetch(shell, "/api/accounts")} == balances
    assert fetch(shell, "/api/sync/doubtful") == []
    show_accounts(shell, "bank-linked-anew", shows="2 of 2 banks answered")
    shell.run("location.assign('/sync-history')")
    shell.wait_until(lambda: "Took" in shell.text())
    shell.picture("bank-history", TEST_RESULTS)


def test_an_address_of_another_server_is_not_opened(shell: Shell, bank: DemoBank, tmp_path: Path) -> None:
    for address in ("http://127.0.0.1:9/page/x", f"{bank.address}@example.com/", "http://example.com/"):
        shell.run(f"window.open({address!r}, '_blank'); null")
    shell.run(f"window.open({bank.address + '/page/x'!r}, '_blank'); null")
    shell.wait_until(lambda: bool(shell.state["opened"]))
    assert shell.state["opened"] == [f"{bank.address}/page/x"]
