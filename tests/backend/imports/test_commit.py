"""What a file says its account held: closing balances, and the last step of a running balance."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account
from tests.makers import imported, the_file

HEADER = "Date,Description,Amount,Balance\n"
OLD_FIRST = (
    "2026-03-01,COFFEE BAR,-12.50,87.50\n",
    "2026-03-02,SALARY,1000.00,1087.50\n",
    "2026-03-02,GROCER,-7.25,1080.25\n",
    "2026-03-04,BOOKS,-30.00,1050.25\n",
)


@pytest.mark.parametrize("rows", [OLD_FIRST, tuple(reversed(OLD_FIRST))], ids=["oldest first", "newest first"])
def test_the_last_step_of_a_running_balance_is_the_balance(client: TestClient, rows: tuple[str, ...]) -> None:
    account = open_account(client)
    imported(client, (HEADER + "".join(rows)).encode(), account_id=account)
    found = client.get(f"/api/accounts/{account}").json()
    assert (found["balance_current_minor"], found["balance_stated_on"]) == (105_025, "2026-03-04")


def test_a_running_balance_states_what_the_account_held_after_each_day(client: TestClient, home: Path) -> None:
    account = open_account(client)
    imported(client, (HEADER + "".join(OLD_FIRST)).encode(), account_id=account)
    with the_file(home) as file:
        stated = file.execute('SELECT "on", balance_minor FROM balance_snapshots ORDER BY "on"').fetchall()
    assert stated == [("2026-03-01", 8_750), ("2026-03-02", 108_025), ("2026-03-04", 105_025)]


def test_the_order_of_rows_within_a_day_that_the_balances_contradict_states_nothing_for_it(
    client: TestClient, home: Path
) -> None:
    account = open_account(client)
    swapped = ("2026-03-05,PAPER,-5.00,1020.25\n", "2026-03-05,TEA,-25.00,1025.25\n")
    later = tuple(f"2026-03-{day:02},GYM,-1.00,{1025 - day}.25\n" for day in range(6, 21))
    imported(client, (HEADER + "".join((*OLD_FIRST, *swapped, *later))).encode(), account_id=account)
    with the_file(home) as file:
        stated = dict(file.execute('SELECT "on", balance_minor FROM balance_snapshots').fetchall())
    assert "2026-03-05" not in stated
    assert stated["2026-03-06"] == 101_925


def test_a_running_balance_that_grows_with_each_purchase_is_a_debt(client: TestClient) -> None:
    card = open_account(client, "Card", account_type="credit")
    rows = (
        "2026-03-01,COFFEE BAR,12.50,112.50\n",
        "2026-03-02,GROCER,40.00,152.50\n",
        "2026-03-03,PAYMENT THANK YOU,-100.00,52.50\n",
        "2026-03-04,BOOKS,30.00,82.50\n",
    )
    imported(client, (HEADER + "".join(rows)).encode(), account_id=card)
    assert client.get(f"/api/accounts/{card}").json()["balance_current_minor"] == -8250


def test_balances_that_nothing_proves_are_not_kept(client: TestClient) -> None:
    account = open_account(client)
    rows = ("2026-03-01,COFFEE BAR,-12.50,87.50\n", "2026-03-02,BOOKS,-30.00,11.11\n", "2026-03-03,TEA,-1.00,5.00\n")
    imported(client, (HEADER + "".join(rows)).encode(), account_id=account)
    assert client.get(f"/api/accounts/{account}").json()["balance_current_minor"] is None
