"""What a file says its account held: closing balances, and the last step of a running balance."""

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account
from tests.makers import imported

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
