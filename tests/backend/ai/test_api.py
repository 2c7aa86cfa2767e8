"""AI over HTTP with the real SDK: what is asked, what answers change, what they cost, what leaves the machine."""

import json
import socket
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.transactions.models import Transaction
from tests.backend.ai.asking import ask, model, receipts, save, state, suggestions, switch_on, waiting
from tests.backend.journeys import is_sound, open_account, refused, rows, spend, undo
from tests.standins.ai_server import KEY, AiServer

__all__ = ["model"]


def test_each_undecided_merchant_is_asked_once_and_only_suggested(client: TestClient, model: AiServer) -> None:
    account_id = open_account(client)
    waiting(client, account_id, "COPPER KETTLE 0042", "COPPER KETTLE 0043", "MARLOW AND DAUGHTERS", "ZQX 9 UNHEARD")
    switch_on(client)
    run = ask(client)
    assert run["phase"] == "done"
    assert (run["suggested"], run["unknown"], run["transaction_count"]) == (2, 1, 3)
    assert run["message"] == "2 merchants suggested, 3 transactions to review. 1 unknown."
    [question] = model.questions()
    assert len(question["merchants"]) == 3
    for row in rows(client):
        assert row["status"] == "pending_review"
        assert row["category_id"] is None
    known = [row for row in rows(client) if row["categorization_tier"] == "ai"]
    assert {row["predicted_category_short_desc"] for row in known} == {"coffee", "groceries"}
    assert {row["prediction_confidence"] for row in known} == {0.7}
    assert "claude-haiku-5-5" in known[0]["reason"]
    [unknown] = [row for row in rows(client) if "UNHEARD" in row["description"]]
    assert (unknown["predicted_category_id"], unknown["categorization_tier"]) == (None, "unmatched")
    assert is_sound(client)


def test_nothing_is_paid_for_twice(client: TestClient, model: AiServer) -> None:
    account_id = open_account(client)
    waiting(client, account_id, "COPPER KETTLE 0042", "ZQX UNHEARD")
    switch_on(client)
    ask(client)
    waiting(client, account_id, "COPPER KETTLE 0099")
    assert state(client)["pending"] == {
        "transaction_count": 2, "remembered": 1, "unmatched": 1, "nameless": 0, "people": 0, "withheld": 0,
    }  # fmt: skip
    assert state(client)["categories"]["calls"] == 0
    run = ask(client)
    assert (run["suggested"], len(model.requests)) == (1, 1)
    assert suggestions(client)["COPPER KETTLE 0099"] == "coffee"
    refused(client.post("/api/ai/ask/categories"), 409, "nothing_to_ask")
    # Only when the person says so, the unknown ones are asked again.
    assert client.post("/api/ai/forget-unmatched").json() == {"forgotten": 1}
    model.categories["zqx"] = "gym"
    ask(client)
    assert suggestions(client)["ZQX UNHEARD"] == "gym"


def test_suggestions_of_ai_can_be_undone(client: TestClient, model: AiServer) -> None:
    waiting(client, open_account(client), "COPPER KETTLE 0042")
    switch_on(client)
    run = ask(client)
    [change_id] = run["change_ids"]
    undo(client, change_id)
    [row] = rows(client)
    assert (row["predicted_category_id"], row["categorization_tier"], row["reason"]) == (None, None, None)
    # The answer is remembered all the same.
    assert state(client)["pending"]["remembered"] == 1


def test_merchants_that_another_tier_knows_are_not_asked_about(client: TestClient, model: AiServer) -> None:
    account_id = open_account(client)
    waiting(client, account_id, "STARBUCKS 0042", "COPPER KETTLE")
    client.post("/api/transactions/batch-categorize")
    switch_on(client)
    ask(client)
    assert [merchant["text"] for merchant in model.questions()[0]["merchants"]] == ["COPPER KETTLE"]


def test_a_local_model_that_is_unsure_leaves_the_merchant_to_ai(client: TestClient, model: AiServer) -> None:
    waiting(client, open_account(client), "COPPER KETTLE", "MARLOW")
    with client.app.state.budget.write() as db:  # type: ignore[attr-defined]
        for id_, confidence in ((1, 0.4), (2, 0.6)):
            row = db.get(Transaction, id_)
            row.predicted_category_id, row.categorization_tier, row.prediction_confidence = 5, "model", confidence
    switch_on(client)
    ask(client)
    assert [merchant["text"] for merchant in model.questions()[0]["merchants"]] == ["COPPER KETTLE"]
    tiers = {row["description"]: row["categorization_tier"] for row in rows(client)}
    assert tiers == {"COPPER KETTLE": "ai", "MARLOW": "model"}


