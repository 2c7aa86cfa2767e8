"""The words of a search: in the text or in the note of a row, and a word that must be in neither."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.makers import imported, statement

ROWS = (
    "2024-03-01,COFFEE BAR 0042,-4.50",
    "2024-03-02,COFFEE BAR 0042,-5.50",
    "2024-03-03,Café Zentrum,-6.50",
    "2024-03-04,BOOK SHOP,-30.00",
)


@pytest.fixture
def ids(client: TestClient) -> dict[str, int]:
    """The rows by their amount; the second coffee and the book have notes."""
    account = {"name": "Everyday", "account_type": "checking", "currency": "USD"}
    account_id = client.post("/api/accounts", json=account).json()["id"]
    imported(client, statement(*ROWS), account_id=account_id)
    listed = client.get("/api/transactions").json()["items"]
    found = {f"{row['amount_minor'] / 100:.2f}": row["id"] for row in listed}
    for amount, note in (("5.50", "with Ada, 100%"), ("30.00", "coffee table book")):
        assert client.patch(f"/api/transactions/{found[amount]}", json={"notes": note}).status_code == 200
    return found


def searched(client: TestClient, search: str) -> tuple[list[float], Any]:
    answer = client.get("/api/transactions", params={"search": search}).json()
    return sorted(row["amount_minor"] / 100 for row in answer["items"]), answer["total"]


@pytest.mark.parametrize(
    ("search", "amounts"),
    [
        ("coffee", [4.5, 5.5, 30]),
        ("cafe", [6.5]),
        ("ada", [5.5]),
        ("coffee ada", [5.5]),
        ("coffee -ada", [4.5, 30]),
        ("book coffee", [30]),
        ("coffee -book", [4.5, 5.5]),
        ("-coffee", [6.5]),
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
