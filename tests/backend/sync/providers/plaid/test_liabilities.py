"""Terms of cards and loans out of Plaid's JSON."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend.debts.bank_terms import StatedCard, StatedLoan
from backend.sync.providers.plaid.liabilities import stated_debts


def stated(kind: str, **fields: Any) -> StatedCard | StatedLoan:
    accounts = [{"account_id": "a", "balances": {"iso_currency_code": "USD"}}]
    return stated_debts({"accounts": accounts, "liabilities": {kind: [{"account_id": "a", **fields}]}})["a"]


def test_a_card_that_says_nothing_has_no_terms() -> None:
    assert stated("credit") == StatedCard("USD")


@pytest.mark.parametrize("odd", [True, "19.24", Decimal("NaN"), -1, 100.5, None])
def test_what_is_no_percentage_is_left_out(odd: Any) -> None:
    found = stated("credit", aprs=[{"apr_type": "purchase_apr", "apr_percentage": odd}])
    assert found == StatedCard("USD")


def test_a_statement_needs_its_day_and_its_balance() -> None:
    assert stated("credit", last_statement_balance=10) == StatedCard("USD")
    assert stated("credit", last_statement_issue_date="2026-11-09") == StatedCard("USD")
    both = stated("credit", last_statement_balance=Decimal("-3.50"), last_statement_issue_date="2026-11-09")
    assert both == StatedCard("USD", statement_minor=0, statement_on=date(2026, 11, 9))


def test_a_student_loan_ends_with_its_expected_payoff() -> None:
    found = stated(
        "student",
        interest_rate_percentage=Decimal("5.25"),
        origination_date="2022-08-28",
        origination_principal_amount=25_000,
        expected_payoff_date="2032-09-28",
        next_payment_due_date="2026-12-28",
        is_overdue=True,
    )
    assert found == StatedLoan("USD", 2_500_000, Decimal("5.25"), 121, date(2022, 9, 28), True)


def test_a_due_day_beyond_the_end_of_a_month_falls_on_its_last_day() -> None:
    found = stated("mortgage", loan_term="15 year", origination_date="2026-01-10", next_payment_due_date="2026-12-31")
    assert found == StatedLoan("USD", term_months=180, first_payment_on=date(2026, 2, 28))


def test_an_account_without_a_usable_currency_is_left_out() -> None:
    assert stated_debts({"accounts": [], "liabilities": {"credit": [{"account_id": "a"}]}}) == {}
    assert stated_debts({"accounts": None, "liabilities": None}) == {}
