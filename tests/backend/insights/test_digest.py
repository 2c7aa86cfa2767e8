"""What Today says is new since the last look."""

from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.testclient import TestClient

from backend.infra.web import LOCAL_USER_ID
from backend.insights.digest import new_since_last_look, record_look
from tests.backend.journeys import open_account, spend

THURSDAY = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)


def look(client: TestClient, at: datetime) -> None:
    app: Any = client.app
    with app.state.budget.write() as db:
        record_look(db, LOCAL_USER_ID, now=at)


def news(client: TestClient, at: datetime) -> Any:
    app: Any = client.app
    with app.state.budget.read() as db:
        return new_since_last_look(db, LOCAL_USER_ID, now=at, currency="USD")


def test_what_came_after_the_last_look_is_new_until_the_next_one_after_a_pause(client: TestClient) -> None:
    account_id = open_account(client)
    spend(client, account_id, 500, "coffee")
    assert news(client, THURSDAY) is None
    look(client, THURSDAY)
    spend(client, account_id, 8412, "groceries")
    spend(client, account_id, -284000)
    saturday = THURSDAY + timedelta(days=2)
    new = {"since": THURSDAY, "count": 2, "filed": 1, "in_minor": 284000, "out_minor": 8412, "moved_minor": 0}
    assert news(client, saturday) == new
    look(client, saturday)
    assert news(client, saturday + timedelta(minutes=5)) == new
    look(client, saturday + timedelta(minutes=20))
    later = news(client, saturday + timedelta(hours=3))
    assert (later["since"], later["count"]) == (saturday + timedelta(minutes=20), 0)


def test_a_look_over_http_is_kept_and_today_lists_what_waits(client: TestClient) -> None:
    account_id = open_account(client)
    assert client.get("/api/today").json()["news"] is None
    assert client.post("/api/today/look").status_code == 204
    spend(client, account_id, 700)
    found = client.get("/api/today").json()
    assert found["news"]["count"] == 1
    assert [row["amount_minor"] for row in found["waiting"]] == [700]
