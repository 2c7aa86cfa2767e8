"""A loan with terms is followed to its end: each payment with its interest, from what is owed now."""

from datetime import date
from decimal import Decimal

from backend.debts.amortization import ExtraPayment, Loan
from backend.forecasting.loans import OwedLoan, loan_items, movements_of
from backend.forecasting.projection import History, project
from backend.forecasting.streams import Movement

AS_OF = date(2026, 11, 20)
CHECKING, LOAN = 1, 9


def owed(minor: int = 300_000, *, extras: tuple[ExtraPayment, ...] = ()) -> OwedLoan:
    """A loan of 12 payments of 1,000.00 at 12 % a year, three of which are left."""
    loan = Loan(1_125_508, Decimal(12), 12, date(2026, 3, 5), 100_000)
    return OwedLoan(LOAN, "Car loan", minor, loan, extras=extras)


def test_interest_is_on_what_is_owed_and_the_last_payment_pays_the_rest() -> None:
    items = [
        (each.on, each.account_id, each.to_account_id, each.amount_minor)
        for each in loan_items(owed(), CHECKING, AS_OF)
    ]
    assert items == [
        (date(2026, 12, 5), LOAN, None, 3_000),
        (date(2026, 12, 5), CHECKING, LOAN, 100_000),
        (date(2027, 1, 5), LOAN, None, 2_030),
        (date(2027, 1, 5), CHECKING, LOAN, 100_000),
        (date(2027, 2, 5), LOAN, None, 1_050),
        (date(2027, 2, 5), CHECKING, LOAN, 106_080),
    ]


def test_nothing_is_owed_after_the_last_payment() -> None:
    planned = loan_items(owed(), CHECKING, AS_OF)
    projection = project(History(AS_OF, {CHECKING: 500_000, LOAN: -300_000}, []), 200, planned=planned)
    assert projection.balances[LOAN][-1] == 0
    assert projection.balances[CHECKING][-1] == 500_000 - 300_000 - 6_080


def test_an_extra_payment_lowers_the_interest_after_it() -> None:
    plain = loan_items(owed(), CHECKING, AS_OF)
    sooner = loan_items(owed(extras=(ExtraPayment(date(2026, 12, 1), 50_000),)), CHECKING, AS_OF)
    assert sum(each.amount_minor for each in sooner if each.account_id == LOAN) < sum(
        each.amount_minor for each in plain if each.account_id == LOAN
    )
    assert ("Extra, Car loan", 50_000) in [(each.name, each.amount_minor) for each in sooner]


def test_a_loan_that_is_paid_off_has_no_payments() -> None:
    assert loan_items(owed(0), CHECKING, AS_OF) == []
    assert loan_items(owed(), CHECKING, date(2027, 3, 1)) == []


def test_its_movements_are_those_of_its_account_and_payments_of_its_amount_when_they_were_due() -> None:
    linked = Movement(date(2026, 9, 1), 90_000, CHECKING, "bank", to_account_id=LOAN)
    unlinked = Movement(date(2026, 10, 7), 100_000, CHECKING, "bank")
    others = [Movement(date(2026, 10, 20), 100_000, CHECKING, "rent"), Movement(date(2026, 10, 7), 99_000, 1, "x")]
    assert movements_of(owed(), [linked, unlinked, *others]) == [linked, unlinked]
