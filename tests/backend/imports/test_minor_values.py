"""Columns as numbers."""

from backend.imports.cells import facts_of
from backend.imports.column_roles import Columns, Roles
from backend.imports.guess_sign import minor_reader
from backend.imports.minor_values import Minors

ROWS = [["2.50", "", "D"], ["", "9.00", "C"]]
MINORS = Minors(Columns([], [facts_of([row[i] for row in ROWS]) for i in range(3)], ROWS), minor_reader(".", "EUR"), 1)


def test_an_empty_cell_is_no_amount() -> None:
    assert MINORS.of(0) == [250, None]


def test_two_sides_make_one_amount() -> None:
    assert MINORS.signed(Roles(debit=0, credit=1)) == [-250, 900]


def test_words_of_direction_give_the_sign() -> None:
    assert MINORS.directed(0) == [-250, None]
