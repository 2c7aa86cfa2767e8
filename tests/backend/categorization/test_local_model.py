"""The local model in the app: learns from confirmations, suggests with a reason, files alone only when allowed."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.categorization import local_model
from backend.categorization.category_match import CategoryMatch
from backend.categorization.jobs import TrainLocalModel
from backend.infra.scheduler import JobContext
from tests.backend.journeys import is_sound, open_account, rows, spend, undo
from tests.makers import imported, statement

Row = dict[str, Any]
SHOPS = (("KESTREL MARKET", "groceries"), ("JUNIPER COFFEE ROASTERS", "coffee"), ("NORTHGATE FUEL STOP", "gas_station"))


@pytest.fixture
def train(client: TestClient) -> Callable[[], None]:
    """Train as the scheduler does."""
    state: Any = client.app.state  # type: ignore[attr-defined]
    job, work = TrainLocalModel(), JobContext(state.config, state.budget, threading.Event())
    return lambda: job(work)


def confirm_some(client: TestClient, account: int, times: int = 30) -> None:
    for place in range(times):
        text, category = SHOPS[place % 3]
        day = f"2026-{place // 28 + 1:02}-{place % 28 + 1:02}"
        spend(client, account, 500 + place * 7, category, on=day, description=f"{text} {100 + place}")


def waiting(client: TestClient, id_: int) -> Row:
    found: Row = client.get(f"/api/transactions/{id_}").json()
    return found


def test_what_waits_gets_a_suggestion_with_its_reason_once_the_model_is_trained(
    client: TestClient, train: Callable[[], None]
) -> None:
    account = open_account(client)
    id_ = spend(client, account, 620, description="SALTBOX ROASTERS")
    assert waiting(client, id_)["categorization_tier"] is None
    confirm_some(client, account)
    train()
    row = waiting(client, id_)
    assert (row["predicted_category_short_desc"], row["categorization_tier"]) == ("coffee", "model")
    assert row["reason"] == "Learned from your transactions: “roasters”"
    assert 0.2 <= row["prediction_confidence"] <= 1
    assert row["status"] == "pending_review"
    assert is_sound(client)


def test_why_shows_what_the_model_says_beside_the_other_tiers(client: TestClient, train: Callable[[], None]) -> None:
    account = open_account(client)
    id_ = spend(client, account, 620, description="SALTBOX ROASTERS")
    confirm_some(client, account)
    train()
    steps = {step["tier"]: step for step in client.get(f"/api/transactions/{id_}/why").json()["steps"]}
    assert [*steps] == ["amount_rule", "merchant_map", "brand", "model"]
    assert (steps["model"]["outcome"], steps["model"]["category_short_desc"]) == ("suggested", "coffee")
    assert "roasters" in steps["model"]["reason"]


def test_too_few_decisions_train_nothing(client: TestClient, train: Callable[[], None]) -> None:
    confirm_some(client, open_account(client), times=29)
    train()
    model = client.get("/api/categoriser").json()["model"]
    assert (model["decisions"], model["needed"], model["trained_at"], model["quality"]) == (29, 30, None, None)


def test_an_import_is_predicted_by_the_model_that_is_there(client: TestClient, train: Callable[[], None]) -> None:
    account = open_account(client)
    confirm_some(client, account, times=60)
    train()
    imported(client, statement("2026-03-09,FOXGLOVE ROASTERS,-7.10"), account_id=account)
    row = rows(client)[0]
    assert (row["predicted_category_short_desc"], row["categorization_tier"]) == ("coffee", "model")


def test_the_model_files_alone_only_when_it_may(client: TestClient, train: Callable[[], None]) -> None:
    account = open_account(client)
    confirm_some(client, account, times=240)
    train()
    assert client.post("/api/settings", json={"settings": {"auto_confirm_threshold": "100"}}).status_code == 200
    text = "JUNIPER COFFEE ROASTERS 4711"
    imported(client, statement(f"2026-11-09,{text},-7.10"), account_id=account)
    assert rows(client)[0]["status"] == "pending_review"
    assert client.post("/api/settings", json={"settings": {"local_model": "confirm"}}).status_code == 200
    imported(client, statement(f"2026-11-10,{text},-7.20"), account_id=account)
    filed = rows(client)[0]
    assert (filed["status"], filed["category_short_desc"]) == ("auto_confirmed", "coffee")
    assert is_sound(client)


def test_switched_off_it_says_nothing(client: TestClient, train: Callable[[], None]) -> None:
    account = open_account(client)
    confirm_some(client, account)
    train()
    client.post("/api/settings", json={"settings": {"local_model": "off"}})
    imported(client, statement("2026-03-09,FOXGLOVE ROASTERS,-7.10"), account_id=account)
    assert rows(client)[0]["categorization_tier"] != "model"
    train()
    assert client.get("/api/categoriser").json()["model"]["trained_at"] is None


def test_undoing_a_decision_unlearns_it(client: TestClient, train: Callable[[], None]) -> None:
    account = open_account(client)
    confirm_some(client, account)
    train()
    first = client.get("/api/categoriser").json()["model"]
    id_ = spend(client, account, 900, description="PAPER CRANE")
    decided = client.post(f"/api/transactions/{id_}/review", json={"category_short_desc": "books"}).json()
    train()
    assert client.get("/api/categoriser").json()["model"]["examples"] == first["examples"] + 1
    undo(client, decided["change_id"])
    train()
    assert client.get("/api/categoriser").json()["model"]["examples"] == first["examples"]


def test_a_row_that_the_person_picked_a_category_for_keeps_it(client: TestClient, train: Callable[[], None]) -> None:
    account = open_account(client)
    id_ = spend(client, account, 620, description="SALTBOX ROASTERS")
    client.post(f"/api/transactions/{id_}/stage", json={"category_short_desc": "books"})
    confirm_some(client, account)
    train()
    row = waiting(client, id_)
    assert (row["status"], row["category_short_desc"], row["categorization_tier"]) == ("pending_save", "books", "user")


def test_accepted_and_overruled_predictions_are_counted_by_tier(client: TestClient, train: Callable[[], None]) -> None:
    account = open_account(client)
    right, wrong = (spend(client, account, 620, description=text) for text in ("SALTBOX ROASTERS", "EMBER ROASTERS"))
    confirm_some(client, account)
    train()
    for id_, category in ((right, "coffee"), (wrong, "gift")):
        client.post(f"/api/transactions/{id_}/review", json={"category_short_desc": category})
    found = {tier["tier"]: tier for tier in client.get("/api/categoriser").json()["tiers"]}
    assert (found["model"]["accepted"], found["model"]["overruled"], found["model"]["waiting"]) == (1, 1, 0)


MAP = CategoryMatch(1, 1.0, "merchant_map", True, "map", 3, True)
BRAND = CategoryMatch(1, 0.5, "brand", False, "brand", 0)


def model(category: int, confidence: float, *, is_sure: bool = False) -> CategoryMatch:
    return CategoryMatch(category, confidence, "model", is_sure, "model", 0)


@pytest.mark.parametrize(
    ("rules", "said", "tier", "is_sure"),
    [
        pytest.param(None, model(2, 0.3), "model", False, id="nothing else known"),
        pytest.param(None, model(2, 0.1), None, False, id="not worth showing"),
        pytest.param(BRAND, model(2, 0.6), "model", False, id="surer than a brand"),
        pytest.param(BRAND, model(2, 0.4), "brand", False, id="less sure than a brand"),
        pytest.param(MAP, model(1, 0.95), "merchant_map", True, id="supports the merchant map"),
        pytest.param(MAP, model(1, 0.6), "merchant_map", False, id="this merchant did not hold up"),
        pytest.param(MAP, model(2, 0.4), "merchant_map", False, id="doubts the merchant map"),
        pytest.param(MAP, model(2, 0.8), "model", False, id="knows better than the merchant map"),
        pytest.param(MAP, None, "merchant_map", True, id="no model"),
    ],
)
def test_the_model_and_the_earlier_tiers_are_weighed(
    rules: CategoryMatch | None, said: CategoryMatch | None, tier: str | None, is_sure: bool
) -> None:
    found = local_model.combined(rules, said)
    assert (found.tier if found else None, bool(found and found.is_sure)) == (tier, is_sure)
