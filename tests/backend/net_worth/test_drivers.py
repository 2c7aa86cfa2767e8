"""A change of net worth is split into causes that never overlap and always add up."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from backend.net_worth.drivers import GROUPS, Course, End, Group, matrix, row_of, total_row


def course(group: Group, before: int, after: int, moved: int, **more: bool) -> Course:
    return Course(group, End(True, before, before), End(True, after, after), moved, to_home=lambda minor: minor, **more)


def causes(group: Group, before: int, after: int, moved: int, **more: bool) -> dict[str, int]:
    found = row_of(course(group, before, after, moved, **more)).causes
    return {cause: minor for cause, minor in found.items() if minor}


def test_money_that_stayed_in_cash_was_saved_and_the_rest_is_unexplained() -> None:
    assert causes("cash", 17_406_11, 21_318_79, 3_958_88) == {"saved": 3_958_88, "unexplained": -46_20}


def test_what_was_paid_in_was_saved_and_the_rest_is_the_market() -> None:
    assert causes("investments", 76_912_40, 95_524_38, 8_450_00) == {"saved": 8_450_00, "market": 10_161_98}


def test_a_thing_is_revalued() -> None:
    assert causes("owned", 64_700_00, 63_700_00, 0) == {"revalued": -1_000_00}


def test_a_debt_that_went_down_was_paid() -> None:
    assert causes("loans", -19_070_00, -12_460_00, 6_610_00) == {"debt_paid": 6_610_00}


def test_a_loan_without_transactions_is_explained_by_what_was_stated() -> None:
    assert causes("loans", -19_070_00, -12_460_00, 0, is_without_rows=True) == {"debt_paid": 6_610_00}


def test_spending_on_a_card_is_debt_and_paying_it_moves_from_saved_to_debt_paid() -> None:
    rows = matrix([course("cards", 0, -100, -100), course("cash", 500, 500, 0)])
    assert total_row(list(rows.values())).causes["debt_paid"] == -100
    rows = matrix([course("cards", -100, 0, 100), course("cash", 500, 400, -100)])
    whole = total_row(list(rows.values()))
    assert (whole.causes["saved"], whole.causes["debt_paid"], whole.after_minor - whole.before_minor) == (-100, 100, 0)


def test_an_account_that_came_brings_its_opening_balance() -> None:
    opened = Course("cash", End(False, 1_000, 1_000), End(True, 1_200, 1_200), 200, to_home=lambda minor: minor)
    row = row_of(opened)
    assert (row.before_minor, row.after_minor) == (0, 1_200)
    assert (row.causes["added"], row.causes["saved"]) == (1_000, 200)


def test_an_account_that_was_closed_takes_what_was_left() -> None:
    closed = Course("cash", End(True, 1_000, 1_000), End(False, 300, 300), -700, to_home=lambda minor: minor)
    row = row_of(closed)
    assert (row.after_minor, row.causes["saved"], row.causes["added"]) == (0, -700, -300)


def test_a_rate_that_rose_is_a_cause_of_its_own() -> None:
    rate = Fraction("1.10")
    giro = Course(
        "cash", End(True, 100_00, 108_00), End(True, 150_00, 165_00), 50_00, lambda minor: round(minor * rate), True
    )
    row = row_of(giro)
    assert (row.causes["saved"], row.causes["currency"]) == (55_00, 2_00)


amounts = st.integers(-(10**9), 10**9)
ends = st.builds(End, st.booleans(), amounts, amounts)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    rate = draw(st.fractions(Fraction(1, 100), 100))
    return Course(
        draw(st.sampled_from(GROUPS)),
        draw(ends),
        draw(ends),
        draw(amounts),
        lambda minor: round(minor * rate),
        draw(st.booleans()),
        draw(st.booleans()),
    )


@given(st.lists(courses(), max_size=12))
def test_every_line_and_every_column_adds_up(found: list[Course]) -> None:
    rows = matrix(found)
    whole = total_row(list(rows.values()))
    for row in [*rows.values(), whole]:
        assert row.before_minor + sum(row.causes.values()) == row.after_minor
    assert whole.after_minor == sum(each.after.home_minor for each in found if each.after.is_there)
    assert whole.before_minor == sum(each.before.home_minor for each in found if each.before.is_there)
