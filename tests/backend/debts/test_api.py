"""Cards, loans and the payoff plan over HTTP."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import is_sound, open_account, refused, rows, spend, undo

Json = dict[str, Any]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-21")


@pytest.fixture
def card(client: TestClient) -> int:
    """A card that owes 312.90, with a statement of 286.47 on the 24th, due on the 18th of the next month."""
    card = open_account(client, "Cashback Card", account_type="credit")
    for on, amount in (("2026-10-12", 28_647), ("2026-11-05", 5_283)):
        spend(client, card, amount, "coffee", on=on)
    spend(client, card, -2_640, on="2026-11-18", description="PAYMENT THANK YOU")
    client.patch(f"/api/accounts/{card}", json={"balance_current_minor": -31_290})
    terms = {"limit_minor": 400_000, "apr_percent": "21.49", "statement_day": 24, "due_day": 18}
    answer = client.patch(f"/api/accounts/{card}/card-terms", json={**terms, "minimum_payment_minor": 3_500})
    assert answer.status_code == 200, answer.text
    return card


def the_loan(client: TestClient, **terms: Any) -> int:
    loan = open_account(client, "Car loan", account_type="loan", balance_current_minor=-1_000_000)
    answer = set_loan(client, loan, **terms)
    assert answer.status_code == 200, answer.text
    return loan


def set_loan(client: TestClient, loan: int, **terms: Any) -> Any:
    agreed = {"principal_minor": 1_200_000, "rate_percent": "6", "term_months": 48, "first_payment_on": "2026-02-15"}
    return client.put(f"/api/accounts/{loan}/loan-terms", json={**agreed, **terms})


def figures(found: Json) -> dict[str, Any]:
    return {each["id"]: each["value"] for each in found["figures"]}


def test_a_card_shows_its_statement_what_is_due_and_how_much_of_the_limit_is_used(
    client: TestClient, card: int
) -> None:
    found = client.get("/api/debts").json()
    [shown] = found["cards"]
    assert (shown["statement_on"], shown["due_on"], shown["next_statement_on"]) == (
        "2026-10-24",
        "2026-11-18",
        "2026-11-24",
    )
    assert (shown["statement_minor"], shown["due_minor"]) == (28_647, 26_007)
    # 26.40 came in, the minimum was 35.00.
    assert shown["is_overdue"] is True
    assert [term["value"] for term in shown["owed"]["terms"]] == [28_647, -2_640, 5_283]
    assert (shown["owed"]["value"], shown["used"]["value"], shown["band"]) == (31_290, "7.82", "low")
    assert shown["interest"]["value"] == round(31_290 * 21.49 / 1200)
    assert figures(found) == {
        "debts.cards.USD": 31_290,
        "debts.used.USD": "7.82",
        "debts.interest.USD": 560,
    }


def test_the_terms_of_a_card_can_be_undone(client: TestClient, card: int) -> None:
    done = client.patch(f"/api/accounts/{card}/card-terms", json={"apr_percent": "24.99"}).json()
    assert client.get("/api/debts").json()["cards"][0]["apr_percent"] == "24.99"
    undo(client, done["change_id"])
    assert client.get("/api/debts").json()["cards"][0]["apr_percent"] == "21.49"


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"due_day": 45}, "The due day is 45"),
        ({"statement_day": 0}, "The statement day is 0"),
        ({"apr_percent": "-1"}, "The APR is -1 %"),
        ({"apr_percent": "400"}, "The APR is 400 %"),
        ({"limit_minor": -5}, "The limit is below 0"),
    ],
)
def test_bad_terms_of_a_card_are_refused_and_nothing_is_stored(
    client: TestClient, card: int, terms: Json, words: str
) -> None:
    before = client.get("/api/debts").json()
    assert words in refused(client.patch(f"/api/accounts/{card}/card-terms", json=terms), 422, "bad_terms")["detail"]
    assert client.get("/api/debts").json() == before


def test_a_card_without_terms_says_what_is_not_known(client: TestClient) -> None:
    open_account(client, "Store Card", account_type="credit")
    [shown] = client.get("/api/debts").json()["cards"]
    assert (shown["owed"]["value"], shown["used"]["value"], shown["is_overdue"]) == (None, None, None)
    assert shown["used"]["completeness"]["missing"][0]["why"] == "no limit is known"


def test_a_loan_shows_its_course_against_the_schedule(client: TestClient) -> None:
    loan = the_loan(client, rates=[{"from_on": "2027-01-01", "rate_percent": "7.5"}])
    [shown] = client.get("/api/debts").json()["loans"]
    schedule = client.get(f"/api/accounts/{loan}/loan-schedule").json()
    assert (len(schedule), schedule[0]["payment_minor"], schedule[0]["interest_minor"]) == (48, 28_182, 6_000)
    course = shown["course"]
    assert (course["payments_left"], course["ends_on"]) == (38, "2030-01-15")
    assert course["scheduled_minor"] == schedule[9]["balance_minor"]
    assert course["ahead_minor"] == course["scheduled_minor"] - 1_000_000
    assert {each["rate_percent"] for each in schedule} == {"6", "7.5"}


def test_an_extra_payment_saves_months_and_interest_and_can_be_undone(client: TestClient) -> None:
    loan = the_loan(client)
    done = set_loan(client, loan, extras=[{"on": "2026-12-01", "amount_minor": 300_000}]).json()
    course = client.get("/api/debts").json()["loans"][0]["course"]
    assert course["months_saved"] > 8
    assert course["interest_saved_minor"] > 30_000
    undo(client, done["change_id"])
    assert client.get("/api/debts").json()["loans"][0]["course"]["months_saved"] == 0
    set_loan(client, loan, rates=[{"from_on": "2027-01-01", "rate_percent": "7.5"}])
    removed = client.delete(f"/api/accounts/{loan}/loan-terms").json()
    refused(client.get(f"/api/accounts/{loan}/loan-schedule"), 404, "no_terms")
    undo(client, removed["change_id"])
    back = client.get(f"/api/accounts/{loan}/loan-schedule").json()
    assert (len(back), back[-1]["rate_percent"]) == (48, "7.5")


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"term_months": 0}, "The term is 0 months"),
        ({"rate_percent": "400"}, "The rate is 400 %"),
        ({"principal_minor": 0}, "The principal must be above 0"),
        ({"payment_minor": 6_000}, "does not cover the first interest of 60.00 USD"),
        ({"extras": [{"on": "2026-12-01", "amount_minor": 0}]}, "An extra payment must be above 0"),
        ({"rates": [{"from_on": "2027-01-01", "rate_percent": "5"}] * 2}, "two rates for one day"),
    ],
)
def test_bad_terms_of_a_loan_are_refused_and_nothing_is_stored(client: TestClient, terms: Json, words: str) -> None:
    loan = open_account(client, "Car loan", account_type="loan")
    assert words in refused(set_loan(client, loan, **terms), 422, "bad_terms")["detail"]
    assert client.get("/api/debts").json()["loans"][0]["terms"] is None


def test_only_a_loan_has_the_terms_of_a_loan(client: TestClient, card: int) -> None:
    assert "not a loan" in refused(set_loan(client, card), 422, "bad_terms")["detail"]


def test_a_loan_payment_is_split_into_principal_and_interest_as_proposed(client: TestClient) -> None:
    loan = the_loan(client)
    checking = open_account(client, "Everyday")
    paid = spend(client, checking, 28_182, "car_insurance", on="2026-03-17", description="MERIDIAN AUTO LOAN")
    spend(client, checking, 28_182, on="2026-03-30", description="SOMETHING ELSE")
    [proposal] = client.get("/api/debts").json()["splits"]
    schedule = client.get(f"/api/accounts/{loan}/loan-schedule").json()
    assert (proposal["transaction_id"], proposal["interest_minor"]) == (paid, schedule[1]["interest_minor"])
    assert proposal["principal_minor"] + proposal["interest_minor"] == 28_182
    done = client.post("/api/debts/splits", json={"transaction_ids": [paid]}).json()
    [split] = [row["splits"] for row in rows(client) if row["id"] == paid]
    assert [(part["memo"], part["amount_minor"]) for part in split] == [
        ("Principal", proposal["principal_minor"]),
        ("Interest", proposal["interest_minor"]),
    ]
    assert split[1]["category_short_desc"] == "interest_charge"
    assert client.get("/api/debts").json()["splits"] == []
    assert is_sound(client)
    undo(client, done["change_id"])
    assert len(client.get("/api/debts").json()["splits"]) == 1


def test_the_payoff_compares_strategies_and_keeps_the_plan(client: TestClient, card: int) -> None:
    loan = the_loan(client)
    tried = client.get("/api/debts/payoff?strategy=avalanche&extra_minor=20000").json()
    assert [debt["name"] for debt in tried["debts"]] == ["Cashback Card", "Car loan"]
    assert (tried["monthly_minor"], tried["warnings"]) == (3_500 + 28_182 + 20_000, [])
    assert tried["months_saved"] > 0
    assert tried["interest_saved_minor"] > 0
    assert {each["strategy"] for each in tried["strategies"]} == {"avalanche", "snowball", "own"}
    assert tried["course"][0]["owed_minor"] == 31_290 + 1_000_000
    assert tried["course"][-1]["owed_minor"] == 0

    plan = {"currency": "USD", "strategy": "own", "extra_minor": 5_000, "account_order": [loan, card]}
    done = client.put("/api/debts/plan", json=plan).json()
    kept = client.get("/api/debts/payoff").json()
    assert (kept["strategy"], kept["extra_minor"], kept["account_order"]) == ("own", 5_000, [loan, card])
    undo(client, done["change_id"])
    assert client.get("/api/debts/payoff").json()["strategy"] == "avalanche"
    refused(client.put("/api/debts/plan", json={**plan, "extra_minor": -1}), 422, "bad_terms")
    refused(client.put("/api/debts/plan", json={**plan, "account_order": [999]}), 404, "no_such_account")


def test_a_debt_that_its_payment_never_pays_off_is_said_so_in_a_sentence(client: TestClient, card: int) -> None:
    client.patch(f"/api/accounts/{card}/card-terms", json={"minimum_payment_minor": 500})
    found = client.get("/api/debts/payoff").json()
    assert found["warnings"] == [
        "Cashback Card: 5.00 USD a month does not cover its interest, so alone it is never paid off.",
        "With this amount the debts are never paid off. Add to the monthly amount.",
    ]
    assert (found["months"], found["months_saved"]) == (None, None)
    helped = client.get("/api/debts/payoff?extra_minor=10000").json()
    assert helped["months"] is not None
    assert len(helped["warnings"]) == 1


def test_a_debt_whose_rate_is_not_known_is_left_out_with_the_reason(client: TestClient) -> None:
    open_account(client, "Store Card", account_type="credit", balance_current_minor=-5_000)
    found = client.get("/api/debts/payoff").json()
    assert found["debts"] == []
    assert found["left_out"][0]["why"] == "its rate and its minimum payment are not known"
