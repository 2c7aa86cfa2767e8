"""A book of another program, from the drop to the undo, over HTTP."""

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from tests.backend.moving_in.books import actual_zip, moved_in, opened, suggested
from tests.makers import every_count, imported

Json = dict[str, Any]


def transactions(client: TestClient) -> list[Json]:
    found: list[Json] = client.get("/api/transactions?limit=200").json()["items"]
    return found


def test_a_budget_of_actual_comes_in_with_zero_unexplained_cents(client: TestClient) -> None:
    report = moved_in(client, actual_zip(), name="Home.zip", currency="EUR")
    assert (report["is_exact"], report["unexplained_minor"]) == (True, 0)
    counts = report["counts"]
    assert (counts["added"], counts["repeated"], counts["doubtful"]) == (8, 0, 0)
    assert (counts["new_accounts"], counts["transfers"], counts["linked"], counts["splits"]) == (3, 2, 2, 1)
    balances = {each["name"]: each["months"][-1]["here_minor"] for each in report["accounts"]}
    assert balances == {"Checking": 100_000 + 250_000 - 4_210 - 10_000 - 20_000, "Savings": 21_500, "Old card": -999}
    totals = {each["name"]: each["added_minor"] for each in report["categories"]}
    assert totals["Usual › Food"] == 4_210 + 6_000 + 999
    assert totals["Usual › Household"] == 2_500
    assert totals["Transfers"] == 0
    no_place = {each["what"]: each["count"] for each in report["no_place"]}
    assert no_place == {
        "Transactions divided in two or more": 1,
        "Schedules": 1,
        "Opening balances": 1,
        "Budgeted amounts of a month": 1,
    }


def test_tags_notes_payees_and_splits_come_along(client: TestClient) -> None:
    moved_in(client, actual_zip(), name="Home.zip", currency="EUR")
    rows = {row["amount_minor"]: row for row in transactions(client)}
    shop = rows[4_210]
    assert (shop["description"], shop["merchant_name"]) == ("CORNER MARKET 0042", "Corner Market")
    assert (shop["notes"], shop["tags"]) == ("weekly #family shop", ["family"])
    assert [part["amount_minor"] for part in rows[8_500]["splits"]] == [6_000, 2_500]
    assert [part["category_name"] for part in rows[8_500]["splits"]] == ["Food", "Household"]
    assert (rows[20_000]["is_internal"], rows[-20_000]["is_internal"]) == (True, True)


def test_what_is_tried_out_changes_nothing_and_tells_what_would_happen(client: TestClient, home: Path) -> None:
    book = opened(client, actual_zip(), name="Home.zip", currency="EUR")
    before = every_count(home)
    tried = client.post(f"/api/moving-in/{book['id']}/try-out", json=suggested(book)).json()
    assert every_count(home) == before
    done = client.post(f"/api/moving-in/{book['id']}/commit", json=suggested(book)).json()
    assert {**done, "import_id": None} == tried | {"accounts": done["accounts"]}


def test_undo_takes_a_whole_book_back_with_its_accounts_and_categories(client: TestClient, home: Path) -> None:
    before = every_count(home)
    report = moved_in(client, actual_zip(), name="Home.zip", currency="EUR")
    undone = client.post(f"/api/import/{report['import_id']}/undo").json()
    assert (undone["removed"], undone["kept"]) == (8, [])
    assert client.get("/api/accounts").json() == []
    after = every_count(home)
    # The import stays in the history, texts of banks stay for searching, and a tag may come back.
    left = {name for name in after if after[name] != before[name]}
    assert left <= {"imports", "descriptors", "tags", "descriptor_words", "changes", "sqlite_sequence"}
    assert moved_in(client, actual_zip(), name="Home.zip", currency="EUR")["counts"]["added"] == 8


def test_a_book_that_comes_again_adds_nothing(client: TestClient) -> None:
    moved_in(client, actual_zip(), name="Home.zip", currency="EUR")
    again = moved_in(client, actual_zip(), name="Home.zip", currency="EUR")
    assert (again["counts"]["added"], again["counts"]["repeated"], again["counts"]["new_accounts"]) == (0, 8, 0)
    assert again["is_exact"]


def test_rows_that_a_statement_brought_are_not_added_twice(client: TestClient) -> None:
    account = client.post("/api/accounts", json={"name": "Checking", "account_type": "checking", "currency": "EUR"})
    statement = b"Date,Description,Amount\n2024-02-03,CORNER MARKET 0042,-42.10\n2024-02-17,BOOKSHOP,-15.00\n"
    imported(client, statement, account_id=account.json()["id"])
    report = moved_in(client, actual_zip(), name="Home.zip", currency="EUR")
    assert (report["counts"]["added"], report["counts"]["repeated"]) == (7, 1)
    checking = next(each for each in report["accounts"] if each["name"] == "Checking")
    assert not checking["is_new"]
    last = checking["months"][-1]
    assert (last["other_minor"], last["unexplained_minor"]) == (-1_500, 0)
    assert report["is_exact"]


def test_an_account_can_be_left_out_and_its_transfers_stay_on_the_other_side(client: TestClient) -> None:
    book = opened(client, actual_zip(), name="Home.zip", currency="EUR")
    choices = suggested(book)
    choices["accounts"]["a2"]["is_left_out"] = True
    report = client.post(f"/api/moving-in/{book['id']}/commit", json=choices).json()
    assert (report["counts"]["left_out"], report["is_exact"]) == (2, True)
    assert {row["is_internal"] for row in transactions(client) if row["amount_minor"] in (20_000, 1_500)} == {True}


def test_two_accounts_of_a_book_cannot_become_one(client: TestClient) -> None:
    client.post("/api/accounts", json={"name": "Mine", "account_type": "checking", "currency": "EUR"})
    book = opened(client, actual_zip(), name="Home.zip", currency="EUR")
    choices = suggested(book)
    mine = client.get("/api/accounts").json()[0]["id"]
    for key in ("a1", "a2"):
        choices["accounts"][key]["account_id"] = mine
    answer = client.post(f"/api/moving-in/{book['id']}/commit", json=choices)
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid_choice"


def test_a_file_of_no_known_program_is_no_book(client: TestClient) -> None:
    answer = client.post("/api/moving-in", files={"file": ("x.csv", b"Date,Amount\n2024-01-01,1\n")})
    assert (answer.status_code, answer.json()) == (200, {"book": None})


def test_what_is_over_is_idle_and_cannot_be_moved_in_again(client: TestClient) -> None:
    book = opened(client, actual_zip(), name="Home.zip", currency="EUR")
    address = f"/api/moving-in/{book['id']}"
    client.post(f"{address}/commit", json=suggested(book))
    assert client.get(f"{address}/progress").json() == {"phase": "idle", "done": 0, "total": 0}
    assert client.post(f"{address}/commit", json=suggested(book)).json()["code"] == "book_not_open"


def test_a_book_that_names_no_currency_can_be_read_in_another(client: TestClient) -> None:
    book = opened(client, actual_zip(), name="Home.zip", currency="EUR")
    again = client.post(f"/api/moving-in/{book['id']}/currency", json={"currency": "CHF"}).json()
    assert {account["currency"] for account in again["accounts"]} == {"CHF"}
    refused = client.post(f"/api/moving-in/{book['id']}/currency", json={"currency": "JPY"})
    assert (refused.status_code, refused.json()["code"]) == (422, "unreadable_book")
