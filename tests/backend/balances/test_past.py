"""What accounts held on earlier days: the queries give what the plain definition gives, row by row."""

import random
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.accounts import queries as accounts
from backend.balances.history import FixedPoint, held_on
from backend.balances.past import past_balances
from backend.kit.money import in_units
from tests.backend.journeys import open_account, spend
from tests.makers import imported, statement, the_file

FIRST = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-06-15")


def test_any_day_is_what_the_rows_say(client: TestClient, home: Path) -> None:
    chance = random.Random(7)
    account = open_account(client)
    amounts = {FIRST + timedelta(days=chance.randrange(165)): chance.randrange(-90_00, 90_00) for _ in range(60)}
    rows = (f"{on},SHOP {at},{in_units(-minor, 'USD')}" for at, (on, minor) in enumerate(amounts.items()))
    imported(client, statement(*rows), account_id=account)
    stated = sorted(chance.sample(range(10, 165), 8))
    points = [FixedPoint(FIRST + timedelta(days=at), chance.randrange(10_000_00)) for at in stated]
    with the_file(home) as file:
        found = file.execute('SELECT "on", amount_minor FROM transactions').fetchall()
        for point in points:
            file.execute(
                'INSERT INTO balance_snapshots (user_id, account_id, "on", balance_minor, source, is_sign_unclear, '
                "created_at, updated_at) VALUES (1, ?, ?, ?, 'statement', 0, ?, ?)",
                (account, point.on.isoformat(), point.minor, f"{point.on} 12:00:00", f"{point.on} 12:00:00"),
            )
    out = [(date.fromisoformat(on), minor) for on, minor in found]

    def moved(after: date, until: date) -> int:
        return sum(minor for on, minor in out if after < on <= until)

    days = [FIRST + timedelta(days=at) for at in (0, 3, 30, 58, 59, 77, 89, 104, 119, 150, 164, 165)]
    with client.app.state.budget.read() as db:  # type: ignore[attr-defined]
        past = past_balances(db, 1, accounts.list_accounts(db, 1), days)[account]
    assert past.held == [held_on(day, stated=points, moved=moved) for day in days]
    assert past.out_minor == [moved(before, after) for before, after in pairwise(days)]


def test_an_account_is_there_from_its_first_row_until_it_is_closed(client: TestClient) -> None:
    account = open_account(client, balance_current_minor=500_00)
    spend(client, account, 20_00, on="2026-03-05")
    client.patch(f"/api/accounts/{account}", json={"closed_on": "2026-06-01"})
    days = [date(2026, 3, 4), date(2026, 3, 5), date(2026, 5, 31), date(2026, 6, 1)]
    with client.app.state.budget.read() as db:  # type: ignore[attr-defined]
        past = past_balances(db, 1, accounts.list_accounts(db, 1), days)[account]
    assert past.is_there == [False, True, True, False]
    assert [held.minor for held in past.held] == [520_00, 500_00, 500_00, 500_00]


def test_without_a_stated_balance_the_past_is_unknown_and_says_why(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 20_00, on="2026-03-05")
    with client.app.state.budget.read() as db:  # type: ignore[attr-defined]
        past = past_balances(db, 1, accounts.list_accounts(db, 1), [date(2026, 6, 15)])[account]
    assert (past.held, past.why) == ([], "no balance was ever stated")
