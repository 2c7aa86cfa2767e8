"""Saved views over HTTP."""

from starlette.testclient import TestClient

from tests.backend.journeys import refused, undo


def test_a_view_is_saved_renamed_unpinned_and_removed_and_each_step_can_be_undone(client: TestClient) -> None:
    body = {"name": "November food", "path": "/spending?month=2026-11&category=food"}
    saved = client.post("/api/views", json=body)
    assert saved.status_code == 201, saved.text
    view = saved.json()["view"]
    assert view == {"id": view["id"], **body, "is_pinned": True}
    changed = client.patch(f"/api/views/{view['id']}", json={"name": "Food", "is_pinned": False}).json()
    assert (changed["view"]["name"], changed["view"]["is_pinned"]) == ("Food", False)
    undo(client, changed["change_id"])
    assert client.get("/api/views").json() == [view]
    gone = client.delete(f"/api/views/{view['id']}").json()
    assert client.get("/api/views").json() == []
    undo(client, gone["change_id"])
    assert client.get("/api/views").json() == [view]


def test_a_name_is_used_once_and_an_address_stays_inside_the_app(client: TestClient) -> None:
    assert client.post("/api/views", json={"name": "Cards", "path": "/accounts"}).status_code == 201
    refused(client.post("/api/views", json={"name": "cards", "path": "/data"}), 409, "view_name_taken")
    for path in ("https://example.org", "//example.org", "javascript:alert(1)"):
        assert client.post("/api/views", json={"name": "Else", "path": path}).status_code == 422
    refused(client.patch("/api/views/99", json={"name": "X"}), 404, "no_such_view")
