"""What a running balance proves."""

import pytest

from backend.imports.detection.columns import first_break, prove

AMOUNTS = [-1250, 100000, -725, 300]


@pytest.mark.parametrize(
    ("balances", "direction", "sign"),
    [
        ([8750, 108750, 108025, 108325], 1, 1),
        ([10000, 8750, 108750, 108025], 1, 1),
        ([8750, -91250, -90525, -90825], 1, -1),
        ([108325, 109575, 9575, 10300], -1, 1),
    ],
    ids=["after each row", "before each row", "what is owed", "newest first"],
)
def test_the_sign_follows_from_the_balance_and_the_order_of_days(
    balances: list[int | None], direction: int, sign: int
) -> None:
    proof = prove(AMOUNTS, balances, direction)
    assert (proof.holds, proof.share, proof.sign) == (True, 1.0, sign)


def test_equal_amounts_in_turn_prove_no_sign() -> None:
    assert not prove([500, 500, 500], [500, 1000, 1500]).holds


def test_equal_amounts_prove_the_sign_where_the_order_of_days_is_known() -> None:
    assert prove([500, 500, 500], [500, 1000, 1500], direction=1).sign == 1
    assert prove([500, 500, 500], [1500, 1000, 500], direction=1).sign == -1


def test_a_break_is_found() -> None:
    assert first_break([(-100, 100), (-100, 200), (-100, 400)], is_ascending=True) == 2
    assert first_break([(-100, 100), (-100, 200), (-100, 300)], is_ascending=True) is None
    assert first_break([(-100, 300), (-100, 200), (-100, 400)], is_ascending=False) == 2


def test_where_a_balance_is_missing_nothing_breaks() -> None:
    assert first_break([(-100, 100), (-100, 900), (-100, None)], is_ascending=True) is None
