"""The words of a search: in the text or in the note of a row, and a word that must be in neither."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, spend
from tests.makers import imported, statement

ROWS = (
    "2024-03-01,KETTLE ROW 0042,-4.50",
    "2024-03-02,KETTLE ROW 0042,-5.50",
    "2024-03-03,Café Zentrum,-6.50",
    "2024-03-04,BOOK SHOP,-30.00",
)


@pytest.fixture
def ids(client: TestClient) -> dict[str, int]:
    """The rows by their amount; the second kettle and the book have notes."""
    account = {"name": "Everyday", "account_type": "checking", "currency": "USD"}
    account_id = client.post("/api/accounts", json=account).json()["id"]
    imported(client, statement(*ROWS), account_id=account_id)
    listed = client.get("/api/transactions").json()["items"]
    found = {f"{row['amount_minor'] / 100:.2f}": row["id"] for row in listed}
    for amount, note in (("5.50", "with Ada, 100%"), ("30.00", "kettle table book")):
        assert client.patch(f"/api/transactions/{found[amount]}", json={"notes": note}).status_code == 200
    return found


def searched(client: TestClient, search: str) -> tuple[list[float], Any]:
    answer = client.get("/api/transactions", params={"search": search}).json()
    return sorted(row["amount_minor"] / 100 for row in answer["items"]), answer["total"]


@pytest.mark.parametrize(
    ("search", "amounts"),
    [
        ("kettle", [4.5, 5.5, 30]),
        ("cafe", [6.5]),
        ("ada", [5.5]),
        ("kettle ada", [5.5]),
        ("kettle -ada", [4.5, 30]),
        ("book kettle", [30]),
        ("kettle -book", [4.5, 5.5]),
        ("-kettle", [6.5]),
        ("-ada", [4.5, 6.5, 30]),
        ("100%", [5.5]),
        ("%", [5.5]),
        ("nothing", []),
    ],
)
def test_a_word_is_looked_for_in_text_and_note(
    client: TestClient, ids: dict[str, int], search: str, amounts: list[float]
) -> None:
    assert searched(client, search) == (amounts, len(amounts))


@pytest.fixture
def filed(client: TestClient) -> TestClient:
    """Rows with a category, an amount, or a text that a search can mean."""
    dollars = open_account(client)
    spend(client, dollars, 1263, "coffee", description="KETTLE")
    spend(client, dollars, 7800, "groceries", description="MARKET 12")
    spend(client, dollars, -7800, "payroll", description="EMPLOYER")
    spend(client, dollars, 7850, "pet", description="VET")
    spend(client, dollars, 500, description="COFFEE CART")
    spend(client, dollars, 123_456, "rent", description="LANDLORD")
    yen = open_account(client, "Giro", currency="JPY")
    spend(client, yen, 78, "books", description="KIOSK")
    return client


@pytest.mark.parametrize(
    ("search", "texts"),
    [
        ("coffee", ["COFFEE CART", "KETTLE"]),
        ("COFF", ["COFFEE CART", "KETTLE"]),
        ("food", ["KETTLE", "MARKET 12"]),
        ("coffee kettle", ["KETTLE"]),
        ("coffee cart", ["COFFEE CART"]),
        ("coffee landlord", []),
        ("-coffee", ["EMPLOYER", "KIOSK", "LANDLORD", "MARKET 12", "VET"]),
        ("food -coffee", ["MARKET 12"]),
        ("12.63", ["KETTLE"]),
        ("12,63", ["KETTLE"]),
        ("$12.63", ["KETTLE"]),
        ("12", ["KETTLE", "MARKET 12"]),
        ("78", ["EMPLOYER", "KIOSK", "MARKET 12", "VET"]),
        ("-78", ["KIOSK", "MARKET 12", "VET"]),
        ("+78", ["EMPLOYER"]),
        ("-78.00", ["KIOSK", "MARKET 12"]),
        ("1,234.56", ["LANDLORD"]),
        ("groceries 78", ["MARKET 12"]),
        ("market 78", ["MARKET 12"]),
        ("kettle 78", []),
        ("99999999999999999", []),
    ],
)
def test_a_word_finds_text_category_and_amount(filed: TestClient, search: str, texts: list[str]) -> None:
    answer = filed.get("/api/transactions", params={"search": search, "sums": "true"}).json()
    assert sorted(row["description"] for row in answer["items"]) == texts
    assert answer["total"] == len(texts)


def test_a_word_finds_the_category_that_is_suggested(client: TestClient) -> None:
    imported(client, statement("2026-05-01,WENDYS 0042,-4.00"), account_id=open_account(client))
    (row,) = client.get("/api/transactions").json()["items"]
    assert (row["status"], row["category_name"]) == ("pending_review", None)
    assert client.get("/api/transactions", params={"search": row["predicted_category_name"]}).json()["total"] == 1


@pytest.fixture
def many(client: TestClient) -> None:
    """More texts with the word than without it, so that the rows that do not fit are the fewer; some have notes."""
    account_id = open_account(client)
    texts = [f"SHOP {number}" for number in range(150)] + [f"BAKER {number}" for number in range(20)]
    lines = [f"2024-03-{n % 28 + 1:02},{text},-{n + 1}.00" for n, text in enumerate(texts)]
    imported(client, statement(*lines), account_id=account_id)
    rows = {row["description"]: row["id"] for row in client.get("/api/transactions?limit=500").json()["items"]}
    for text, note in (("BAKER 3", "near the shop"), ("SHOP 5", "special"), ("SHOP 6", "coffee with Ada")):
        client.patch(f"/api/transactions/{rows[text]}", json={"notes": note})
    for text, category in (("SHOP 7", "coffee"), ("BAKER 8", "coffee"), ("SHOP 9", "groceries")):
        client.post(f"/api/transactions/{rows[text]}/review", json={"category_short_desc": category})


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("search", "count"),
    [
        ("shop", 151),  # one by its note
        ("-shop", 19),
        ("shop -special", 150),
        ("-coffee", 167),  # two by their category, one by its note
        ("shop -coffee", 149),
        ("shop coffee", 3),  # one has "shop" in its note and Coffee as its suggestion
        ("-baker", 150),
        ("-baker -special", 149),
        ("shop 17", 3),  # SHOP 17, SHOP 117, and SHOP 16 with the amount 17.00
    ],
)
def test_a_word_that_most_texts_have_finds_and_sums_the_same_rows(client: TestClient, search: str, count: int) -> None:
    for status in ("", "pending_review", "confirmed"):
        fields = {"search": search, "limit": 500, **({"status": status} if status else {}), "sums": True}
        answer = client.get("/api/transactions", params=fields).json()
        assert answer["total"] == len(answer["items"])
        out = sum(row["amount_minor"] for row in answer["items"])
        assert sum(one["out_minor"] for one in answer["sums"]) == out
        if not status:
            assert answer["total"] == count
