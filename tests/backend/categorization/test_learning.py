"""Merchants learn from decisions."""

import pytest

from backend.categorization.learning import Learned, Lesson, learn

COFFEE, FUEL = 1, 2


def lesson(category: int = COFFEE, *, key: str = "kettle", taught: int | None = None, id_: int = 1) -> Lesson:
    return Lesson(id_, key, category, taught)


def test_the_first_lesson_makes_a_mapping_with_count_one() -> None:
    assert learn({}, [lesson()]) == {"kettle": Learned(COFFEE, 1)}


def test_the_same_category_adds_one() -> None:
    assert learn({"kettle": Learned(COFFEE, 4)}, [lesson()]) == {"kettle": Learned(COFFEE, 5)}


def test_another_category_replaces_and_starts_again() -> None:
    assert learn({"kettle": Learned(COFFEE, 9)}, [lesson(FUEL)]) == {"kettle": Learned(FUEL, 1)}


def test_rows_of_one_commit_count_up_together() -> None:
    assert learn({}, [lesson(id_=n) for n in range(3)]) == {"kettle": Learned(COFFEE, 3)}


def test_a_row_teaches_the_same_thing_only_once() -> None:
    assert learn({"kettle": Learned(COFFEE, 1)}, [lesson(taught=COFFEE)]) == {}


def test_a_row_that_changes_its_mind_teaches_again() -> None:
    assert learn({"kettle": Learned(COFFEE, 5)}, [lesson(FUEL, taught=COFFEE)]) == {"kettle": Learned(FUEL, 1)}


@pytest.mark.parametrize("key", ["", "check", "transfer to", "x", "the", "1234567", "uberweisung an"])
def test_a_row_that_names_no_merchant_teaches_nothing(key: str) -> None:
    assert learn({}, [lesson(key=key)]) == {}
