"""Two levels, keys made from names, and one meaning of income."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.categories.errors import IntoItself, KindContradiction, NothingToMove, ThirdLevel
from backend.categories.tree import check_move, check_parent, in_order, key_from, kind_of


@dataclass(frozen=True)
class Node:
    id: int
    parent_id: int | None = None
    display_name: str = "Food"
    position: int = 0


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Food", "food"),
        ("Food & Drink", "food_drink"),
        ("Kid's Stuff", "kids_stuff"),
        ("Café", "cafe"),
        ("  a  b ", "a_b"),
        ("Straße", "strasse"),
        ("../etc/passwd", "etc_passwd"),
        ("日本", "category"),
        ("100%", "100"),
        ("_x_", "x"),
        ("Disney+", "disney"),
    ],
)
def test_a_key_is_made_from_the_name(name: str, key: str) -> None:
    assert key_from(name, taken=()) == key


def test_a_taken_key_gets_the_next_number() -> None:
    assert key_from("Food", taken={"food"}) == "food_2"
    assert key_from("Food", taken={"food", "food_2"}) == "food_3"


@given(some.text(max_size=300), some.sets(some.sampled_from(["category", "category_2", "a", "b"])))
def test_every_name_has_a_key_that_is_free_and_fits_an_address(name: str, taken: set[str]) -> None:
    key = key_from(name, taken=taken)
    assert re.fullmatch(r"[a-z0-9_]{1,100}", key)
    assert key not in taken


def test_nothing_stands_below_a_subcategory() -> None:
    check_parent(Node(1))
    with pytest.raises(ThirdLevel):
        check_parent(Node(2, parent_id=1))


def test_a_subcategory_moves_to_another_main_category_or_to_the_first_level() -> None:
    check_move(Node(2, parent_id=1), to=Node(3), has_children=False)
    check_move(Node(2, parent_id=1), to=None, has_children=False)
    check_move(Node(2), to=Node(3), has_children=False)


@pytest.mark.parametrize(
    ("moved", "to", "has_children", "why"),
    [
        (Node(1), Node(1), False, IntoItself),
        (Node(2, 1), Node(1), False, NothingToMove),
        (Node(2), None, False, NothingToMove),
        (Node(2, 1), Node(4, 3), False, ThirdLevel),
        (Node(2), Node(3), True, ThirdLevel),
    ],
)
def test_other_moves_are_refused(moved: Node, to: Node | None, has_children: bool, why: type[Exception]) -> None:
    with pytest.raises(why):
        check_move(moved, to=to, has_children=has_children)


@pytest.mark.parametrize(
    ("kind", "is_income", "otherwise", "meant"),
    [
        (None, None, "expense", "expense"),
        (None, None, "transfer", "transfer"),
        (None, True, "expense", "income"),
        (None, False, "income", "expense"),
        (None, False, "transfer", "transfer"),
        ("income", None, "expense", "income"),
        ("transfer", False, "expense", "transfer"),
        ("income", True, "expense", "income"),
    ],
)
def test_kind_and_income_say_one_thing(kind: str | None, is_income: bool | None, otherwise: str, meant: str) -> None:
    assert kind_of(kind, is_income, otherwise=otherwise) == meant


@pytest.mark.parametrize(("kind", "is_income"), [("expense", True), ("income", False), ("transfer", True)])
def test_kind_and_income_that_disagree_are_refused(kind: str, is_income: bool) -> None:
    with pytest.raises(KindContradiction):
        kind_of(kind, is_income, otherwise="expense")


def test_main_categories_come_in_order_each_followed_by_its_own() -> None:
    nodes = [Node(4, 2, "b"), Node(1, None, "z", 1), Node(3, 2, "a"), Node(2, None, "y", 0), Node(5, 1, "x")]
    assert [node.id for node in in_order(nodes)] == [2, 3, 4, 1, 5]
