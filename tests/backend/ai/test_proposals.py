"""Rules that AI proposes: tried on all history first, accepted one by one, ordinary and free of cost from then on."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.ai.asking import ask, model, receipts, switch_on, waiting
from tests.backend.journeys import is_sound, open_account, refused, rows, spend, undo
from tests.standins.ai_server import AiServer

__all__ = ["model"]
Json = dict[str, Any]


@pytest.fixture
def history(client: TestClient, model: AiServer) -> int:
    """Copper Kettle: three decided, two of them coffee, and two that wait; a biller whose amounts tell what was bought.

    Rules for both are proposed. Returns the account.
    """
    account_id = open_account(client)
    for category in ("coffee", "coffee", "restaurant"):
        spend(client, account_id, 450, category, description="COPPER KETTLE DOWNTOWN 0042")
    waiting(client, account_id, "TST* COPPER KETTLE AIRPORT", "COPPER KETTLE HARBOR 17")
    for _ in range(2):
        waiting(client, account_id, "ORCHARD BILL ONE", amount_minor=1059)
    waiting(client, account_id, "ORCHARD BILL ONE", amount_minor=799)
    model.rules = {
        "merchants": [{"pattern": "Copper Kettle", "category": "coffee"}],
        "amounts": [
            {"pattern": "orchard bill", "category": "gym", "amount": "10.59", "currency": "USD", "direction": "out"}
        ],
    }
    switch_on(client)
    return account_id


def billed(amount: str, category: str) -> Json:
    """An answer with one rule about an amount."""
    rule = {"pattern": "orchard bill", "category": category, "amount": amount, "currency": "USD", "direction": "out"}
    return {"merchants": [], "amounts": [rule]}


def proposals(client: TestClient) -> dict[str, Json]:
    return {each["pattern"]: each for each in client.get("/api/ai/proposals").json()["items"]}


def effect(proposal: Json) -> tuple[int, ...]:
    return tuple(proposal[name] for name in ("fits", "agrees", "conflicts", "fills", "changes"))


def affected(client: TestClient, proposal: Json, group: str) -> set[str]:
    answer = client.get(f"/api/ai/proposals/{proposal['id']}/transactions", params={"group": group})
    assert answer.status_code == 200, answer.text
    return {row["description"] for row in answer.json()["items"]}


@pytest.mark.usefixtures("history")
def test_each_proposed_rule_says_what_it_would_do_to_all_history(client: TestClient) -> None:
    run = ask(client, "rules")
    assert (run["phase"], run["proposals"], run["message"]) == ("done", 2, "2 rules proposed.")
    found = proposals(client)
    assert effect(found["copper kettle"]) == (5, 2, 1, 2, 0)
    assert effect(found["orchard bill"]) == (2, 0, 0, 2, 0)
    assert found["orchard bill"]["amount_minor"] == 1059
    assert affected(client, found["copper kettle"], "conflicts") == {"COPPER KETTLE DOWNTOWN 0042"}
    assert affected(client, found["copper kettle"], "fills") == {
        "TST* COPPER KETTLE AIRPORT",
        "COPPER KETTLE HARBOR 17",
    }
    # Until somebody accepts one, nothing has changed.
    assert {row["categorization_tier"] for row in rows(client) if row["status"] == "pending_review"} == {None}


@pytest.mark.usefixtures("history")
def test_an_accepted_rule_is_an_ordinary_mapping_that_decides_without_ai(client: TestClient, model: AiServer) -> None:
    ask(client, "rules")
    answer = client.post(f"/api/ai/proposals/{proposals(client)['copper kettle']['id']}/accept").json()
    assert (answer["status"], answer["transaction_count"]) == ("accepted", 2)
    [mapping] = [m for m in client.get("/api/merchant-mappings").json() if m["merchant_pattern"] == "copper kettle"]
    assert (mapping["category_short_desc"], mapping["match"]) == ("coffee", "word")
    by_text = {row["description"]: row for row in rows(client)}
    waits = by_text["COPPER KETTLE HARBOR 17"]
    assert (waits["predicted_category_short_desc"], waits["categorization_tier"]) == ("coffee", "merchant_map")
    assert waits["status"] == "pending_review"
    # What the person decided otherwise stays.
    decided = [row["category_short_desc"] for row in rows(client) if row["status"] == "confirmed"]
    assert sorted(decided) == ["coffee", "coffee", "restaurant"]
    calls = len(model.requests)
    spend(client, 1, 500, description="COPPER KETTLE STATION")
    client.post("/api/transactions/batch-categorize")
    assert {row["predicted_category_short_desc"] for row in rows(client) if "STATION" in row["description"]} == {
        "coffee"
    }
    assert len(model.requests) == calls
    assert is_sound(client)


@pytest.mark.usefixtures("history")
def test_an_accepted_amount_rule_decides_by_the_amount(client: TestClient) -> None:
    ask(client, "rules")
    answer = client.post(f"/api/ai/proposals/{proposals(client)['orchard bill']['id']}/accept").json()
    assert answer["transaction_count"] == 2
    [rule] = [r for r in client.get("/api/amount-rules").json() if r["description_pattern"] == "orchard bill"]
    assert (rule["amount_minor"], rule["currency"], rule["category_short_desc"]) == (1059, "USD", "gym")
    found = {
        (row["amount_minor"], row["predicted_category_short_desc"])
        for row in rows(client)
        if "ORCHARD" in row["description"]
    }
    assert found == {(1059, "gym"), (799, None)}


@pytest.mark.usefixtures("history")
def test_accepting_can_be_undone_as_a_whole(client: TestClient) -> None:
    ask(client, "rules")
    before = rows(client)
    proposal = proposals(client)["copper kettle"]
    undo(client, client.post(f"/api/ai/proposals/{proposal['id']}/accept").json()["change_id"])
    assert rows(client) == before
    assert all(m["merchant_pattern"] != "copper kettle" for m in client.get("/api/merchant-mappings").json())
    assert effect(proposals(client)["copper kettle"]) == effect(proposal)


@pytest.mark.usefixtures("history")
def test_a_rejected_rule_is_remembered_and_not_proposed_again(client: TestClient) -> None:
    ask(client, "rules")
    found = proposals(client)
    rejected = client.post(f"/api/ai/proposals/{found['copper kettle']['id']}/reject").json()
    again = ask(client, "rules")
    assert (again["proposals"], again["message"]) == (0, "No new rule was proposed.")
    assert set(proposals(client)) == {"orchard bill"}
    refused(client.post(f"/api/ai/proposals/{found['copper kettle']['id']}/accept"), 409, "proposal_decided")
    undo(client, rejected["change_id"])
    assert set(proposals(client)) == {"orchard bill", "copper kettle"}
    # The receipts say how many of what was proposed were accepted.
    client.post(f"/api/ai/proposals/{found['copper kettle']['id']}/accept")
    assert [(each["accepted"], each["suggested"]) for each in receipts(client)] == [(0, 0), (1, 2)]


@pytest.mark.usefixtures("history")
def test_a_merchant_that_has_a_mapping_meanwhile_is_not_mapped_twice(client: TestClient) -> None:
    ask(client, "rules")
    client.post("/api/merchant-mappings", json={"merchant_pattern": "copper kettle", "category_short_desc": "gym"})
    found = proposals(client)["copper kettle"]
    refused(client.post(f"/api/ai/proposals/{found['id']}/accept"), 409, "pattern_taken")
    client.post(f"/api/ai/proposals/{found['id']}/reject")


@pytest.mark.usefixtures("history")
def test_a_merchant_that_has_a_mapping_is_not_proposed(client: TestClient) -> None:
    client.post("/api/merchant-mappings", json={"merchant_pattern": "copper kettle", "category_short_desc": "gym"})
    assert ask(client, "rules")["proposals"] == 1
    assert set(proposals(client)) == {"orchard bill"}


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    "rules",
    [
        {"merchants": [{"pattern": "evil corp", "category": "coffee"}], "amounts": []},
        {"merchants": [{"pattern": "copper kettle", "category": "casino"}], "amounts": []},
        {"merchants": [{"pattern": "transfer", "category": "coffee"}], "amounts": []},
        {"merchants": [{"pattern": ".*", "category": "coffee"}], "amounts": []},
        {"merchants": [{"pattern": "[name]", "category": "coffee"}], "amounts": []},
        {"merchants": [{"pattern": ["copper"], "category": "coffee"}, None, 3], "amounts": ["x"]},
        billed("99.00", "gym"),
        billed("NaN", "gym"),
        billed("1e999999", "gym"),
        billed("10.59", "payroll"),
    ],
)
def test_rules_about_what_was_not_sent_are_dropped(client: TestClient, model: AiServer, rules: Json) -> None:
    model.rules = rules
    run = ask(client, "rules")
    assert (run["phase"], run["proposals"]) == ("done", 0)
    assert proposals(client) == {}


@pytest.mark.usefixtures("history")
def test_a_question_for_rules_sends_amounts_only_if_they_came_more_than_once(
    client: TestClient, model: AiServer
) -> None:
    ask(client, "rules")
    [question] = model.questions()
    amounts = {each["text"]: each["amounts"] for each in question["texts"]}
    assert amounts["ORCHARD BILL ONE"] == ["10.59 USD"]
    assert "7.99" not in model.sent()
    [receipt] = receipts(client)
    assert receipt["purpose"] == "rules"
    assert json.loads(receipt["sent_message"]) == question


@pytest.mark.usefixtures("history")
def test_an_answer_about_rules_that_is_no_json_proposes_nothing(client: TestClient, model: AiServer) -> None:
    model.written = lambda _text: "Sure! Here are some rules:"
    run = ask(client, "rules")
    assert proposals(client) == {}
    assert run["phase"] in ("done", "failed")
    assert {each["outcome"] for each in receipts(client)} == {"answered"}
