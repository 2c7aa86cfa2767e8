"""The inbox over HTTP."""

from datetime import timedelta
from typing import Any, get_args

from starlette.testclient import TestClient

from backend.inbox.jobs import LookForNotices
from backend.inbox.kinds import Kind
from backend.infra import clock
from backend.infra.scheduler import JobContext
from backend.settings.preferences import NOTICE_KINDS
from tests.backend.journeys import open_account, refused, spend, undo

Json = dict[str, Any]


def day(ago: int) -> str:
    return (clock.today() - timedelta(days=ago)).isoformat()


def look(client: TestClient) -> dict[str, Json]:
    answer = client.post("/api/inbox/look")
    assert answer.status_code == 200, answer.text
    return {item["kind"]: item for item in answer.json()["items"]}


def charged_twice(client: TestClient, account_id: int, minor: int = 1920) -> None:
    for _ in range(2):
        spend(client, account_id, minor, "groceries", on=day(1), description="KITE NOODLE BAR")


def test_a_double_charge_is_there_once_with_its_transactions(client: TestClient) -> None:
    charged_twice(client, open_account(client))
    look(client)
    notice = look(client)["duplicate_charge"]
    assert notice["title"].startswith("Kite Noodle Bar, twice on ")
    assert notice["figure"]["value"] == 3840
    assert [len(term["transaction_ids"]) for term in notice["figure"]["terms"]] == [1, 1]
    shown = client.get("/api/transactions?" + notice["link"].partition("?")[2]).json()
    assert len(shown["items"]) == 2
    assert client.get("/api/inbox").json()["open_count"] == 1


def test_a_dismissed_notice_stays_away_and_undo_brings_it_back(client: TestClient) -> None:
    charged_twice(client, open_account(client))
    notice = look(client)["duplicate_charge"]
    done = client.post(f"/api/inbox/{notice['id']}/dismiss").json()
    assert look(client) == {}
    assert client.get("/api/inbox?status=dismissed").json()["items"][0]["id"] == notice["id"]
    undo(client, done["change_id"])
    assert client.get("/api/inbox").json()["open_count"] == 1


def test_a_budget_that_goes_much_further_over_comes_back_after_it_was_dismissed(client: TestClient) -> None:
    account_id = open_account(client)
    month = clock.today().isoformat()[:7]
    first = f"{month}-01"
    kept = client.post("/api/budgets", json={"category_short_desc": "groceries", "month": month, "amount_minor": 10000})
    assert kept.status_code in (200, 201), kept.text
    spend(client, account_id, 15000, "groceries", on=first)
    notice = look(client)["budget_over"]
    assert notice["figure"]["value"] == 5000
    client.post(f"/api/inbox/{notice['id']}/dismiss")
    spend(client, account_id, 300, "groceries", on=first)
    assert "budget_over" not in look(client)
    spend(client, account_id, 5000, "groceries", on=first)
    assert look(client)["budget_over"]["figure"]["value"] == 10300


def test_a_notice_that_no_longer_holds_leaves_the_inbox(client: TestClient) -> None:
    charged_twice(client, open_account(client))
    look(client)
    [one, _] = [row["id"] for row in client.get("/api/transactions").json()["items"]]
    client.post("/api/transactions/bulk-delete", json={"transaction_ids": [one]})
    assert look(client) == {}
    assert client.get("/api/inbox").json() == {"items": [], "open_count": 0, "dismissed_count": 0}


def test_the_job_looks_after_something_was_written_and_else_writes_nothing(client: TestClient) -> None:
    charged_twice(client, open_account(client))
    app: Any = client.app
    work = JobContext(app.state.config, app.state.budget, None)  # type: ignore[arg-type]
    job = LookForNotices()
    job(work)
    writes = app.state.budget.writes
    assert client.get("/api/inbox").json()["open_count"] == 1
    job(work)
    LookForNotices()(work)
    assert app.state.budget.writes == writes


def test_bills_and_trials_of_series_are_found(client: TestClient) -> None:
    account_id = open_account(client)
    for back in (100, 70, 40):
        spend(client, account_id, 2450, "insurance", on=day(back), description="LARKSPUR VET PLAN")
    series = {
        "name": "Larkspur Vet Plan", "kind": "bill", "status": "active", "currency": "USD", "is_money_in": False,
        "is_variable": False, "anchor_on": day(40), "unit": "month", "interval": 1,
        "payees": [{"merchant_key": "larkspur vet plan", "lowest_minor": None, "highest_minor": None}],
    }  # fmt: skip
    added = client.post("/api/recurring", json=series)
    assert added.status_code in (200, 201), added.text
    trial = {**series, "name": "Harborview Press", "payees": [], "expected_minor": 1700}
    trial["trial_ends_on"] = (clock.today() + timedelta(days=4)).isoformat()
    assert client.post("/api/recurring", json=trial).status_code in (200, 201)
    found = look(client)
    assert found["bill_missed"]["figure"]["value"] == 2450
    assert found["trial_ending"]["title"].startswith("Harborview Press, free until ")


def test_an_account_that_payments_will_take_below_zero_is_named(client: TestClient) -> None:
    account_id = open_account(client, balance_current_minor=10000)
    series = {
        "name": "Rent", "kind": "bill", "status": "active", "currency": "USD", "is_money_in": False,
        "is_variable": False, "anchor_on": (clock.today() + timedelta(days=3)).isoformat(), "unit": "month",
        "interval": 1, "payees": [], "expected_minor": 90000, "account_id": account_id,
    }  # fmt: skip
    assert client.post("/api/recurring", json=series).status_code in (200, 201)
    notice = look(client)["low_balance"]
    assert notice["figure"]["value"] == -80000
    assert [term["value"] for term in notice["figure"]["terms"]] == [10000, -90000]


def test_a_notice_that_does_not_exist_cannot_be_dismissed(client: TestClient) -> None:
    refused(client.post("/api/inbox/99/dismiss"), 404, "no_such_notice")


def test_the_inbox_lists_and_counts_only_the_kinds_that_were_chosen(client: TestClient) -> None:
    charged_twice(client, open_account(client))
    look(client)
    assert client.get("/api/stats").json()["inbox"] == 1
    assert client.get("/api/inbox/desktop").json() == []
    wanted = {"notices_in_inbox": "price_rise", "notices_on_desktop": "duplicate_charge,budget_over"}
    assert client.post("/api/settings", json={"settings": wanted}).status_code == 200
    assert client.get("/api/inbox").json()["items"] == []
    assert client.get("/api/stats").json()["inbox"] == 0
    [announced] = client.get("/api/inbox/desktop").json()
    assert (announced["kind"], set(announced)) == ("duplicate_charge", {"id", "kind"})


def test_the_settings_name_every_kind_of_notice() -> None:
    assert set(NOTICE_KINDS) == set(get_args(Kind))
