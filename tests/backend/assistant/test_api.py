"""Insights over HTTP: figures without AI, analyses with the real SDK against a stand-in."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.infra import clock
from tests.backend.ai.asking import model, receipts, save, switch_on
from tests.backend.journeys import open_account, refused, spend, undo
from tests.standins.ai_server import AiServer, refusal, streamed

__all__ = ["model"]
Json = dict[str, Any]


def household(client: TestClient) -> int:
    """A month with income, food at two shops, and nothing before."""
    account_id = open_account(client)
    day = clock.today().replace(day=1).isoformat()
    spend(client, account_id, -250000, "payroll", on=day, description="TESSEL PAY")
    spend(client, account_id, 6000, "groceries", on=day, description="MARLOW AND DAUGHTERS")
    spend(client, account_id, 1500, "groceries", on=day, description="CORNER GREENS")
    return account_id


def figures(client: TestClient) -> dict[str, Json]:
    lines = client.get("/api/insights/snapshot").json()["lines"]
    return {line["figure"]["id"]: line["figure"] for line in lines}


def events(answer: Any) -> list[Json]:
    """The events of a stream; it must end as it was promised."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text.endswith("data: [DONE]\n\n")
    return [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: {")]


def text_of(answer: Any) -> str:
    return "".join(event["content"] for event in events(answer) if event["type"] == "text")


def analyze(client: TestClient, **body: Any) -> Json:
    """Let an analysis be written, and return it as it was kept."""
    answer = client.post("/api/insights/analyze", json=body)
    events(answer)
    found: Json = client.get(f"/api/insights/analyses/{answer.headers['x-analysis-id']}").json()
    return found


def test_the_figures_are_there_without_ai(client: TestClient) -> None:
    household(client)
    found = figures(client)
    assert found["spending.total"]["value"] == 7500
    assert found["income.total"]["value"] == 250000
    assert found["cash_flow.kept"]["value"] == 242500
    assert found["cash_flow.savings_rate"]["value"] == "97.0"
    [groceries] = found["spending.total"]["terms"]
    main = found[groceries["figure_id"]]
    assert [(term["label"], term["value"]) for term in main["terms"]] == [
        ("Marlow And Daughters", 6000),
        ("Corner Greens", 1500),
    ]


def test_the_transactions_behind_a_term_add_up_to_it(client: TestClient) -> None:
    household(client)
    for figure in figures(client).values():
        for term in figure["terms"]:
            if term["query"] and figure["id"].startswith(("spending", "income")):
                items = client.get(f"/api/transactions?{term['query']}").json()["items"]
                assert abs(sum(item["amount_minor"] for item in items)) == abs(term["value"]), (figure["id"], term)


def test_figures_of_an_empty_app_have_no_value_instead_of_zero_percent(client: TestClient) -> None:
    found = figures(client)
    assert found["cash_flow.savings_rate"]["value"] is None
    assert found["cash_flow.savings_rate"]["completeness"]["missing"][0]["why"] == "there was no income this year"


def test_an_analysis_streams_in_the_format_of_the_older_app_and_is_kept(client: TestClient, model: AiServer) -> None:
    household(client)
    switch_on(client)
    model.prose = lambda turns: "## Summary\nYou spent [[spending.total]] and earned [[income.total]]."
    answer = client.post("/api/insights/analyze", json={"context": "We moved."})
    assert {event["type"] for event in events(answer)} == {"text"}
    assert text_of(answer) == "## Summary\nYou spent [[spending.total]] and earned [[income.total]]."
    [listed] = client.get("/api/insights/analyses").json()
    kept = client.get(f"/api/insights/analyses/{listed['id']}").json()
    [message] = kept["messages"]
    assert (message["content"], message["outcome"], message["unsourced_count"]) == (text_of(answer), "answered", 0)
    by_id = {figure["id"]: figure for figure in kept["figures"]}
    assert by_id["spending.total"]["value"] == 7500
    assert message["receipt"]["input_tokens"] == 1000
    [receipt] = receipts(client)
    assert (receipt["purpose"], receipt["outcome"], receipt["output_tokens"]) == ("analysis", "answered", 100)
    assert "We moved." in receipt["sent_message"]
    assert receipt["cost_micro_usd"] == message["receipt"]["cost_micro_usd"] > 0


def test_a_number_of_the_model_itself_is_marked(client: TestClient, model: AiServer) -> None:
    household(client)
    switch_on(client)
    model.prose = lambda turns: "You spent $99.99, see https://evil.example now."
    [message] = analyze(client)["messages"]
    assert message["content"] == "You spent [[?$99.99]], see [link removed] now."
    assert message["unsourced_count"] == 1


def test_names_of_accounts_and_of_listed_merchants_are_not_sent(client: TestClient, model: AiServer) -> None:
    household(client)
    switch_on(client, ai_never_send="corner greens")
    analyze(client)
    assert "marlow" in model.sent().lower()
    for secret in ("everyday", "corner greens"):
        assert secret not in model.sent().lower()
    [receipt] = receipts(client)
    assert receipt["withheld"][0]["entry"] == "corner greens"


def test_a_question_is_asked_with_what_was_said_before(client: TestClient, model: AiServer) -> None:
    household(client)
    switch_on(client)
    model.prose = lambda turns: f"Turn {'x' * len(turns)} says [[spending.total]]."
    analysis = analyze(client)
    answer = client.post("/api/insights/chat", json={"message": "Which shops?", "analysis_id": analysis["id"]})
    assert "[[spending.total]]" in text_of(answer)
    sent = json.loads(model.requests[-1].body)["messages"]
    assert [turn["role"] for turn in sent] == ["user", "assistant", "user"]
    assert "Turn x says [[spending.total]]." in sent[1]["content"]
    assert sent[-1]["content"] == "Which shops?"
    kept = client.get(f"/api/insights/analyses/{analysis['id']}").json()
    assert [message["role"] for message in kept["messages"]] == ["assistant", "user", "assistant"]


def test_a_chat_can_bring_its_history_as_pages_of_the_older_app_do(client: TestClient, model: AiServer) -> None:
    household(client)
    switch_on(client)
    history = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Good day"}]
    client.post("/api/insights/chat", json={"message": "And now?", "history": history, "context": "short"})
    sent = json.loads(model.requests[-1].body)["messages"]
    assert [turn["content"] for turn in sent[2:]] == ["Hello", "Good day", "And now?"]


def test_with_ai_off_an_event_says_so_and_nothing_is_kept(client: TestClient, model: AiServer) -> None:
    [event] = events(client.post("/api/insights/analyze", json={}))
    assert event["type"] == "error"
    assert event["content"].startswith("AI is off.")
    assert client.get("/api/insights/analyses").json() == []
    assert model.requests == []


def test_a_refusal_of_the_provider_is_an_event_and_stays_with_the_analysis(client: TestClient, model: AiServer) -> None:
    switch_on(client)
    model.fault = lambda body: refusal(529, "overloaded_error")
    answer = client.post("/api/insights/analyze", json={})
    assert [event["type"] for event in events(answer)] == ["error"]
    [receipt] = receipts(client)
    assert (receipt["outcome"], receipt["cost_micro_usd"]) == ("unavailable", 0)


def test_what_came_of_a_cut_answer_is_kept(client: TestClient, model: AiServer) -> None:
    switch_on(client)
    model.prose = lambda turns: "The first words"
    model.stop_reason = "max_tokens"
    [message] = analyze(client)["messages"]
    assert (message["content"], message["outcome"]) == ("The first words", "incomplete")
    assert message["trouble"] == "Anthropic did not finish its answer (max tokens)."


def test_a_connection_that_breaks_in_the_middle_is_said(client: TestClient, model: AiServer) -> None:
    switch_on(client)
    whole = streamed(["The first ", "words and ", "more"])
    whole.body = whole.body[: whole.body.index(b"content_block_stop")]
    model.fault = lambda body: whole
    [message] = analyze(client)["messages"]
    assert message["content"].startswith("The first words")
    assert message["outcome"] in ("incomplete", "offline")


def test_the_limit_of_the_month_holds_for_analyses(client: TestClient, model: AiServer) -> None:
    switch_on(client, ai_monthly_dollars="0")
    [event] = events(client.post("/api/insights/analyze", json={}))
    assert "limit of $0 a month" in event["content"]
    assert model.requests == []


def test_a_server_with_the_interface_of_openai_streams_too(client: TestClient, model: AiServer) -> None:
    from tests.standins.ai_server import KEY

    save(client, ai_provider="server", ai_server_url=model.address, ai_server_model="qwen3:8b", ai_server_key=KEY)
    model.prose = lambda turns: "All is [[spending.total]]."
    [message] = analyze(client)["messages"]
    assert message["content"] == "All is [[spending.total]]."
    assert (message["receipt"]["input_tokens"], message["receipt"]["output_tokens"]) == (1000, 100)


def test_a_removed_analysis_comes_back_with_its_messages(client: TestClient, model: AiServer) -> None:
    switch_on(client)
    analysis = analyze(client)
    removed = client.delete(f"/api/insights/analyses/{analysis['id']}")
    refused(client.get(f"/api/insights/analyses/{analysis['id']}"), 404, "no_such_analysis")
    undo(client, removed.json()["change_id"])
    assert client.get(f"/api/insights/analyses/{analysis['id']}").json()["messages"] == analysis["messages"]


@pytest.mark.parametrize("body", [{"message": ""}, {"message": "x", "history": [{"role": "system", "content": "x"}]}])
def test_a_question_that_makes_no_sense_is_refused(client: TestClient, body: Json) -> None:
    assert client.post("/api/insights/chat", json=body).status_code == 422


def test_a_question_is_answered_with_a_figure_and_its_transactions(client: TestClient) -> None:
    household(client)
    found = client.post(
        "/api/insights/ask", json={"question": "How much on groceries with neighbours this month?"}
    ).json()
    month = clock.today().isoformat()[:7]
    assert found["search"] == f"date:{month} category:Groceries is:out"
    assert [figure["value"] for figure in found["figures"]] == [7500]
    assert (found["count"], len(found["items"]), found["unused"]) == (2, 2, ["neighbours"])
    again = client.post("/api/insights/ask", json={"search": "payee:marlow", "measure": "count"}).json()
    assert [(figure["value"], figure["unit"]) for figure in again["figures"]] == [(1, "transactions")]


def test_a_question_that_means_no_search_gets_no_figure(client: TestClient) -> None:
    household(client)
    found = client.post("/api/insights/ask", json={"question": "Are we rich?"}).json()
    assert (found["figures"], found["items"], found["unused"]) == ([], [], ["rich"])
    refused(client.post("/api/insights/ask", json={"search": "amount:lots"}), 422, "bad_search")


def test_what_budgets_leave_is_the_same_on_insights_today_and_budget(client: TestClient) -> None:
    household(client)
    month = clock.today().replace(day=1).isoformat()
    for period, category in (("week", "groceries"), ("year", "gaming"), ("month", "hotel")):
        body = {"category_short_desc": category, "period": period, "amount_minor": 9_000, "starts_on": month}
        assert client.post("/api/budgets/lines", json=body).status_code == 201
    page = client.get("/api/budgets/overview").json()["left"]
    today = client.get("/api/today").json()
    assert figures(client)["budget.left"]["value"] == page["value"] == today["free_to_spend_minor"]
    assert figures(client)["budget.spent"]["value"] == 7_500


def test_a_model_reads_a_question_as_a_search_and_sees_no_row(client: TestClient, model: AiServer) -> None:
    switch_on(client)
    household(client)
    model.prose = lambda turns: '```json\n{"search": "category:groceries amount:>50", "measure": "sum"}\n```'
    found = client.post("/api/insights/ask/model", json={"question": "What did the big food runs come to?"}).json()
    assert (found["read_by"], found["search"], found["measure"]) == ("model", "category:groceries amount:>50", "sum")
    assert [figure["value"] for figure in found["figures"]] == [6000]
    assert "MARLOW" not in model.sent()
    assert "6000" not in model.sent()
    assert receipts(client)[0]["purpose"] == "ask"


@pytest.mark.parametrize("answer", ["You spent 75 dollars.", '{"search": "amount:lots"}', '{"search": ""}'])
def test_an_answer_that_is_no_search_is_not_used(client: TestClient, model: AiServer, answer: str) -> None:
    switch_on(client)
    household(client)
    model.prose = lambda turns: answer
    found = client.post("/api/insights/ask/model", json={"question": "How much on groceries?"}).json()
    assert (found["read_by"], [figure["value"] for figure in found["figures"]]) == ("words", [7500])
    assert found["trouble"].startswith("The model did not answer with a search")


def test_without_ai_a_question_is_read_by_its_words(client: TestClient) -> None:
    household(client)
    found = client.post("/api/insights/ask/model", json={"question": "How much on groceries?"}).json()
    assert (found["read_by"], bool(found["trouble"])) == ("words", True)