def test_the_question_has_the_persons_categories_and_habits_but_no_amount_and_no_day(
    client: TestClient, model: AiServer
) -> None:
    account_id = open_account(client)
    spend(client, account_id, 8765, "groceries", description="PAPERBARK FOODS", on="2026-02-11")
    waiting(client, account_id, "COPPER KETTLE", amount_minor=4321, on="2026-02-12")
    switch_on(client)
    ask(client)
    [question] = model.questions()
    assert question["history"] == [{"text": "PAPERBARK FOODS", "direction": "out", "category_key": "groceries"}]
    assert "coffee: Food > Coffee" in question["categories"]
    assert "payroll: Income > Payroll (income)" in question["categories"]
    for private in ("87.65", "8765", "43.21", "4321", "2026-02"):
        assert private not in model.sent()


def test_the_receipt_has_word_for_word_what_was_sent_and_what_it_cost(client: TestClient, model: AiServer) -> None:
    account_id = open_account(client, "Daily Driver")
    waiting(
        client,
        account_id,
        "SQ *KESTREL CYCLES 8841 J PALMER PORTLAND",
        "ZELLE TO M FINCH 503-555-0147 RENT SHARE",
        "PAPERBARK HOME ONLINE ORD 77120094113",
        "MARLOW DAILY DRIVER DE89370400440532013000 pay@marlow.example",
        "FAIRVIEW CLINIC 12",
    )
    switch_on(client, ai_never_send="clinic, casino", ai_hidden_names="Palmer")
    ask(client)
    [receipt] = receipts(client)
    pairs = {each["original"]: each["sent"] for each in receipt["merchants"]}
    assert pairs == {
        "SQ *KESTREL CYCLES 8841 J PALMER PORTLAND": "SQ *KESTREL CYCLES [number] J [name] PORTLAND",
        "ZELLE TO M FINCH 503-555-0147 RENT SHARE": "ZELLE TO [name] [number] RENT SHARE",
        "PAPERBARK HOME ONLINE ORD 77120094113": "PAPERBARK HOME ONLINE ORD [number]",
        "MARLOW DAILY DRIVER DE89370400440532013000 pay@marlow.example": "MARLOW [account] [number] [email]",
    }
    assert receipt["withheld"] == [{"original": "FAIRVIEW CLINIC 12", "entry": "clinic"}]
    for private in ("8841", "PALMER", "FINCH", "503", "77120094113", "DE89", "pay@", "DRIVER", "CLINIC"):
        assert private not in model.sent()
    [asked] = model.requests
    body = asked.body.decode()
    assert receipt["sent_message"] in json.loads(body)["messages"][0]["content"]
    assert receipt["system"] == json.loads(body)["system"]
    assert (receipt["input_tokens"], receipt["output_tokens"]) == (1000, 100)
    # 1,000 tokens at 10 cents and 100 at 50 cents for a million.
    assert receipt["cost_micro_usd"] == 150
    assert (receipt["model"], receipt["outcome"], receipt["host"]) == (
        "claude-haiku-5-5",
        "answered",
        model.address.removeprefix("http://"),
    )
    [month] = state(client)["months"]
    assert (month["calls"], month["cost_micro_usd"], month["suggested"], month["accepted"]) == (1, 150, 1, 0)


def test_an_accepted_suggestion_counts_as_accepted(client: TestClient, model: AiServer) -> None:
    waiting(client, open_account(client), "COPPER KETTLE", "MARLOW")
    switch_on(client)
    ask(client)
    ids = [row["id"] for row in rows(client) if row["description"] == "COPPER KETTLE"]
    client.post(f"/api/transactions/{ids[0]}/review", json={"category_short_desc": "coffee"})
    [receipt] = receipts(client)
    assert (receipt["accepted"], receipt["suggested"]) == (1, 2)


