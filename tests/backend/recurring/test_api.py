"""Recurring over HTTP: found, confirmed, changed, merged, split, ended, undone; months, calendar, feed, old grid."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, rows, spend, undo

Json = dict[str, Any]
MONTHS = ("06", "07", "08", "09", "10", "11")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-25")


@pytest.fixture
def account(client: TestClient) -> int:
    """An account with a streaming service, a varying bill, pay, and shopping."""
    account_id = open_account(client)
    for month in MONTHS:
        price = 1399 if month < "10" else 1599
        spend(client, account_id, price, "subscriptions", on=f"2026-{month}-20", description="QUILLSTREAM.TV 866")
        spend(client, account_id, -284_000, "payroll", on=f"2026-{month}-04", description="ALDER SOFTWARE PAYROLL")
    for month, amount in zip(MONTHS, (8835, 9120, 8640, 8215, 8710, 8420), strict=True):
        spend(client, account_id, amount, "electric", on=f"2026-{month}-23", description="TESSEL ENERGY")
    for day, amount in ((2, 2210), (9, 5480), (11, 1905), (26, 3399)):
        spend(client, account_id, amount, "groceries", on=f"2026-10-{day:02}", description="CORNER MARKET")
    return account_id


def found(client: TestClient) -> dict[str, Json]:
    return {each["name"]: each for each in client.get("/api/recurring/found").json()}


def listed(client: TestClient, status: str = "active") -> dict[str, Json]:
    return {each["name"]: each for each in client.get(f"/api/recurring?status={status}").json()["items"]}


def figures(client: TestClient) -> dict[str, Json]:
    return {each["id"]: each for each in client.get("/api/recurring").json()["figures"]}


def confirm(client: TestClient, candidate: Json, **fields: Any) -> Json:
    kept = ("name", "kind", "currency", "is_money_in", "is_variable", "anchor_on", "unit", "interval")
    payee = {name: candidate[name] for name in ("merchant_key", "lowest_minor", "highest_minor")}
    answer = client.post(
        "/api/recurring", json={**{name: candidate[name] for name in kept}, "payees": [payee], **fields}
    )
    assert answer.status_code == 201, answer.text
    done: Json = answer.json()
    return done


def enter(client: TestClient, **fields: Any) -> Any:
    body = {"name": "Winter tires", "currency": "USD", "expected_minor": 64_000, "anchor_on": "2027-01-12"}
    return client.post("/api/recurring", json={**body, "unit": "year", **fields})


def test_what_repeats_is_found_with_its_rhythm_and_kind(client: TestClient, account: int) -> None:
    names = found(client)
    assert set(names) == {"Quillstream Tv", "Alder Software Payroll", "Tessel Energy"}
    stream, pay, bill = names["Quillstream Tv"], names["Alder Software Payroll"], names["Tessel Energy"]
    assert (stream["kind"], stream["amount_minor"], stream["next_due_on"]) == ("subscription", 1599, "2026-12-20")
    assert (pay["kind"], pay["amount_minor"], pay["is_money_in"]) == ("income", -284_000, True)
    assert (bill["kind"], bill["is_variable"], bill["amount_minor"]) == ("bill", True, 8420)
    assert client.get("/api/recurring").json()["items"] == []


def test_a_confirmed_series_counts_with_its_price_steps(client: TestClient, account: int) -> None:
    done = confirm(client, found(client)["Quillstream Tv"])
    series = done["series"]
    assert [step["amount_minor"] for step in series["steps"]] == [1399, 1599]
    assert (series["per_year_minor"], series["seen"], series["paid_minor"]) == (19_188, 6, 4 * 1399 + 2 * 1599)
    assert "Quillstream Tv" not in found(client)
    shown = figures(client)
    assert shown["recurring.year"]["value"] == shown["recurring.year.subscription"]["value"] == 19_188
    assert shown["recurring.rise"]["value"] == 12 * 200
    undo(client, done["change_id"])
    assert "Quillstream Tv" in found(client)
    assert figures(client)["recurring.year"]["value"] == 0


def test_an_ignored_rhythm_is_not_found_again(client: TestClient, account: int) -> None:
    confirm(client, found(client)["Tessel Energy"], status="ignored")
    assert "Tessel Energy" not in found(client)
    assert "Tessel Energy" in listed(client, "ignored")
    assert figures(client)["recurring.year"]["value"] == 0


def test_money_in_is_a_figure_of_its_own(client: TestClient, account: int) -> None:
    confirm(client, found(client)["Alder Software Payroll"])
    shown = figures(client)
    assert shown["recurring.year.income"]["value"] == 12 * 284_000
    assert shown["recurring.year"]["value"] == 0


def test_series_in_another_currency_are_named_as_left_out(client: TestClient, account: int) -> None:
    enter(client, currency="EUR")
    assert figures(client)["recurring.year"]["excluded"] == [
        {"reason": "series in EUR", "count": 1, "value_minor": None}
    ]


def test_the_months_tell_none_from_what_is_expected(client: TestClient, account: int) -> None:
    series = confirm(client, found(client)["Tessel Energy"])["series"]
    november = next(row["id"] for row in rows(client) if row["on"] == "2026-11-23")
    client.delete(f"/api/transactions/{november}")
    answer = client.get("/api/recurring/months").json()
    assert (answer["months"][0], answer["months"][-1]) == ("2025-12", "2026-11")
    (row,) = answer["rows"]
    assert row["series_id"] == series["id"]
    assert row["paid"][5:] == [None, 8835, 9120, 8640, 8215, 8710, None]
    assert (row["expected_minor"], row["is_late"]) == (8640, True)
    assert listed(client)["Tessel Energy"]["days_late"] == 2


def test_what_comes_is_listed_with_the_day_to_cancel(client: TestClient, account: int) -> None:
    confirm(client, found(client)["Quillstream Tv"], notice_days=14)
    coming = client.get("/api/recurring/coming?first=2026-11-25&last=2027-01-31").json()
    assert [(each["on"], each["what"]) for each in coming] == [
        ("2026-12-06", "cancel_by"),
        ("2026-12-20", "payment"),
        ("2027-01-20", "payment"),
    ]
    refused(client.get("/api/recurring/coming?first=2026-11-25&last=2026-11-01"), 422, "bad_series")
    refused(client.get("/api/recurring/coming?first=9999-12-01&last=9999-12-31"), 422, "invalid_request")


def test_a_trial_is_cancelled_the_day_before_it_ends(client: TestClient) -> None:
    enter(client, name="Harborview Press", unit="month", trial_ends_on="2026-12-04")
    assert listed(client)["Harborview Press"]["cancel_by_on"] == "2026-12-03"


def test_a_payee_under_another_name_is_merged(client: TestClient, account: int) -> None:
    target = confirm(client, found(client)["Quillstream Tv"])["series"]
    for month in ("03", "04", "05"):
        spend(client, account, 1399, "subscriptions", on=f"2026-{month}-20", description="QS QUILL MEDIA")
    other = confirm(client, {**found_any(client, account), "name": "QS Quill Media"})["series"]
    done = client.post(f"/api/recurring/{other['id']}/merge", json={"into_id": target["id"]}).json()
    assert (done["series"]["id"], done["series"]["seen"]) == (target["id"], 9)
    assert set(listed(client)) == {"Quillstream Tv"}
    undo(client, done["change_id"])
    assert {each["seen"] for each in listed(client).values()} == {6, 3}


def found_any(client: TestClient, account: int) -> Json:
    """The older payments have lapsed, so they are entered by their payee."""
    return {
        "merchant_key": "qs quill media", "lowest_minor": None, "highest_minor": None, "kind": "subscription",
        "currency": "USD", "is_money_in": False, "is_variable": False, "anchor_on": "2026-05-20", "unit": "month",
        "interval": 1,
    }  # fmt: skip


def test_one_series_is_split_by_its_amounts(client: TestClient, account: int) -> None:
    for month in MONTHS:
        spend(client, account, 299, "subscriptions", on=f"2026-{month}-02", description="CLOUDPOST")
        spend(client, account, 999, "subscriptions", on=f"2026-{month}-12", description="CLOUDPOST")
    whole = confirm(client, {**found_any(client, account), "name": "Cloudpost", "merchant_key": "cloudpost"})["series"]
    assert whole["seen"] == 12
    done = client.post(f"/api/recurring/{whole['id']}/split", json={"above_minor": 500, "name": "Cloudpost Music"})
    assert done.json()["series"]["amount_minor"] == 999
    assert {name: each["seen"] for name, each in listed(client).items()} == {"Cloudpost": 6, "Cloudpost Music": 6}
    undo(client, done.json()["change_id"])
    assert {name: each["seen"] for name, each in listed(client).items()} == {"Cloudpost": 12}


def test_payees_whose_bounds_overlap_count_a_payment_once(client: TestClient, account: int) -> None:
    key = found(client)["Quillstream Tv"]["merchant_key"]
    bounds = [{"merchant_key": key, "lowest_minor": lowest, "highest_minor": None} for lowest in (0, 1000)]
    answer = enter(client, name="Quillstream", unit="month", expected_minor=1599, payees=bounds)
    assert (answer.json()["series"]["seen"], answer.json()["series"]["paid_minor"]) == (6, 4 * 1399 + 2 * 1599)


def test_an_ended_series_expects_nothing_and_comes_back(client: TestClient, account: int) -> None:
    series = confirm(client, found(client)["Quillstream Tv"])["series"]
    client.post(f"/api/recurring/{series['id']}/end", json={"on": "2026-11-25"})
    assert listed(client) == {}
    assert listed(client, "ended")["Quillstream Tv"]["next_due_on"] is None
    client.patch(f"/api/recurring/{series['id']}", json={"status": "active", "ends_on": None})
    assert listed(client)["Quillstream Tv"]["next_due_on"] == "2026-12-20"


def test_a_removed_series_is_found_again_and_its_undo_brings_it_back(client: TestClient, account: int) -> None:
    series = confirm(client, found(client)["Quillstream Tv"])["series"]
    done = client.delete(f"/api/recurring/{series['id']}").json()
    assert "Quillstream Tv" in found(client)
    undo(client, done["change_id"])
    assert listed(client)["Quillstream Tv"]["seen"] == 6


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"expected_minor": 0}, "amount is 0"),
        ({"expected_minor": -5}, "direction do not agree"),
        ({"ends_on": "2027-01-01"}, "before the first due date"),
    ],
)
def test_a_series_that_cannot_be_is_refused_with_a_sentence(client: TestClient, fields: Json, words: str) -> None:
    assert words in refused(enter(client, **fields), 422, "bad_series")["detail"]
    assert listed(client) == {}


def test_the_same_payments_are_no_two_series(client: TestClient, account: int) -> None:
    candidate = found(client)["Quillstream Tv"]
    confirm(client, candidate)
    payee = {name: candidate[name] for name in ("merchant_key", "lowest_minor", "highest_minor")}
    answer = enter(client, expected_minor=1599, payees=[payee])
    assert "belong to “Quillstream Tv” already" in refused(answer, 422, "bad_series")["detail"]
    refused(client.patch("/api/recurring/9999", json={"name": "x"}), 404, "no_such_series")


def test_the_calendar_file_needs_its_token_and_has_each_bill(client: TestClient, account: int) -> None:
    confirm(client, found(client)["Quillstream Tv"], name="Quill; stream, TV")
    assert client.get("/api/recurring/feed").json() == {"is_on": False}
    refused(client.get("/api/recurring.ics?token="), 401, "no_token")
    path = client.post("/api/recurring/feed").json()["path"]
    answer = client.get(path)
    assert answer.headers["content-type"].startswith("text/calendar")
    lines = answer.text.split("\r\n")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "DTSTART;VALUE=DATE:20261220" in lines
    assert "SUMMARY:Quill\\; stream\\, TV 15.99 USD" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    client.post("/api/recurring/feed")
    refused(client.get(path), 401, "no_token")
    assert client.get("/api/recurring/file").text.count("BEGIN:VEVENT") == 13


def test_the_longest_rhythms_and_the_farthest_days_are_no_failure(client: TestClient) -> None:
    for unit in ("day", "week", "month", "year"):
        for anchor in ("1900-01-01", "2199-12-31"):
            answer = enter(client, name=f"{unit} {anchor}", unit=unit, interval=1000, anchor_on=anchor)
            assert answer.status_code == 201, answer.text
    for path in ("", "/found", "/months", "/file", "/coming?first=1900-01-01&last=1901-01-01"):
        assert client.get(f"/api/recurring{path}").status_code == 200
    assert client.get("/api/recurring/coming?first=2199-01-01&last=2199-12-31").status_code == 200


def test_a_deleted_account_has_no_series_to_find(client: TestClient, account: int) -> None:
    client.delete(f"/api/accounts/{account}")
    assert found(client) == {}


def test_the_month_grid_of_the_older_app_sums_marked_categories(client: TestClient, account: int) -> None:
    grid = client.get("/api/transactions/recurring-monitor?year=2026").json()
    marked = {row["short_desc"]: row["monthly"] for row in grid["rows"]}
    assert marked["electric"] == [None] * 5 + [8835, 9120, 8640, 8215, 8710, 8420, None]
    assert grid["active_months"] == [6, 7, 8, 9, 10, 11]
    assert grid["totals"][10] == sum(monthly[10] or 0 for monthly in marked.values())


def test_the_end_of_a_warranty_is_in_the_calendar_and_in_the_feed(client: TestClient) -> None:
    file = {"file": ("drill.txt", b"Warranty of the drill", "text/plain")}
    document = client.post("/api/documents", files=file).json()["document"]["id"]
    assert client.patch(f"/api/documents/{document}", json={"expires_on": "2026-12-08"}).status_code == 200
    [ends] = client.get("/api/recurring/coming?first=2026-12-01&last=2026-12-31").json()
    assert (ends["what"], ends["on"], ends["document_id"]) == ("document_ends", "2026-12-08", document)
    assert (ends["series_id"], ends["currency"], ends["amount_minor"]) == (None, None, None)
    assert "SUMMARY:Ends: drill.txt" in client.get("/api/recurring/file").text
