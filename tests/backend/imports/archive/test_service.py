"""Years of files at once: accounts by sheet, column and file, categories matched or made, undone as a whole."""

import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.__main__ import main
from backend.bootstrap import open_data
from backend.imports.archive.metadata import ArchivedAccount, CategoryName, archived_account, categories_of
from backend.imports.archive.service import ArchiveFile, commit_archive, preview_archive
from backend.imports.readers import read
from backend.infra.config import Config
from tests.backend.imports.formats.excel.test_reader import xlsx
from tests.backend.journeys import open_account, refused, spend

Json = dict[str, Any]
HEAD_2022 = ("trans_date", "description", "amount", "short_desc", "category_2")
START = date(2022, 1, 3)


def rows(*kept: tuple[str, float, str, str], start: date = START) -> list[tuple[object, ...]]:
    return [(start + timedelta(days=7 * week), *row) for week, row in enumerate(kept)]


CARD = (
    ("TRADER JOES", 84.12, "groceries", "food"),
    ("SHELL 0042", 40.5, "fuel_for_car", "automobile"),
    ("KETTLE", 6.75, "cofee", "food"),
    ("ONLINE PAYMENT THANK YOU", -131.37, "", ""),
)
BANK = rows(
    ("ACME PAYROLL", 2840.0, "paycheck", "income"),
    ("RENT", -1200.0, "rent", "home"),
    ("CHECK 101", -55.0, "nan", "nan"),
)


def archive(client: TestClient, files: dict[str, bytes], *, looks_only: bool) -> Any:
    given = [("files", (name, content)) for name, content in files.items()]
    return client.post(f"/api/import/archive?looks_only={str(looks_only).lower()}&title=Old%20files", files=given)


FILES = {
    "2022.xlsx": xlsx(
        HEAD_2022, *rows(*CARD), title="discover", wf=[("date", *HEAD_2022[1:]), *BANK], Summary=[("Total", 12)]
    ),
    "2023.xlsx": xlsx(HEAD_2022, *rows(*CARD, start=date(2023, 1, 3))),
}


def test_an_archive_is_looked_at_taken_in_and_undone_as_a_whole(client: TestClient) -> None:
    seen = archive(client, FILES, looks_only=True).json()
    assert client.get("/api/stats").json()["total_transactions"] == 0
    assert client.get("/api/accounts").json() == []
    done = archive(client, FILES, looks_only=False).json()
    assert {**done, "import_id": None} == seen
    assert [(t["file"], t["account"], t["added"], t["categorised"]) for t in done["tables"]] == [
        ("2022.xlsx", "Discover", 4, 3),
        ("2022.xlsx", "Wells Fargo", 3, 2),
        ("2023.xlsx", "Archive", 4, 3),
    ]
    kinds = {a["name"]: a["account_type"] for a in client.get("/api/accounts").json()}
    assert kinds == {"Discover": "credit", "Wells Fargo": "checking", "Archive": "credit"}
    undone = client.post(f"/api/import/{done['import_id']}/undo").json()
    assert (undone["removed"], undone["kept"]) == (11, [])
    assert archive(client, FILES, looks_only=False).json()["tables"][0]["added"] == 4


def test_money_out_is_positive_on_cards_and_banks_alike(client: TestClient) -> None:
    archive(client, {"2022.xlsx": FILES["2022.xlsx"]}, looks_only=False)
    found = {r["description"]: r["amount_minor"] for r in client.get("/api/transactions?limit=50").json()["items"]}
    assert found["TRADER JOES"] == 8412
    assert found["ONLINE PAYMENT THANK YOU"] == -13137
    assert (found["ACME PAYROLL"], found["RENT"]) == (-284000, 120000)


def test_categories_are_matched_also_when_misspelled_and_made_where_there_are_none(client: TestClient) -> None:
    done = archive(client, {"2022.xlsx": FILES["2022.xlsx"]}, looks_only=False).json()
    found = {r["description"]: r for r in client.get("/api/transactions?limit=50").json()["items"]}
    assert found["TRADER JOES"]["category_short_desc"] == "groceries"
    assert found["KETTLE"]["category_short_desc"] == "coffee"
    assert found["SHELL 0042"]["category_name"] == "Fuel For Car"
    assert done["new_categories"] == ["Automobile", "Automobile / Fuel For Car", "Income / Paycheck"]
    assert (found["RENT"]["status"], found["RENT"]["categorization_tier"]) == ("auto_confirmed", "import")
    assert found["CHECK 101"]["status"] == "pending_review"


