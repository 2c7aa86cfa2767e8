"""The sample household."""

from pathlib import Path

import pytest

from backend.account_overview import queries as account_overview
from backend.bootstrap import open_data
from backend.demo.service import ensure_sample
from backend.infra.config import Config
from backend.transactions import pages, queries, totals
from backend.transactions.filters import Filter


@pytest.fixture
def sample(home: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-21")
    config = Config(home=home, is_demo=True)
    ensure_sample(config)
    return config


def test_the_sample_has_history_things_to_review_and_whole_sums(sample: Config) -> None:
    with open_data(sample) as data, data.budget.read() as db:
        counts = queries.status_counts(db, data.user_id)
        waiting = pages.page(db, data.user_id, Filter(status=("pending_review",))).items
        assert counts["confirmed"] > 500
        assert counts["auto_confirmed"] > 10
        assert {row["predicted_category_id"] is None for row in waiting} == {True, False}
        assert max(str(row["on"]) for row in waiting) <= "2026-11-21"
        assert totals.differences(db, data.user_id) == 0


def test_what_the_card_of_the_sample_owes_lowers_the_total(sample: Config) -> None:
    with open_data(sample) as data, data.budget.read() as db:
        held = {
            account["name"]: account["balance_current_minor"] for account in account_overview.listed(db, data.user_id)
        }
    assert held == {"Everyday Checking": 418236, "Travel Card": -128477, "Rainy-day Savings": 1523041}


def test_a_sample_that_is_there_is_left_as_it_is(sample: Config) -> None:
    with open_data(sample) as data, data.budget.read() as db:
        before = pages.count(db, data.user_id, Filter())
    ensure_sample(sample)
    with open_data(sample) as data, data.budget.read() as db:
        assert pages.count(db, data.user_id, Filter()) == before
