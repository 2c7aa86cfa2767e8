"""What needs attention is found, comes first, and names its fix."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.infra.scheduler import JobContext, Scheduler
from tests.backend.journeys import open_account
from tests.makers import imported, statement


def checks(client: TestClient) -> dict[str, Any]:
    answer = client.get("/api/health-checks")
    assert answer.status_code == 200, answer.text
    return {each["key"]: each for each in answer.json()}


def test_what_needs_attention_comes_first_with_its_fix(client: TestClient, home: Path) -> None:
    imported(client, statement(), account_id=open_account(client))
    client.app.state.data.import_backups.close()  # type: ignore[attr-defined]
    found = checks(client)
    assert (found["backup"]["state"], found["backup"]["fix"]) == ("advice", "Prove the newest")
    assert found["banks"]["state"] == found["rules"]["state"] == found["documents"]["state"] == "ok"
    key = client.get("/api/backups").json()["backups"][0]["key"]
    assert client.post(f"/api/backups/{key}/prove").json()["problems"] == []
    assert checks(client)["backup"]["finding"].startswith("Proved on ")
    (home / "backups" / f"investments-{key}.db").unlink()
    assert client.post(f"/api/backups/{key}/prove").json()["problems"] == [f"investments-{key}.db is missing."]
    (home / "documents" / "ab").mkdir(parents=True)
    (home / "documents" / "ab" / ("ab" * 32)).write_bytes(b"a file of nobody")
    found = checks(client)
    assert next(iter(found)) == "backup"
    assert found["backup"]["state"] == "problem"
    assert "1 files in the folder" in found["documents"]["finding"]


def test_a_job_that_failed_last_time_is_named_until_it_works_again(client: TestClient) -> None:
    scheduler: Scheduler = client.app.state.scheduler  # type: ignore[attr-defined]
    is_broken = True

    def count_stars(_work: JobContext) -> None:
        if is_broken:
            raise ValueError("no stars")

    with pytest.raises(ValueError, match="no stars"):
        scheduler._run(count_stars)
    assert checks(client)["jobs"]["state"] == "problem"
    is_broken = False
    scheduler._run(count_stars)
    assert checks(client)["jobs"]["state"] == "ok"
