"""Which column moves the account where no header tells."""

from backend.imports.detection.columns import Columns, Roles
from backend.imports.detection.money_by_values import Minors, MoneyByValues
from backend.imports.detection.sign import minor_reader
from backend.imports.values.cells import facts_of

ROWS = [["2.50", "", "D"], ["", "9.00", "C"]]
MINORS = Minors(Columns([], [facts_of([row[i] for row in ROWS]) for i in range(3)], ROWS), minor_reader(".", "EUR"), 1)


def test_an_empty_cell_is_no_amount() -> None:
    assert MINORS.of(0) == [250, None]


def test_two_sides_make_one_amount() -> None:
    assert MINORS.signed(Roles(debit=0, credit=1)) == [-250, 900]


def test_words_of_direction_give_the_sign() -> None:
    assert MINORS.directed(0) == [-250, None]


def money_of(*rows: str, direction: int = 1) -> Roles:
    cells = [row.split(";") for row in rows]
    facts = [facts_of([row[index] for row in cells]) for index in range(len(cells[0]))]
    columns, roles = Columns([], facts, cells), Roles()
    MoneyByValues(columns, roles, Minors(columns, minor_reader(".", "EUR"), direction)).find([])
    return roles


def test_the_amount_moves_the_balance() -> None:
    roles = money_of("97.50;-2.50", "197.50;100.00", "194.00;-3.50")
    assert (roles.amount, roles.balance, roles.guessed) == (1, 0, set())


def test_a_word_of_direction_signs_the_amount_before_the_balance_is_asked() -> None:
    roles = money_of("2.50;Debet;97.50", "100.00;Credit;197.50", "3.50;Debet;194.00")
    assert (roles.amount, roles.balance) == (0, 2)


def test_two_columns_of_which_each_row_fills_one_are_the_sides() -> None:
    roles = money_of("2.50;", ";100.00", "3.50;")
    assert (roles.debit, roles.credit, roles.guessed) == (0, 1, {"amount", "sides"})


def test_the_one_column_with_both_signs_is_the_amount() -> None:
    assert "which amount" not in money_of("-2.50;550.10", "100.00;9.90", "-3.50;80.00").guessed
    assert "which amount" in money_of("2.50;550.10", "100.00;9.90", "3.50;80.00").guessed
