"""The register of an account: the balance after each transaction, and what a statement does not explain."""

from datetime import date

from starlette.testclient import TestClient

from backend.account_overview.register import Ledger
from backend.balances.history import FixedPoint
from tests.backend.journeys import open_account, spend


def day(number: int) -> date:
    return date(2026, 11, number)


def test_a_running_balance_starts_again_from_each_stated_one() -> None:
    ledger = Ledger(
        [FixedPoint(day(5), 10000), FixedPoint(day(10), 8500)], [day(3), day(7), day(12)], [500, 1500, 1700]
    )
    assert ledger.balance(day(3), 500) == 10000
    assert ledger.balance(day(7), 1500) == 9000
    assert ledger.balance(day(12), 1700) == 8300
    assert [each["unexplained_minor"] for each in ledger.statements()] == [-500]


def test_of_the_stated_balances_the_last_of_each_month_is_listed_and_each_that_does_not_agree() -> None:
    points = [FixedPoint(day(1), 1000), FixedPoint(day(2), 1000), FixedPoint(day(9), 900), FixedPoint(day(10), 900)]
    shown = Ledger([FixedPoint(date(2026, 10, 31), 1000), *points], [], []).statements()
    assert [(each["on"], each["unexplained_minor"]) for each in shown] == [
        (day(10), 0),
        (day(9), -100),
        (date(2026, 10, 31), None),
    ]


def test_without_a_stated_balance_there_is_none() -> None:
    assert Ledger([], [day(3)], [500]).balance(day(3), 500) is None


def test_the_register_lists_transactions_with_the_balance_after_each(client: TestClient) -> None:
    account = open_account(client, balance_current_minor=10000)
    for amount, on in ((700, "2026-01-02"), (-200, "2026-01-03")):
        spend(client, account, amount, "coffee", on=on)
    found = client.get(f"/api/accounts/{account}/register").json()
    assert [(row["transaction"]["on"], row["balance_minor"]) for row in found["rows"]] == [
        ("2026-01-03", 10000),
        ("2026-01-02", 9800),
    ]
    assert (found["total"], found["days"][-1]["balance_minor"]) == (2, 10000)
    assert client.get("/api/accounts/999/register").status_code == 404


def test_an_account_without_transactions_or_balance_has_an_empty_register(client: TestClient) -> None:
    found = client.get(f"/api/accounts/{open_account(client)}/register").json()
    assert (found["rows"], found["total"], found["statements"]) == ([], 0, [])
    assert {day["balance_minor"] for day in found["days"]} == {None}
