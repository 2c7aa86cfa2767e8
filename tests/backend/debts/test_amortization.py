"""The schedule of a loan, against published examples and to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.debts.amortization import ExtraPayment, Loan, RateChange, schedule
from backend.debts.interest import annuity

FIRST = date(2026, 1, 1)


def loan(principal: int, rate: str, months: int, **more: object) -> Loan:
    return Loan(principal, Decimal(rate), months, FIRST, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("principal", "rate", "months", "payment"),
    [
        # Consumer Financial Protection Bureau, sample Loan Estimate H-24(B), "Ficus Bank": $162,000 at 3.875 %.
        (162_000_00, "3.875", 360, 761_78),
        # Wikipedia, "Mortgage calculator": $200,000 at 6.5 % over 30 years.
        (200_000_00, "6.5", 360, 1_264_14),
        # Wikipedia, "Equated monthly installment": 1,000,000 at 10.5 % over 10 years, 13,493 in whole units.
        (1_000_000, "10.5", 120, 13_493),
        (120_000, "0", 12, 10_000),
    ],
)
def test_the_level_payment_is_the_published_one(principal: int, rate: str, months: int, payment: int) -> None:
    assert annuity(principal, Decimal(rate), months) == payment


@pytest.mark.parametrize(
    ("rate", "months", "owed"),
    [("7", 360, 235_328), ("6.5", 180, 191_792)],
    ids=["30 years at 7 %", "15 years at 6.5 %"],
)
def test_what_is_owed_after_five_years_is_the_published_amount(rate: str, months: int, owed: int) -> None:
    """Source: ebrary.net, "Appendix A. Amortization Tables": $250,000, in whole dollars."""
    assert abs(schedule(loan(250_000_00, rate, months))[59].balance_minor - owed * 100) <= 100


def test_after_five_years_the_loan_of_the_sample_estimate_has_paid_off_its_published_principal() -> None:
    """Source: CFPB sample Loan Estimate H-24(B), "Comparisons": in 5 years $15,773 of principal."""
    assert abs(sum(each.principal_minor for each in schedule(loan(162_000_00, "3.875", 360))[:60]) - 15_773_00) <= 100


@given(
    principal=st.integers(100_00, 10_000_000_00),
    rate=st.decimals(0, 30, places=3),
    months=st.integers(1, 480),
    is_daily=st.booleans(),
    extra=st.integers(1, 1_000_00),
)
def test_the_payments_pay_exactly_the_principal_and_the_last_one_adjusts(
    principal: int, rate: Decimal, months: int, is_daily: bool, extra: int
) -> None:
    payments = schedule(
        Loan(principal, rate, months, FIRST, is_daily=is_daily), extras=[ExtraPayment(date(2026, 3, 10), extra)]
    )
    assert sum(each.principal_minor + each.extra_minor for each in payments) == principal
    assert all(each.payment_minor == each.interest_minor + each.principal_minor for each in payments)
    assert payments[-1].balance_minor == 0
    assert len({each.payment_minor for each in payments[:-1]}) <= 1


def test_a_payment_on_the_31st_falls_on_the_last_day_of_shorter_months() -> None:
    days = [each.on for each in schedule(Loan(90_000, Decimal(0), 3, date(2026, 1, 31)))]
    assert days == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]


def test_a_new_rate_makes_a_new_payment_and_the_loan_still_ends_with_its_term() -> None:
    changed = schedule(loan(200_000_00, "4", 120), rates=[RateChange(date(2028, 1, 1), Decimal(6))])
    before, after = changed[24], changed[25]
    assert (before.rate_percent, after.rate_percent) == (Decimal(4), Decimal(6))
    assert after.payment_minor == annuity(before.balance_minor, Decimal(6), 95)
    assert after.interest_minor == round(before.balance_minor * 6 / 1200)
    assert (len(changed), changed[-1].balance_minor) == (120, 0)


def test_an_extra_payment_ends_the_loan_earlier_with_the_same_payment() -> None:
    plain = schedule(loan(200_000_00, "6.5", 360))
    extra = schedule(loan(200_000_00, "6.5", 360), extras=[ExtraPayment(date(2026, 6, 15), 20_000_00)])
    assert extra[0].payment_minor == plain[0].payment_minor
    assert extra[6].extra_minor == 20_000_00
    assert len(extra) < len(plain) - 60


def test_daily_interest_counts_the_days_of_each_month_and_an_extra_payment_from_its_day() -> None:
    agreed = Loan(36_500_00, Decimal(10), 24, date(2026, 3, 1), is_daily=True)
    assert schedule(agreed)[0].interest_minor == 28 * 10_00
    half = schedule(agreed, extras=[ExtraPayment(date(2026, 2, 15), 18_250_00)])
    assert half[0].interest_minor == 14 * 10_00 + 14 * 5_00
