"""The history of one row over HTTP."""

from starlette.testclient import TestClient


def test_why_shows_the_source_line_and_what_each_tier_says(client: TestClient) -> None:
    file = b"Date,Description,Amount\n2026-03-01,TRADER JOE'S #552,-84.12\n2026-03-02,TRADER JOE'S #552,-10.00\n"
    client.post("/api/import/csv", files={"file": ("march.csv", file)})
    newest = client.get("/api/transactions").json()["items"][0]
    why = client.get(f"/api/transactions/{newest['id']}/why").json()
    assert why["source_row"]["raw"] == "2026-03-02,TRADER JOE'S #552,-10.00"
    assert (why["source_row"]["filename"], why["source_row"]["line_no"]) == ("march.csv", 3)
    assert [(step["tier"], step["outcome"]) for step in why["steps"]] == [
        ("amount_rule", "passed"),
        ("merchant_map", "suggested"),
        ("brand", "suggested"),
    ]
    assert why["steps"][1]["reason"] == "Starter list: “trader joe”"
    assert [other["on"] for other in why["earlier"]] == ["2026-03-01"]
