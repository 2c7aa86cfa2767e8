"""Lists, single rows, typed rows, edits and soft delete over HTTP."""

import csv
import io
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, spend, undo

Json = dict[str, Any]


def listed(client: TestClient, query: str = "") -> Json:
    answer = client.get(f"/api/transactions{query}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def sums(client: TestClient, query: str = "") -> list[Json]:
    """Money out and in of all rows of a filter, by currency."""
    found = client.get(f"/api/transactions/sums{query}").json()
    return [{name: each[name] for name in ("currency", "out_minor", "in_minor")} for each in found]


def texts(client: TestClient, query: str) -> list[str]:
    return [item["description"] for item in listed(client, query)["items"]]


@pytest.mark.parametrize("sort", ["-on", "on", "-amount", "amount", "-description", "description"])
def test_pages_of_any_order_show_each_row_once(client: TestClient, sort: str) -> None:
    account = open_account(client)
    for day in (3, 1, 2, 2, 3):
        spend(client, account, 100 * day, on=f"2026-03-0{day}", description=f"SHOP {day}")
    whole = [item["id"] for item in listed(client, f"?sort={sort}")["items"]]
    parts: list[int] = []
    cursor = ""
    for _ in range(3):
        found = listed(client, f"?sort={sort}&limit=2{cursor}")
        assert found["total"] == 5
        parts += [item["id"] for item in found["items"]]
        cursor = f"&cursor={found['next_cursor']}"
    assert parts == whole
    assert len(set(whole)) == 5


@pytest.mark.parametrize("sort", ["-on", "amount"])
def test_a_page_can_begin_at_any_position(client: TestClient, sort: str) -> None:
    account, gone = open_account(client), open_account(client, "Old")
    for day in (3, 1, 2, 2, 3):
        spend(client, account, 100 * day, on=f"2026-03-0{day}", description=f"SHOP {day}")
    spend(client, gone, 500, on="2026-03-02", description="OLD SHOP")
    client.delete(f"/api/accounts/{gone}")
    whole = [item["id"] for item in listed(client, f"?sort={sort}")["items"]]
    for offset in range(7):
        found = listed(client, f"?sort={sort}&limit=2&offset={offset}")
        assert [item["id"] for item in found["items"]] == whole[offset : offset + 2]
        assert (found["next_cursor"] is not None) == (offset + 2 < 5)
        if found["next_cursor"]:
            after = listed(client, f"?sort={sort}&limit=2&cursor={found['next_cursor']}")
            assert [item["id"] for item in after["items"]] == whole[offset + 2 : offset + 4]


def test_the_timeline_counts_transactions_by_month_and_by_day(client: TestClient) -> None:
    account = open_account(client)
    for on, text in (("2026-01-31", "DELI"), ("2026-03-02", "DELI"), ("2026-03-02", "CAFE"), ("2026-03-05", "DELI")):
        spend(client, account, 1200, on=on, description=text)

    def timeline(query: str) -> list[tuple[str, int]]:
        return [(each["period"], each["count"]) for each in client.get(f"/api/transactions/timeline{query}").json()]

    assert timeline("") == [("2026-03", 3), ("2026-01", 1)]
    assert timeline("?search=deli") == [("2026-03", 2), ("2026-01", 1)]
    assert timeline("?by=day") == [("2026-03-05", 1), ("2026-03-02", 2), ("2026-01-31", 1)]
    assert client.get("/api/transactions/timeline?by=hour").status_code == 422


def test_sums_are_those_of_the_filter(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 1200, description="DELI")
    spend(client, account, -5000, description="PAYROLL")
    assert sums(client) == [{"currency": "USD", "out_minor": 1200, "in_minor": 5000}]
    assert sums(client, "?search=deli")[0]["in_minor"] == 0


@pytest.mark.parametrize("search", ["", "?search=shop"])
def test_the_sums_of_a_list_count_as_reports_do_and_say_what_they_leave_out(client: TestClient, search: str) -> None:
    account = open_account(client)
    spend(client, account, 1000, "coffee", description="SHOP A")
    spend(client, account, -250, "coffee", description="SHOP A REFUND")
    spend(client, account, 40000, "transfer", description="SHOP TO SAVINGS")
    excluded = spend(client, account, 700, "coffee", description="SHOP B")
    client.patch(f"/api/transactions/{excluded}", json={"is_excluded": True})
    spend(client, account, 5200, description="SHOP THAT WAITS")
    [found] = client.get(f"/api/transactions/sums{search}").json()
    assert found == {
        "currency": "USD",
        "out_minor": 46900,
        "in_minor": 250,
        "spent_minor": 750,
        "income_minor": 0,
        "waiting_count": 1,
        "left_out_count": 2,
    }


def test_a_made_up_cursor_is_refused(client: TestClient) -> None:
    for cursor in ("abc", "W10", "WzEsMl0"):
        refused(client.get(f"/api/transactions?cursor={cursor}"), 422, "bad_cursor")
    assert client.get("/api/transactions?limit=0").status_code == 422


def test_a_list_answers_with_and_without_a_slash(client: TestClient) -> None:
    assert client.get("/api/transactions/").json() == client.get("/api/transactions").json()


def test_filters_and_search_narrow_the_list(client: TestClient) -> None:
    everyday, travel = open_account(client, "Everyday"), open_account(client, "Travel")
    spend(client, everyday, 1250, "coffee", on="2026-01-10", description="COPPER KETTLE")
    spend(client, travel, 5000, "gas_station", on="2026-02-10", description="TIDEWATER FUEL")
    spend(client, travel, -284000, "payroll", on="2026-02-15", description="ACME PAYROLL")
    spend(client, everyday, 900, on="2026-03-01", description="QVX 100% SERVICES_A")
    expected = {
        f"?account_id={travel}": ["ACME PAYROLL", "TIDEWATER FUEL"],
        "?search=kettle": ["COPPER KETTLE"],
        "?search=100%25": ["QVX 100% SERVICES_A"],
        "?search=s_a": ["QVX 100% SERVICES_A"],
        "?search=s_s": [],
        "?search=-kettle is:out": ["QVX 100% SERVICES_A", "TIDEWATER FUEL"],
        "?search=amount:>50": ["ACME PAYROLL"],
        "?search=amount:>=50": ["ACME PAYROLL", "TIDEWATER FUEL"],
        "?search=amount:9..13": ["QVX 100% SERVICES_A", "COPPER KETTLE"],
        "?search=category:food": ["COPPER KETTLE"],
        "?search=-category:food": ["QVX 100% SERVICES_A", "ACME PAYROLL", "TIDEWATER FUEL"],
        "?search=account:trav is:in": ["ACME PAYROLL"],
        "?search=date:2026-02": ["ACME PAYROLL", "TIDEWATER FUEL"],
        "?search=is:uncategorised": ["QVX 100% SERVICES_A"],
        "?status=confirmed": ["ACME PAYROLL", "TIDEWATER FUEL", "COPPER KETTLE"],
        "?category=coffee": ["COPPER KETTLE"],
        "?start_date=2026-02-10&end_date=2026-02-10": ["TIDEWATER FUEL"],
        "?year=2026&status=pending_review": ["QVX 100% SERVICES_A"],
        "?uncategorized=true": ["QVX 100% SERVICES_A"],
    }
    found = {query: texts(client, query) for query in expected}
    assert found == expected
    assert {query: listed(client, query)["total"] for query in expected} == {
        query: len(rows) for query, rows in expected.items()
    }


def test_leaving_transfers_out_keeps_rows_without_a_category(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 100, "transfer", description="TO SAVINGS")
    spend(client, account, 200, description="UNKNOWN")
    assert texts(client, "?exclude_transfers=true") == ["UNKNOWN"]


def test_sums_are_of_all_that_match_by_currency(client: TestClient) -> None:
    dollars, euros = open_account(client), open_account(client, "Giro", currency="EUR")
    spend(client, dollars, 100, description="A SHOP")
    spend(client, dollars, -40, description="A SHOP")
    spend(client, euros, 70, description="B SHOP")
    both = [{"currency": "EUR", "out_minor": 70, "in_minor": 0}, {"currency": "USD", "out_minor": 100, "in_minor": 40}]
    for query in ("?sums=true", "?sums=true&search=shop"):
        found = [{name: each[name] for name in both[0]} for each in listed(client, query)["sums"]]
        assert sorted(found, key=lambda each: each["currency"]) == both
    assert listed(client)["sums"] is None


def test_an_edit_locks_what_it_touched_moves_the_search_and_can_be_undone(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 100, description="QVX 1")
    change = client.patch(f"/api/transactions/{id_}", json={"merchant_name": "Café Müller", "notes": "with Kim"}).json()
    assert change["transaction"]["locked_fields"] == ["merchant_name", "notes"]
    assert texts(client, "?search=muller") == ["QVX 1"]
    assert texts(client, "?search=kim") == ["QVX 1"]
    undo(client, change["change_id"])
    assert texts(client, "?search=kim") == []
    cleared = client.patch(f"/api/transactions/{id_}", json={"notes": ""}).json()["transaction"]
    assert cleared["notes"] is None


def test_an_excluded_row_stays_in_the_list_and_leaves_the_sums(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 100, "coffee", on="2026-03-05")
    month = "/api/transactions/spending-by-category?month=2026-03"
    assert client.get(month).json()[0]["total_minor"] == 100
    client.patch(f"/api/transactions/{id_}", json={"is_excluded": True})
    assert client.get(month).json() == []
    assert listed(client)["total"] == 1


def test_a_deleted_row_comes_back_with_everything_it_had(client: TestClient) -> None:
    id_ = spend(client, open_account(client), 100, "coffee")
    client.patch(f"/api/transactions/{id_}", json={"notes": "with Kim"})
    before = client.get(f"/api/transactions/{id_}").json()
    deleted = client.delete(f"/api/transactions/{id_}").json()
    refused(client.get(f"/api/transactions/{id_}"), 404, "no_such_transaction")
    logged = client.get("/api/transactions/deleted").json()
    assert (logged["total"], logged["items"][0]["category_name"]) == (1, "Coffee")
    restored = client.post(f"/api/transactions/restore/{deleted['deleted_ids'][0]}").json()
    assert restored["transaction_ids"] == [id_]
    assert client.get(f"/api/transactions/{id_}").json() == before
    assert client.get("/api/transactions/deleted").json()["total"] == 0


def test_deleting_many_can_be_undone_in_one_step(client: TestClient) -> None:
    account = open_account(client)
    ids = [spend(client, account, 100 + n, "coffee") for n in range(3)]
    gone = client.post("/api/transactions/bulk-delete", json={"transaction_ids": [*ids, 999]}).json()
    assert (gone["count"], sorted(gone["transaction_ids"])) == (3, sorted(ids))
    assert client.get("/api/stats").json()["confirmed"] == 0
    undo(client, gone["change_id"])
    assert client.get("/api/stats").json() | {} == {
        "total_transactions": 3,
        "pending_review": 0,
        "pending_save": 0,
        "confirmed": 3,
        "deleted": 0,
        "inbox": 0,
    }


def test_a_bulk_restore_brings_back_what_it_can(client: TestClient) -> None:
    stays, goes = open_account(client, "Stays"), open_account(client, "Goes")
    ids = [spend(client, stays, 1), spend(client, goes, 2)]
    deleted = client.post("/api/transactions/bulk-delete", json={"transaction_ids": ids}).json()["deleted_ids"]
    client.delete(f"/api/accounts/{goes}")
    restored = client.post("/api/transactions/bulk-restore", json={"deleted_ids": deleted}).json()
    assert restored["count"] == 1
    rest = client.get("/api/transactions/deleted").json()["items"][0]["id"]
    refused(client.post(f"/api/transactions/restore/{rest}"), 409, "cannot_restore")


def test_purged_rows_are_gone_for_good(client: TestClient) -> None:
    account = open_account(client)
    ids = [spend(client, account, 1) for _ in range(3)]
    deleted = client.post("/api/transactions/bulk-delete", json={"transaction_ids": ids}).json()["deleted_ids"]
    assert client.delete(f"/api/transactions/deleted/{deleted[0]}").json()["purged"] == 1
    assert client.delete("/api/transactions/deleted").json()["purged"] == 2
    refused(client.post(f"/api/transactions/restore/{deleted[1]}"), 404, "no_such_transaction")


def test_rows_of_a_deleted_account_leave_every_list_and_come_back_with_it(client: TestClient) -> None:
    account = open_account(client)
    id_ = spend(client, account, 100, "coffee")
    client.delete(f"/api/accounts/{account}")
    assert listed(client)["total"] == 0
    assert listed(client, "?search=corner")["items"] == []
    client.post(f"/api/accounts/{account}/restore")
    assert [item["id"] for item in listed(client)["items"]] == [id_]


def test_the_export_is_exact_and_no_formula(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, -123456, description="=cmd|' /C calc'!A1")
    spend(client, account, 5, description="@SUM(1)")
    answer = client.get("/api/transactions/export?format=csv&sort=on")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["amount"] for row in rows] == ["-1234.56", "0.05"]
    assert [row["description"] for row in rows] == ["'=cmd|' /C calc'!A1", "'@SUM(1)"]
    assert "attachment" in answer.headers["content-disposition"]
    exact = client.get("/api/transactions/export?format=json").json()["transactions"]
    assert [row["amount_minor"] for row in exact] == [-123456, 5]


