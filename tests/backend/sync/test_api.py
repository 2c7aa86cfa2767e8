"""The sync over HTTP."""

from starlette.testclient import TestClient


def test_without_a_connected_bank_it_says_so(client: TestClient) -> None:
    assert client.get("/api/sync").json() == {"connected": 0, "last_synced_at": None}
    told = client.post("/api/sync/now").json()
    assert told["status"] == "none_connected"
    assert "No bank is connected" in told["message"]
