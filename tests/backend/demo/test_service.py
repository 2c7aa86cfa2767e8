"""The sample household."""

from collections.abc import Iterator
from datetime import date

import pytest

from backend.account_overview import queries as account_overview
from backend.accounts import groups
from backend.bootstrap import open_data
from backend.debts import overview as debts
from backend.demo.service import ensure_sample
from backend.goals import queries as goals
from backend.inbox import queries as inbox
from backend.infra.config import Config
from backend.net_worth import overview as net_worth
from backend.net_worth.history import history
from backend.net_worth.series import DataFiles
from backend.planning import queries as planning
from backend.recurring import finding, running
from backend.transactions import pages, queries, totals
from backend.transactions.filters import Filter


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Config]:
    """The household of a day, which the tests only read, in a folder where its making was once interrupted."""
    home = tmp_path_factory.mktemp("household")
    (home / ".making").mkdir()
    (home / ".making" / "budget.db").write_bytes(b"half")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BUDGET_APP_TODAY", "2026-11-21")
        config = Config(home=home, is_demo=True)
        ensure_sample(config)
        yield config


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
    assert held == {
        "Everyday Checking": 418236,
        "Travel Card": -116481,
        "Rainy-day Savings": 1523041,
        "Student Loan": -1729943,
    }


def test_the_card_and_the_loan_of_the_sample_have_terms_and_a_payoff(sample: Config) -> None:
    with open_data(sample) as data, data.budget.read() as db:
        found = debts.overview(db, data.user_id, today=date(2026, 11, 21))
        payoff = debts.payoff(db, data.user_id, currency="USD", today=date(2026, 11, 21))
        grouped = [group.name for group in groups.list_groups(db, data.user_id)]
    [card], [loan] = found["cards"], found["loans"]
    assert (card["limit_minor"], card["band"], card["is_overdue"]) == (500_000, "low", False)
    assert (len(loan["terms"]["rates"]), loan["course"]["ahead_minor"]) == (1, 0)
    assert len(found["splits"]) > 10
    assert (payoff["left_out"], payoff["warnings"]) == ([], [])
    assert grouped == ["Everyday", "Long term"]


def test_the_household_owns_a_part_of_a_cabin_and_a_car_and_its_balances_add_up(sample: Config) -> None:
    with open_data(sample) as data, data.budget.read() as db, data.investments.read() as investments:
        files = DataFiles(db, investments)
        worth = net_worth.current(files, data.user_id, today=date(2026, 11, 21), home="USD")
        past = history(files, data.user_id, since=None, today=date(2026, 11, 21), home="USD")
    owned = next(group for group in worth["groups"] if group["name"] == "owned")
    assert {term.label: term.value for term in owned["figure"].terms} == {
        "Cabin at Loon Lake": 46_000_00,
        "Car": 14_200_00,
    }
    assert worth["total"].value is not None
    assert past["known_since"] == date(2026, 3, 31)
    assert [point["unexplained_minor"] for point in past["points"] if point["unexplained_minor"]] == []


def test_a_sample_that_is_there_is_left_as_it_is(sample: Config) -> None:
    with open_data(sample) as data, data.budget.read() as db:
        before = pages.count(db, data.user_id, Filter())
    ensure_sample(sample)
    with open_data(sample) as data, data.budget.read() as db:
        assert pages.count(db, data.user_id, Filter()) == before


def test_a_sample_whose_making_was_interrupted_is_made_anew(sample: Config) -> None:
    assert not (sample.home / ".making").exists()


def test_the_sample_has_confirmed_series_and_some_to_confirm(sample: Config) -> None:
    with open_data(sample) as data, data.budget.read() as db:
        kinds = {each.series.kind for each in running.running(db, data.user_id, ["active"])}
        assert kinds == {"bill", "income", "loan", "subscription"}
        assert len(finding.found(db, data.user_id)) == 4


def test_the_sample_has_an_accepted_plan_a_draft_and_goals_in_each_state(sample: Config) -> None:
    with open_data(sample) as data, data.budget.read() as db:
        assert [each.status for each in planning.list_scenarios(db, data.user_id)] == ["accepted", "draft"]
        states = {goal.status for goal in goals.list_goals(db, data.user_id)}
        assert states == {"active", "paused", "reached", "archived"}


def test_the_inbox_of_the_sample_has_notices_of_several_kinds(sample: Config) -> None:
    with open_data(sample) as data, data.budget.read() as db:
        kinds = {each.kind for each in inbox.every(db, data.user_id).values() if each.status == "open"}
    assert kinds >= {
        "duplicate_charge", "unusual_charge", "large_refund", "price_rise", "new_subscription", "trial_ending"
    }  # fmt: skip
