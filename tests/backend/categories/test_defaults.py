"""The starter categories."""

import re

from backend.categories.defaults import STARTER

CHILDREN = {child.key: child for main in STARTER for child in main.children}
MORE = {child.key for main in STARTER for child in main.more}


def test_there_are_eighteen_main_categories_each_with_a_colour() -> None:
    assert len(STARTER) == 18
    assert all(re.fullmatch("#[0-9A-F]{6}", main.color) for main in STARTER)


def test_every_key_is_there_once() -> None:
    keys = [*CHILDREN, *MORE, *(main.key for main in STARTER)]
    assert len(keys) == len(set(keys)) == 18 + sum(len(main.children) + len(main.more) for main in STARTER)


def test_what_is_somebodys_own_is_offered_and_not_given() -> None:
    assert {"work_lunch", "boba", "amazon", "walmart_target", "live_nba", "tennis", "venmo_income"} == MORE


def test_keys_are_those_that_files_of_the_predecessor_know() -> None:
    known = {"misc_other", "disney_plus", "walmart_target", "live_nba", "apple_tv", "hbo", "credit_card_payment", "atm"}
    assert known <= CHILDREN.keys() | MORE
    assert {"personal_spending", "payment_and_interest", "recreation_entertainment"} <= {main.key for main in STARTER}


def test_money_that_only_changes_its_place_is_a_transfer() -> None:
    transfers = {key for key, child in CHILDREN.items() if child.kind == "transfer"}
    assert transfers == {"transfer", "credit_card_payment", "savings_transfer", "investment"}
    assert CHILDREN["atm"].kind == CHILDREN["student_loan"].kind == "expense"


def test_everything_under_income_is_income_and_nothing_else() -> None:
    income = next(main for main in STARTER if main.key == "income")
    assert {key for key, child in CHILDREN.items() if child.kind == "income"} == {
        child.key for child in income.children
    }


def test_subscriptions_and_bills_are_recurring() -> None:
    assert sum(child.is_recurring for child in CHILDREN.values()) == 21
    assert CHILDREN["rent"].is_recurring
    assert not CHILDREN["groceries"].is_recurring