def test_years_and_stats_count_rows(client: TestClient) -> None:
    account = open_account(client)
    spend(client, account, 1, on="2025-01-01")
    spend(client, account, 1, "coffee", on="2026-01-01")
    assert client.get("/api/transactions/years").json() == [
        {"year": 2026, "total": 1, "pending": 0},
        {"year": 2025, "total": 1, "pending": 1},
    ]


def test_the_search_box_completes_fields_and_values(client: TestClient) -> None:
    open_account(client, "Travel card")
    fields = {each["name"]: each for each in client.get("/api/transactions/search-fields").json()}
    assert fields["amount"]["operators"] == [":", ">", ">=", "<", "<=", ".."]
    assert "review" in fields["status"]["values"]

    def offered(field: str, typed: str) -> list[str]:
        answer: list[str] = client.get(
            "/api/transactions/search-values", params={"field": field, "typed": typed}
        ).json()
        return answer

    assert offered("account", "trav") == ["Travel card"]
    assert offered("category", "gro")[0] == "Groceries"
    assert offered("is", "un")[:2] == ["uncategorised", "uncategorized"]
    assert offered("nothing", "x") == []


def test_a_search_that_cannot_be_understood_says_where(client: TestClient) -> None:
    problem = refused(client.get("/api/transactions", params={"search": "kettle date:soon"}), 422, "bad_search")
    assert (problem["start"], problem["end"]) == (7, 16)
