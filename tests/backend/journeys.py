"""Steps of journeys over HTTP: what a person does first, so that a test names only what it is about."""

from typing import Any

from starlette.testclient import TestClient

from backend.commands.doctor import checks_of


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


def is_sound(client: TestClient) -> bool:
    """Whether the doctor finds nothing wrong."""
    return all(check.is_ok for check in checks_of(client.app.state.budget))  # type: ignore[attr-defined]


def rows(client: TestClient) -> list[dict[str, Any]]:
    """All transactions, newest first (up to 500)."""
    found: list[dict[str, Any]] = client.get("/api/transactions?limit=500").json()["items"]
    return found


def delete(client: TestClient, *ids: int) -> dict[str, Any]:
    """Move rows to the deleted log; the answer has their ids there."""
    answer = client.post("/api/transactions/bulk-delete", json={"transaction_ids": list(ids)})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def restore(client: TestClient, deleted_id: int) -> None:
    """Bring a row of the deleted log back."""
    answer = client.post(f"/api/transactions/restore/{deleted_id}")
    assert answer.status_code == 200, answer.text
