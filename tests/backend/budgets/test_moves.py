"""Moves between lines: what they add up to for a line, and circles."""

from dataclasses import dataclass
from datetime import date

from backend.budgets.moves import circle, moved_to
from backend.budgets.periods import Days

NOVEMBER = Days(date(2026, 11, 1), date(2026, 11, 30))
FOOD, GROCERIES, RESTAURANT, COFFEE = 1, 2, 3, 4


@dataclass
class Moved:
    from_category_id: int | None
    to_category_id: int | None
    amount_minor: int = 100
    on: date = date(2026, 11, 10)


def test_what_came_counts_for_the_line_and_what_went_against_it() -> None:
    moves = [Moved(GROCERIES, COFFEE, 300), Moved(COFFEE, RESTAURANT, 100), Moved(None, COFFEE, 50)]
    assert moved_to(moves, {COFFEE}, NOVEMBER) == 250


def test_a_main_category_is_not_changed_by_moves_between_what_it_holds() -> None:
    family = {FOOD, GROCERIES, COFFEE}
    assert moved_to([Moved(GROCERIES, COFFEE), Moved(FOOD, COFFEE)], family, NOVEMBER) == 0
    assert moved_to([Moved(None, COFFEE)], family, NOVEMBER) == 100


def test_moves_of_other_days_do_not_count() -> None:
    assert moved_to([Moved(None, COFFEE, on=date(2026, 12, 1))], {COFFEE}, NOVEMBER) == 0


def test_a_circle_is_found_over_several_moves() -> None:
    moves = [Moved(GROCERIES, RESTAURANT), Moved(RESTAURANT, COFFEE)]
    assert circle(moves, from_id=COFFEE, to_id=GROCERIES) == [GROCERIES, RESTAURANT, COFFEE]
    assert circle(moves, from_id=GROCERIES, to_id=COFFEE) == []
    assert circle([*moves, Moved(COFFEE, None)], from_id=FOOD, to_id=COFFEE) == []
