"""Whether stated balances add up, month by month."""

from datetime import date

from backend.balances.queries import Between
from backend.reconciliation.balance_proof import prove

MONTHS = ["2026-08", "2026-09", "2026-10", "2026-11"]


def pair(first: str, last: str, missing: int = 0) -> Between:
    return Between(date.fromisoformat(first), date.fromisoformat(last), 10000, missing)


def states(*pairs: Between) -> list[str]:
    return [month.state for month in prove(pairs, MONTHS).months]


def test_months_between_two_balances_that_agree_are_proven() -> None:
    assert states(pair("2026-08-31", "2026-10-31")) == ["none", "proven", "proven", "none"]


def test_a_month_in_which_something_is_missing_is_a_gap_of_that_amount() -> None:
    proof = prove([pair("2026-08-31", "2026-09-30"), pair("2026-09-30", "2026-10-31", 800)], MONTHS)
    assert [(month.state, month.missing_minor) for month in proof.months] == [
        ("none", 0), ("proven", 0), ("gap", 800), ("none", 0)
    ]  # fmt: skip
    assert proof.stated_to == date(2026, 10, 31)


def test_what_is_booked_a_day_late_is_no_gap() -> None:
    late = (pair("2026-10-01", "2026-10-10", -500), pair("2026-10-10", "2026-10-11", 500))
    assert states(*late) == ["none", "none", "proven", "none"]


def test_an_account_with_one_balance_proves_nothing() -> None:
    proof = prove([], MONTHS)
    assert {month.state for month in proof.months} == {"none"}
    assert proof.stated_to is None
