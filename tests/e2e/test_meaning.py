"""The sample household decides what its money means, by keyboard, and takes all of it back."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Browser, Locator, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Problems
from tests.e2e.sample import started_sample
from tests.e2e.server import Server

MONTH = "month=2026-11"
STEPS = 5
SUGGESTION = ("predicted_category_short_desc", "categorization_tier", "prediction_confidence", "reason")


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Server]:
    """The sample household on a day when November still runs."""
    with started_sample(tmp_path) as server:
        yield server


@pytest.fixture
def walk(sample: Server, browser: Browser, problems: Problems) -> Iterator[Page]:
    context = browser.new_context(
        base_url=sample.address, locale="en-US", viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    problems.watch(page)
    page.goto(sample.url)
    yield page
    assert problems.unexpected() == []
    context.close()


def add(api: APIRequestContext, account_id: int, day: int, text: str, minor: int, category: str) -> None:
    body = {"account_id": account_id, "on": f"2026-11-{day:02}", "description": text, "amount_minor": minor}
    done = api.post("/api/transactions", data={**body, "category_short_desc": category})
    assert done.ok, done.text()


def spent(api: APIRequestContext) -> int:
    """What Spending, Today, Cash flow and the sum of categories say was spent in November, which must be the same."""
    said = {
        api.get(f"/api/transactions/spending-summary?{MONTH}").json()["spent_minor"],
        api.get("/api/today").json()["spent_minor"],
        api.get("/api/cash-flow").json()["periods"][-1]["spent_minor"],
        sum(line["total_minor"] for line in api.get(f"/api/transactions/spending-by-category?{MONTH}").json()),
    }
    [one] = said
    return int(one)


def books(api: APIRequestContext) -> str:
    """The whole export but what goes on by itself: the moment, numbers once given, suggestions for what waits."""
    export: dict[str, Any] = api.get("/api/export").json()
    del export["exported_at"], export["last_ids"]
    for row in export["transactions"]:
        if row["status"] == "pending_review":
            for name in SUGGESTION:
                del row[name]
    return json.dumps(export, indent=1)


def go_to(page: Page, text: str) -> Locator:
    """Move to a row by the keys."""
    row = page.get_by_role("row").filter(has_text=text)
    expect(row).to_be_visible()
    page.keyboard.press("Home")
    for _ in range(10):
        if row.get_attribute("aria-current"):
            break
        page.keyboard.press("j")
    expect(row).to_have_attribute("aria-current", "true")
    return row


def close(page: Page, editor: Locator) -> None:
    page.keyboard.press("Escape")
    expect(editor).to_be_hidden()


def test_what_money_means_is_decided_by_keyboard_and_taken_back_whole(walk: Page) -> None:
    page, api = walk, walk.request
    accounts = {each["account_type"]: each["id"] for each in reversed(api.get("/api/accounts").json())}
    euros = api.post("/api/accounts", data={"name": "Euros", "account_type": "savings", "currency": "EUR"}).json()["id"]
    rate = {"base_currency": "EUR", "currency": "USD", "on": "2026-11-06", "rate": "1.1"}
    assert api.post("/api/exchange-rates", data=rate).ok
    add(api, accounts["checking"], 2, "ZQX ALPHA", 31_717, "home_supplies")
    add(api, accounts["credit"], 3, "ZQX BETA", -31_717, "cashback")
    add(api, accounts["checking"], 4, "ZQX GAMMA", 9640, "groceries")
    add(api, accounts["checking"], 5, "ZQX DELTA", 8000, "clothing")
    add(api, accounts["checking"], 6, "ZQX DELTA", -2000, "clothing")
    add(api, accounts["checking"], 7, "ZQX EPSILON", 6000, "restaurant")
    add(api, accounts["checking"], 8, "ZQX ZETA", 11_000, "home_supplies")
    add(api, euros, 8, "ZQX ETA", -10_000, "cashback")
    before, total = books(api), spent(api)
    net = {each["currency"]: each["value_minor"] for each in api.get("/api/accounts/overview").json()["totals"]}

    page.goto("/data?search=zqx&sort=on")
    editor = page.get_by_role("complementary", name=re.compile("Edit "))
    # The card is paid, and money moves between currencies.
    for text, other in (("ZQX ALPHA", "Zqx Beta"), ("ZQX ZETA", "Zqx Eta")):
        go_to(page, text)
        page.keyboard.press("t")
        candidate = editor.get_by_role("listitem").filter(has_text=re.compile(other, re.IGNORECASE))
        candidate.get_by_role("button", name="Link").press("Enter")
        expect(editor.get_by_role("button", name="Unlink")).to_be_visible()
        close(page, editor)
    assert spent(api) == total - 31_717 - 11_000

    # The supermarket is divided; nothing more or less is spent.
    market = go_to(page, "ZQX GAMMA")
    page.keyboard.press("s")
    editor.get_by_label("Part 1: amount").fill("60+1.90")
    editor.get_by_role("button", name="Part 2: category").press("Enter")
    page.get_by_placeholder("Search categories").fill("Coffee")
    page.keyboard.press("Enter")
    expect(editor.get_by_text("adds up to $96.40")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Control+Enter")
    expect(market.get_by_text("Split in 2")).to_be_visible()
    close(page, editor)

    # Some of the purchase came back, and half of the bill is another's.
    go_to(page, "Nov 6")
    page.keyboard.press("r")
    purchase = editor.get_by_role("listitem").filter(has_text="Nov 5")
    purchase.get_by_role("button", name="Link").press("Enter")
    expect(editor.get_by_role("button", name="Unlink")).to_be_visible()
    close(page, editor)
    go_to(page, "ZQX EPSILON")
    page.keyboard.press("h")
    editor.get_by_label("With").fill("Ana")
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.keyboard.press("Control+Enter")
    page.keyboard.press("Escape")  # leaves the field
    close(page, editor)

    assert spent(api) == total - 31_717 - 11_000 - 3000
    owed = api.get("/api/transactions/owed").json()
    assert ("Ana", 3000) in {(each["person"], each["owed_minor"]) for each in owed}
    overview = api.get("/api/accounts/overview").json()["totals"]
    assert {each["currency"]: each["value_minor"] for each in overview} == net

    for _ in range(STEPS):
        with page.expect_response(lambda answer: answer.url.endswith("/undo")) as undone:
            page.keyboard.press("u")
        assert undone.value.ok
    assert spent(api) == total
    assert books(api) == before

    # The budget says by the same keys what its total is made of.
    page.goto("/budget")
    expect(page.get_by_role("table", name="Budgets", exact=True)).to_be_visible()
    page.keyboard.press("=")
    terms = page.get_by_role("table", name="Terms of Left to spend")
    expect(terms).to_contain_text("Spent from budgets")
    page.keyboard.press("Escape")
    expect(terms).to_have_count(0)