def keys(client: TestClient) -> set[str]:
    return {category["short_desc"] for category in client.get("/api/categories").json()}


def test_an_undo_takes_the_categories_along_that_the_archive_made(client: TestClient) -> None:
    before = keys(client)
    done = archive(client, FILES, looks_only=False).json()
    assert {"automobile", "fuel_for_car", "paycheck"} <= keys(client) - before
    undone = client.post(f"/api/import/{done['import_id']}/undo").json()
    assert undone["removed_categories"] == ["Paycheck", "Fuel For Car", "Automobile"]
    assert keys(client) == before


def test_categories_that_somebody_uses_or_changed_since_stay(client: TestClient) -> None:
    done = archive(client, {"2022.xlsx": FILES["2022.xlsx"]}, looks_only=False).json()
    spend(client, open_account(client), 4200, "fuel_for_car")
    client.patch("/api/categories/paycheck", json={"display_name": "Wages"})
    undone = client.post(f"/api/import/{done['import_id']}/undo").json()
    assert undone["removed_categories"] == []
    assert {"automobile", "fuel_for_car", "paycheck"} <= keys(client)


def test_a_category_of_a_deleted_row_waits_for_it(client: TestClient) -> None:
    done = archive(client, {"2022.xlsx": FILES["2022.xlsx"]}, looks_only=False).json()
    rows = client.get("/api/transactions?limit=50").json()["items"]
    fuel = next(row for row in rows if row["description"] == "SHELL 0042")
    assert client.delete(f"/api/transactions/{fuel['id']}").status_code == 200
    undone = client.post(f"/api/import/{done['import_id']}/undo").json()
    assert undone["removed_categories"] == ["Paycheck"]


def test_the_same_archive_again_adds_nothing(client: TestClient) -> None:
    archive(client, FILES, looks_only=False)
    again = archive(client, FILES, looks_only=False).json()
    assert [(t["added"], t["repeated"], t["is_new_account"]) for t in again["tables"]] == [
        (0, 4, False),
        (0, 3, False),
        (0, 4, False),
    ]
    assert (again["new_accounts"], again["new_categories"]) == ([], [])


def test_an_account_per_row_goes_into_accounts_that_are_there(client: TestClient) -> None:
    open_account(client, "Discover", account_type="credit")
    table = b"Account,Date,Description,Amount,Balance\n"
    table += b"Discover,2022-01-03,SHOP,-10.00,-110.00\nDiscover,2022-01-04,CAFE,-5.00,-115.00\n"
    table += (
        b"Discover,2022-01-09,PAYMENT THANK YOU,15.00,-100.00\nSoFi Checking,2022-01-05,ACME PAYROLL,100.00,600.00\n"
    )
    table += b"SoFi Checking,2022-01-07,RENT,-50.00,550.00\n"
    found = archive(client, {"all.csv": table}, looks_only=False).json()
    assert [(t["account"], t["is_new_account"], t["added"]) for t in found["tables"]] == [
        ("Discover", False, 3),
        ("SoFi Checking", True, 2),
    ]


def test_a_card_and_an_account_that_write_signs_in_two_ways_in_one_table_are_not_guessed(client: TestClient) -> None:
    table = b"Account,Date,Description,Amount,Balance\n"
    table += b"Discover,2022-01-03,SHOP,10.00,110.00\nDiscover,2022-01-04,CAFE,5.00,115.00\n"
    table += b"Discover,2022-01-09,PAYMENT THANK YOU,-15.00,100.00\nSoFi,2022-01-05,ACME PAYROLL,100.00,600.00\n"
    table += b"SoFi,2022-01-07,RENT,-50.00,550.00\n"
    found = archive(client, {**FILES, "all.csv": table}, looks_only=True).json()
    assert {t["file"] for t in found["tables"] if t["refused"]} == {"all.csv"}


def test_what_is_not_sure_is_named_and_left_alone(client: TestClient) -> None:
    unsure = b"Date,Description,Amount\n2022-01-03,SHOP A,10.00\n2022-01-04,SHOP B,5.00\n"
    found = archive(client, {**FILES, "unsure.csv": unsure, "photo.png": b"\x89PNG\r\n"}, looks_only=False).json()
    told = {t["file"]: t["refused"] for t in found["tables"] if t["refused"]}
    assert told.keys() == {"unsure.csv", "photo.png"}
    assert "Import page" in told["unsure.csv"]
    refused(archive(client, {"photo.png": b"\x89PNG\r\n"}, looks_only=True), 422, "nothing_in_archive")


