"""How a month's income is divided."""

from hypothesis import given
from hypothesis import strategies as st

from backend.planning.allocation import Part, divide, percent_total


def test_fixed_amounts_come_first_and_shares_divide_the_rest() -> None:
    division = divide(318_000, [Part(92_500, None), Part(97_000, None), Part(None, 65), Part(None, 10)])
    assert division.left_for_shares_minor == 128_500
    assert division.amounts == (92_500, 97_000, 83_525, 12_850)
    assert (division.given_minor, division.over_minor) == (285_875, 0)


def test_fixed_amounts_above_the_income_show_how_much_is_missing() -> None:
    division = divide(100_000, [Part(80_000, None), Part(35_000, None), Part(None, 50)])
    assert division.amounts == (80_000, 35_000, 0)
    assert division.over_minor == 15_000


parts = st.lists(st.integers(0, 100).map(lambda percent: Part(None, percent)), max_size=8)


@given(st.integers(0, 10**9), parts)
def test_shares_up_to_the_whole_never_give_out_more_than_there_is(income: int, shares: list[Part]) -> None:
    if percent_total(shares) <= 100:
        assert divide(income, shares).over_minor == 0
