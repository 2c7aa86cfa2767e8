"""Steps of journeys over HTTP: what a person does first, so that a test names only what it is about."""

from typing import Any

from starlette.testclient import TestClient


def open_account(client: TestClient, name: str = "Everyday", **fields: Any) -> int:
    answer = client.post("/api/accounts", json={"name": name, "account_type": "checking", **fields})
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


def spend(
    client: TestClient,
    account_id: int,
    amount_minor: int,
    category: str | None = None,
    *,
    on: str = "2026-03-05",
    description: str = "CORNER SHOP 0042",
) -> int:
    """Add a row; it is confirmed when it has a category, else it waits for review."""
    fields = {"account_id": account_id, "on": on, "description": description, "amount_minor": amount_minor}
    if category:
        fields["category_short_desc"] = category
    answer = client.post("/api/transactions", json=fields)
    assert answer.status_code in (200, 201), answer.text
    return int(answer.json()["transaction"]["id"])


def undo(client: TestClient, change_id: int) -> None:
    answer = client.post(f"/api/changes/{change_id}/undo")
    assert answer.status_code == 200, answer.text


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    """Check that a request was refused as a plain problem, and return the problem."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["code"] == code
    assert problem["detail"].endswith((".", "”"))
    return problem
