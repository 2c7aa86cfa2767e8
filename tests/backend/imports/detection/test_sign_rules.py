"""Which sign means money out."""

import pytest

from backend.imports.detection.columns import NOTHING_PROVED, prove
from backend.imports.detection.sign_rules import SignEvidence, decide_sign


def rows(*pairs: tuple[int, str]) -> list[SignEvidence]:
    return [SignEvidence(value, words) for value, words in pairs]


@pytest.mark.parametrize(
    ("movements", "account_type", "expected"),
    [
        (rows((-500, "COFFEE"), (90000, "PAYROLL")), None, ("minus_is_out", True)),
        (rows((-500, "A"), (-600, "B"), (-700, "C")), None, ("minus_is_out", True)),
        (rows((500, "COFFEE"), (-90000, "PAYMENT RECEIVED - THANK YOU")), None, ("plus_is_out", True)),
        (rows((500, "A"), (600, "B"), (700, "C")), None, ("minus_is_out", False)),
        (rows((500, "A"), (600, "B"), (700, "C")), "credit", ("plus_is_out", True)),
        (rows((-500, "A"), (-600, "B"), (9000, "C")), "credit", ("minus_is_out", True)),
    ],
)
def test_words_and_kind_of_account(
    movements: list[SignEvidence], account_type: str | None, expected: tuple[str, bool]
) -> None:
    assert tuple(decide_sign(movements, NOTHING_PROVED, account_type=account_type, layout_sign=None)) == expected


@pytest.mark.parametrize(
    ("amounts", "balances", "sign", "is_ascending"),
    [
        ([500, -200, 300], [1500, 1300, 1600], 1, True),
        ([300, -200, 500], [1600, 1300, 1500], 1, False),
        ([500, 200, 300], [500, 300, 0], -1, True),
    ],
)
def test_a_running_balance_proves_sign_and_order(
    amounts: list[int | None], balances: list[int | None], sign: int, is_ascending: bool
) -> None:
    proof = prove(amounts, balances)
    assert (proof.share, proof.sign, proof.is_ascending) == (1.0, sign, is_ascending)
    assert proof.holds


def test_equal_amounts_in_turn_prove_nothing() -> None:
    assert not prove([500, -500], [1500, 1000]).holds or prove([500, -500], [1500, 1000]).sign == 1
    assert not prove([500, 500], [1500, 1000]).holds


RISES = ([1250, 2000, 725], [11250, 13250, 13975])


@pytest.mark.parametrize(
    ("movements", "expected"),
    [
        (rows((1250, "CAFE"), (2000, "ACME"), (725, "SHOP")), ("minus_is_out", False)),
        (rows((1250, "ALPHA"), (2000, "BETA"), (725, "GAMMA")), ("minus_is_out", False)),
        (rows((1250, "DEPOSIT"), (2000, "INTEREST PAID"), (725, "REFUND")), ("minus_is_out", True)),
        (rows((1250, "CAFE"), (-2000, "PAYMENT THANK YOU"), (725, "SHOP")), ("plus_is_out", True)),
        (rows((1250, "ALPHA"), (-2000, "BETA"), (725, "GAMMA")), ("minus_is_out", True)),
    ],
    ids=["words say owed", "only rises", "savings", "card", "an account"],
)
def test_a_balance_may_be_of_what_is_owed(movements: list[SignEvidence], expected: tuple[str, bool]) -> None:
    proof = prove(*RISES)
    assert tuple(decide_sign(movements, proof, account_type=None, layout_sign=None)) == expected


def test_amounts_without_any_sign_and_words_for_both_directions_are_asked_about() -> None:
    movements = rows((1250, "LASTSCHRIFT STROM"), (90000, "GEHALT"), (725, "LASTSCHRIFT GAS"), (500, "EINKAUF"))
    assert not decide_sign(movements, NOTHING_PROVED, account_type=None, layout_sign=None).is_sure


def test_one_minus_among_trades_without_signs_proves_nothing() -> None:
    trades = rows(
        (4312, "ACHAT"), (4105, "ACHAT"), (5340, "DIVIDENDE"), (901, "ACHAT"), (1857, "VENTE"), (416, "ACHAT")
    )
    movements = [*trades, SignEvidence(-120000, "PRELEVEMENT")]
    assert not decide_sign(movements, NOTHING_PROVED, account_type=None, layout_sign=None).is_sure


def test_a_balance_that_runs_against_the_days_and_against_the_sign_proves_nothing() -> None:
    assert not prove([-100, -200, -300], [1900, 1700, 1400], -1).holds
    assert prove([-100, -200, -300], [1900, 1700, 1400], 1).holds
