"""Terms of cards and loans from Plaid in our terms. Source: plaid.com/docs/api/products/liabilities."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from backend.debts.bank_terms import StatedCard, StatedLoan
from backend.infra.columns import MAX_MINOR
from backend.kit.currency import is_currency, minor_digits
from backend.recurring.schedule import add_months

Json = dict[str, Any]
_YEARS = re.compile(r"(\d{1,2})\s*year", re.IGNORECASE)


def stated_debts(answer: Json) -> dict[str, StatedCard | StatedLoan]:
    """Return what /liabilities/get says, by Plaid's id of the account."""
    currencies = {
        str(each.get("account_id")): (each.get("balances") or {}).get("iso_currency_code")
        for each in _list(answer, "accounts")
    }
    liabilities = answer.get("liabilities")
    found: dict[str, StatedCard | StatedLoan] = {}
    for kind, read in (("credit", _card), ("mortgage", _mortgage), ("student", _student_loan)):
        for payload in _list(liabilities if isinstance(liabilities, dict) else {}, kind):
            id_ = str(payload.get("account_id"))
            currency = currencies.get(id_)
            if isinstance(currency, str) and is_currency(currency):
                found[id_] = read(payload, currency)
    return found


def _card(payload: Json, currency: str) -> StatedCard:
    statement_on = _day(payload.get("last_statement_issue_date"))
    statement = _minor(payload.get("last_statement_balance"), currency)
    due_on = _day(payload.get("next_payment_due_date"))
    is_known = statement_on is not None and statement is not None
    return StatedCard(
        currency,
        apr_percent=next(_purchase_rates(payload), None),
        minimum_payment_minor=_minor(payload.get("minimum_payment_amount"), currency),
        due_day=due_on.day if due_on else None,
        # A balance without its day, or the other way round, says nothing. A credit balance asks for nothing.
        statement_minor=max(statement, 0) if is_known and statement is not None else None,
        statement_on=statement_on if is_known else None,
        is_overdue=_truth(payload.get("is_overdue")),
    )


def _purchase_rates(payload: Json) -> Iterator[Decimal]:
    for apr in _list(payload, "aprs"):
        rate = _percent(apr.get("apr_percentage"))
        if apr.get("apr_type") == "purchase_apr" and rate is not None:
            yield rate


def _mortgage(payload: Json, currency: str) -> StatedLoan:
    rate = payload.get("interest_rate")
    past_due = _minor(payload.get("past_due_amount"), currency)
    stated = _YEARS.search(str(payload.get("loan_term") or ""))
    return _loan(
        payload,
        currency,
        rate=_percent(rate.get("percentage")) if isinstance(rate, dict) else None,
        months=int(stated[1]) * 12 if stated else None,
        ends_on=_day(payload.get("maturity_date")),
        is_overdue=None if past_due is None else past_due > 0,
    )


def _student_loan(payload: Json, currency: str) -> StatedLoan:
    return _loan(
        payload,
        currency,
        rate=_percent(payload.get("interest_rate_percentage")),
        months=None,
        ends_on=_day(payload.get("expected_payoff_date")),
        is_overdue=_truth(payload.get("is_overdue")),
    )


def _loan(
    payload: Json,
    currency: str,
    *,
    rate: Decimal | None,
    months: int | None,
    ends_on: date | None,
    is_overdue: bool | None,
) -> StatedLoan:
    began_on, due_on = _day(payload.get("origination_date")), _day(payload.get("next_payment_due_date"))
    first = add_months(began_on.replace(day=1), 1) if began_on and due_on else None
    if first is not None and due_on is not None:
        first = first.replace(day=min(due_on.day, monthrange(first.year, first.month)[1]))
    if months is None and first is not None and ends_on is not None:
        months = (ends_on.year - first.year) * 12 + ends_on.month - first.month + 1
    principal = _minor(payload.get("origination_principal_amount"), currency)
    return StatedLoan(
        currency,
        principal_minor=principal or None,
        rate_percent=rate,
        term_months=months if months is not None and 1 <= months <= 600 else None,
        first_payment_on=first,
        is_overdue=is_overdue,
    )


def _list(payload: Json, name: str) -> list[Json]:
    found = payload.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None


def _minor(value: object, currency: str) -> int | None:
    number = _number(value)
    if number is None:
        return None
    try:
        minor = int(number.scaleb(minor_digits(currency)).quantize(Decimal(1)))
    except InvalidOperation:
        return None
    return minor if abs(minor) <= MAX_MINOR else None


def _percent(value: object) -> Decimal | None:
    number = _number(value)
    # As the terms take it: 0 to 100 with four decimal places.
    return number.quantize(Decimal("0.0001")).normalize() + 0 if number is not None and 0 <= number <= 100 else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
