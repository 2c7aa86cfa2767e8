"""The start happens once: what a person removes does not come back."""

from pathlib import Path

from starlette.testclient import TestClient

from backend.infra.config import Config
from backend.main import create_app


def test_what_a_person_removed_is_not_there_again_after_a_restart(client: TestClient, home: Path) -> None:
    client.delete("/api/categories/pet")
    mapping = client.get("/api/merchant-mappings").json()[0]
    client.delete(f"/api/merchant-mappings/{mapping['id']}")
    client.__exit__()
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as again:
        assert "pet" not in {category["short_desc"] for category in again.get("/api/categories").json()}
        assert mapping["id"] not in {row["id"] for row in again.get("/api/merchant-mappings").json()}
