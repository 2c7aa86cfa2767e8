"""Rules on one row: the order in which they run, and what they do together."""

from dataclasses import replace
from datetime import date
from typing import Any

from backend.rules.rule_book import Actions, ActiveRule, SplitShare, active_rule, run
from backend.transactions.search_match import CategoryName, Names, SearchRow

FOOD, WORK, HOME = 1, 2, 3
NAMES = Names(
    categories={FOOD: CategoryName("Food", "food", None), WORK: CategoryName("Work", "work", None)},
    accounts={1: ("Everyday", "1234")},
    payees={},
)
ROW = SearchRow(
    folded="kettle row 42", merchant_key="kettle row", amount_minor=1200, currency="USD", on=date(2026, 3, 5),
    account_id=1, source="file_import",
)  # fmt: skip


def rule(id: int, search: str, *, stage: int = 2, **actions: Any) -> ActiveRule:
    return active_rule(id, f"Rule {id}", stage, search, Actions(**actions), today=date(2026, 3, 31))


def test_the_first_rule_that_sets_a_category_decides() -> None:
    outcome = run([rule(1, "other", category_id=HOME), rule(2, "kettle", category_id=FOOD),
                   rule(3, "kettle", category_id=WORK, tags=("late",))], ROW, NAMES)  # fmt: skip
    assert outcome.actions == Actions(category_id=FOOD, tags=("late",))
    assert outcome.category_rule is not None
    assert (outcome.category_rule.id, outcome.rule_ids) == (2, (2, 3))


def test_a_rule_that_stops_ends_the_run() -> None:
    outcome = run([rule(1, "kettle", tags=("a",), stop=True), rule(2, "kettle", category_id=FOOD)], ROW, NAMES)
    assert outcome.actions == Actions(tags=("a",))


def test_later_rules_see_what_earlier_ones_set() -> None:
    rules = [
        rule(1, "kettle", stage=1, payee="Blue Kettle"),
        rule(2, 'payee:"blue kettle"', category_id=FOOD),
        rule(3, "category:food", stage=3, tags=("meal",)),
        rule(4, "tag:meal", stage=3, note="with tag"),
    ]
    outcome = run(rules, ROW, NAMES)
    assert outcome.actions == Actions(category_id=FOOD, payee="Blue Kettle", tags=("meal",), note="with tag")
    assert run(rules, ROW, NAMES, stages=(1,)).rule_ids == (1,)


def test_actions_survive_json() -> None:
    actions = Actions(
        category_id=FOOD, payee="X", tags=("a", "b"), split=(SplitShare(60, "food"), SplitShare(40)), review="ask",
        is_excluded=True, stop=True,
    )  # fmt: skip
    assert Actions.from_json(FOOD, actions.as_json()) == actions
    assert replace(actions, category_id=None).as_json() == actions.as_json()