def test_from_the_command_line(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("BUDGET_APP_HOME", str(home))
    folder = tmp_path / "Old files"
    (folder / "2022").mkdir(parents=True)
    (folder / "2022" / "year.xlsx").write_bytes(FILES["2022.xlsx"])
    (folder / "2022" / "~$year.xlsx").write_bytes(b"locked")
    (folder / "notes.md").write_text("nothing")
    assert main(["archive", str(folder), "--dry-run"]) == 0
    assert "2022/year.xlsx (discover) → Discover: would add 4 (3 with a category)" in capsys.readouterr().out
    assert main(["archive", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["new_accounts"] == ["Discover", "Wells Fargo"]
    assert main(["archive", str(tmp_path / "nowhere")]) == 1
    assert "no files" in capsys.readouterr().err


def statement(content: bytes) -> Any:
    return read(content, filename="x.csv", mapping=None, currency="USD", account_type=None)[0]


@pytest.mark.parametrize(
    ("header", "cells", "named"),
    [
        ("short_desc,category_2", "groceries,food", CategoryName("groceries", "food")),
        ("category_2,main category,specific category", "food,living,groceries", CategoryName("groceries", "food")),
        ("Category", "Food:Groceries", CategoryName("Groceries", "Food")),
        ("short_desc,category_2", "nan,food", CategoryName("food", None)),
        ("short_desc,category_2", "balance,nan", CategoryName(None, None)),
        ("short_desc,category_2", "food,food", CategoryName("food", None)),
        ("Category", "https://bank.example/food.png", CategoryName(None, None)),
    ],
)
def test_the_most_exact_name_of_a_category_counts(header: str, cells: str, named: CategoryName) -> None:
    found = statement(f"Date,Description,Amount,{header}\n2022-01-03,SHOP,-10.00,{cells}\n".encode())
    assert list(categories_of(found)) == [named]


def test_a_cell_of_several_lines_and_a_file_that_is_no_table() -> None:
    table = b'Date,Description,Amount,Category\n2022-01-03,"TWO\nLINES",-10.00,Food\n'
    assert list(categories_of(statement(table))) == [CategoryName("Food", None)]
    qif = b"!Type:Bank\nD03/14/2022\nT-10.00\nPSHOP\nLFood:Groceries\n^\n"
    assert list(categories_of(statement(qif))) == [CategoryName("Groceries", "Food")]


@pytest.mark.parametrize(
    ("filename", "owner"),
    [
        ("discover 2021.csv", ArchivedAccount("Discover", "credit")),
        ("2021_wf.csv", ArchivedAccount("Wells Fargo", "checking")),
        ("sofi-savings-Jan 2022.csv", ArchivedAccount("Sofi Savings", "savings")),
        ("Sheet1.csv", ArchivedAccount("Archive", "checking")),
        ("March 2021.csv", ArchivedAccount("Archive", "checking")),
        ("amex statement.csv", ArchivedAccount("American Express", "credit")),
    ],
)
def test_a_file_names_its_account_but_a_month_or_a_year_does_not(filename: str, owner: ArchivedAccount) -> None:
    found = statement(b"Date,Description,Amount\n2022-01-03,ACME PAYROLL,10.00\n2022-01-04,SHOP,-5.00\n")
    assert archived_account(found, filename) == owner


def test_looking_at_an_archive_says_what_importing_it_does(tmp_path: Path) -> None:
    files = {"Wells card.xlsx": xlsx(HEAD_2022, *rows(*CARD)), "Wells bank.xlsx": xlsx(HEAD_2022, *BANK)}
    given = [ArchiveFile(name, len(content), partial(bytes, content)) for name, content in files.items()]
    with open_data(Config(home=tmp_path)) as data:
        looked = preview_archive(data.budget, data.user_id, given, title="Old")
        around = data.import_backups.around
        done = [commit_archive(data.budget, data.user_id, given, title="Old", backing_up=around) for _ in range(2)]
    assert looked.tables == done[0].tables
    assert [sum(table.added for table in each.tables) for each in (looked, *done)] == [7, 7, 0]