def test_no_socket_is_opened_while_ai_is_off(
    client: TestClient, model: AiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    connect = socket.socket.connect

    def counting(self: socket.socket, address: Any) -> None:
        opened.append(address)
        connect(self, address)

    account_id = open_account(client)
    monkeypatch.setattr(socket.socket, "connect", counting)
    # A key alone does not switch AI on.
    waiting(client, account_id, "COPPER KETTLE")
    client.post("/api/transactions/batch-categorize")
    assert state(client)["categories"]["merchants"] == 1
    for path in ("/api/ai/ask/categories", "/api/ai/ask/rules", "/api/ai/test"):
        assert "AI is off" in refused(client.post(path), 400, "ai_keys")["detail"]
    assert opened == []
    switch_on(client)
    ask(client)
    assert len(opened) == 1


def test_the_key_can_be_tested_without_sending_data(client: TestClient, model: AiServer) -> None:
    waiting(client, open_account(client), "COPPER KETTLE")
    switch_on(client)
    assert client.post("/api/ai/test").json()["message"] == "The key works, and claude-haiku-5-5 can be used."
    assert model.sent() == ""
    [receipt] = receipts(client)
    assert (receipt["purpose"], receipt["sent_message"], receipt["cost_micro_usd"]) == ("test", "", 0)
    save(client, anthropic_model="claude-nonesuch")
    assert "Choose another model" in refused(client.post("/api/ai/test"), 400, "ai_model")["detail"]


def test_a_server_of_ones_own_is_asked_without_a_key(client: TestClient, model: AiServer) -> None:
    waiting(client, open_account(client), "COPPER KETTLE")
    save(client, ai_provider="server")
    assert "address of your AI server" in state(client)["problem"]
    save(client, ai_server_url=model.address, ai_server_model="qwen3:8b")
    assert ask(client)["phase"] == "done"
    assert suggestions(client) == {"COPPER KETTLE": "coffee"}
    [receipt] = receipts(client)
    assert (receipt["cost_micro_usd"], receipt["input_tokens"]) == (None, 1000)
    assert "authorization" not in model.requests[0].headers
    [month] = state(client)["months"]
    assert (month["cost_micro_usd"], month["unpriced_tokens"]) == (0, 1100)


def test_the_key_of_a_server_is_sent_to_it_and_never_shown(client: TestClient, model: AiServer) -> None:
    save(client, ai_provider="server", ai_server_url=model.address, ai_server_model="qwen3:8b", ai_server_key=KEY)
    assert client.post("/api/ai/test").json()["message"] == "The server answers, and qwen3:8b can be used."
    assert model.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in client.get("/api/settings").text + client.get("/api/ai").text
    save(client, ai_server_model="another")
    assert "“another”" in refused(client.post("/api/ai/test"), 400, "ai_model")["detail"]


@pytest.mark.parametrize("address", ["http://ai.example", "ftp://ai.example", "ai.example", "http://"])
def test_keys_are_only_sent_to_https_or_to_this_computer(client: TestClient, address: str) -> None:
    for key in ("anthropic_base_url", "ai_server_url"):
        answer = client.post("/api/settings", json={"settings": {key: address}})
        assert "https://" in refused(answer, 422, "bad_setting")["detail"]


def test_a_bad_address_in_the_environment_is_refused_and_not_replaced_by_another(
    client: TestClient, model: AiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(client, open_account(client), "COPPER KETTLE")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://ai.example")
    switch_on(client)
    assert "ANTHROPIC_BASE_URL" in refused(client.post("/api/ai/ask/categories"), 400, "ai_keys")["detail"]


def test_the_environment_of_the_sdk_changes_neither_the_address_nor_the_key(
    client: TestClient, model: AiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(client, open_account(client), "COPPER KETTLE")
    switch_on(client, anthropic_base_url=model.address)
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "https://elsewhere.example")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "another-token")
    monkeypatch.setenv("ANTHROPIC_PROFILE", "another-profile")
    assert ask(client)["suggested"] == 1
    assert [asked.headers["authorization"] for asked in model.requests] == [f"Bearer {KEY}"]


def test_the_estimate_says_what_would_be_sent_before_anything_is(client: TestClient, model: AiServer) -> None:
    account_id = open_account(client)
    waiting(client, account_id, *(f"COPPER {chr(97 + n // 26)}{chr(97 + n % 26)}KETTLE" for n in range(100)))
    switch_on(client)
    estimate = state(client)["categories"]
    assert (estimate["merchants"], estimate["calls"]) == (100, 3)
    assert 0 < estimate["cost_micro_usd"] < 10_000
    assert all(text.startswith("COPPER") for text in estimate["sample"])
    assert model.requests == []
    run = ask(client)
    assert (run["suggested"], len(model.requests)) == (100, 3)


def test_what_ai_said_goes_along_when_a_category_is_merged(client: TestClient, model: AiServer) -> None:
    account_id = open_account(client)
    waiting(client, account_id, "COPPER KETTLE")
    switch_on(client)
    ask(client)
    merged = client.post("/api/categories/coffee/merge", json={"target_short_desc": "restaurant"}).json()
    waiting(client, account_id, "COPPER KETTLE 0002")
    ask(client)
    assert (suggestions(client)["COPPER KETTLE 0002"], len(model.requests)) == ("restaurant", 1)
    undo(client, merged["change_id"])
    waiting(client, account_id, "COPPER KETTLE 0003")
    ask(client)
    assert (suggestions(client)["COPPER KETTLE 0003"], len(model.requests)) == ("coffee", 1)


def test_names_of_people_and_texts_without_a_name_are_not_asked_about(client: TestClient, model: AiServer) -> None:
    account_id = open_account(client)
    spend(client, account_id, 500, "gift", description="Zofia Kowalska")
    waiting(client, account_id, "Erika Mustermann", "CHECK 1043", "TRANSFER", "COPPER KETTLE")
    switch_on(client)
    pending = state(client)["pending"]
    assert (pending["people"], pending["nameless"]) == (1, 2)
    ask(client)
    [question] = model.questions()
    assert [merchant["text"] for merchant in question["merchants"]] == ["COPPER KETTLE"]
    assert question["history"] == []
