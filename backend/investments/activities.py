"""What an activity must have by its type, and what follows from the rest. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from backend.investments.lots import LotPick
from backend.investments.timeline import value_minor
from backend.investments.vocabulary import CLOSING_TYPES, TRANSACTION_TYPES, TYPES_WITH_SHARES
from backend.kit.currency import minor_digits

# Far beyond any holding, and short enough to be exact in every calculation.
_MAX_NUMBER = Decimal(10) ** 12
_MAX_MINOR = 10**15
_MAX_DECIMALS = 12
_WITHOUT_AMOUNT = ("transfer_in", "transfer_out", "spin_off")
_NAMES = {
    "buy": "A purchase",
    "sell": "A sale",
    "transfer_in": "A transfer in",
    "transfer_out": "A transfer out",
    "reinvest": "A reinvestment",
    "spin_off": "A spin-off",
    "deposit": "A deposit",
    "withdrawal": "A withdrawal",
    "fee": "A fee",
    "dividend": "A dividend",
    "interest": "Interest",
    "capital_gain": "A capital gain distribution",
    "return_of_capital": "A return of capital",
}


class ActivityDraft(NamedTuple):
    """An activity to be stored; see `InvestmentTransaction` for its fields. What is None may follow from the rest."""

    account_id: int
    on: date
    type: str
    security_id: int | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    amount_minor: int | None = None
    fees_minor: int = 0
    security_amount_minor: int | None = None
    cost_basis_minor: int | None = None
    acquired_on: date | None = None
    related_security_id: int | None = None
    cost_fraction: Decimal | None = None
    picks: tuple[LotPick, ...] = ()
    source: str = "manual"
    source_key: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What an activity is checked against."""

    currency: str
    opened_on: date | None


def complete(draft: ActivityDraft, *, account: AccountFacts, security_currency: str | None) -> ActivityDraft:
    """Return the draft with the amount that follows from quantity, price and fees, or the price from the amount.

    A draft with a number that is none is returned as it is.
    """
    if _numbers_problem(draft):
        return draft
    if draft.type in _WITHOUT_AMOUNT:
        return draft._replace(amount_minor=0)
    if draft.type not in ("buy", "sell", "reinvest") or not draft.quantity:
        return draft
    is_same = security_currency in (None, account.currency)
    sign = -1 if draft.type == "sell" else 1
    if draft.amount_minor is None and draft.price is not None and is_same:
        worth = value_minor(draft.quantity, draft.price, account.currency)
        return draft._replace(amount_minor=sign * worth + draft.fees_minor)
    # Without an amount in the security's currency, a price in it does not follow.
    paid = draft.amount_minor if is_same else draft.security_amount_minor
    if draft.price is None and paid is not None:
        fees = draft.fees_minor if is_same else 0
        worth_of_shares = Decimal(sign * (paid - fees)).scaleb(-minor_digits(security_currency or account.currency))
        price = (worth_of_shares / draft.quantity).quantize(Decimal("1e-10"), rounding=ROUND_HALF_EVEN).normalize()
        return draft._replace(price=max(price, Decimal(0)))
    return draft


def problem(draft: ActivityDraft, *, account: AccountFacts, today: date) -> str | None:
    """Return why a completed draft cannot be stored, as a sentence; None if it can."""
    if draft.type not in TRANSACTION_TYPES:
        return f"“{draft.type}” is no kind of activity."
    name = _NAMES[draft.type]
    if draft.on > today:
        return f"{draft.on} has not come yet; enter the activity when it has happened."
    if account.opened_on is not None and draft.on < account.opened_on:
        return (
            f"The account was opened on {account.opened_on}, after {draft.on}. Change the day, or that of the account."
        )
    if trouble := _numbers_problem(draft):
        return trouble
    if draft.type in TYPES_WITH_SHARES:
        if draft.security_id is None:
            return f"{name} needs a security."
        if not draft.quantity:
            return f"{name} needs a quantity of more than 0."
    if draft.fees_minor < 0:
        return "Fees cannot be negative."
    return _amount_problem(draft, name) or _other_problem(draft, name)


def number_problem(label: str, number: Decimal) -> str | None:
    """Return why a quantity or a price cannot be stored; None if it can."""
    if not number.is_finite():
        return f"The {label} is not a number."
    if number < 0:
        return f"The {label} cannot be negative."
    exponent = number.as_tuple().exponent
    if number >= _MAX_NUMBER or (isinstance(exponent, int) and exponent < -_MAX_DECIMALS):
        return f"The {label} has too many digits."
    return None


def split_problem(numerator: Decimal, denominator: Decimal) -> str | None:
    """Return why a split cannot be stored; None if it can."""
    for number in (numerator, denominator):
        if trouble := number_problem("ratio of the split", number):
            return trouble
        if number == 0:
            return "A split of 0 would leave nothing. Enter it as new for old, for example 2 for 1."
    return None


def _numbers_problem(draft: ActivityDraft) -> str | None:
    numbers = (("quantity", draft.quantity), ("price", draft.price), ("part of the cost", draft.cost_fraction))
    for label, number in numbers:
        if number is not None and (trouble := number_problem(label, number)):
            return trouble
    for amount in (draft.amount_minor, draft.fees_minor, draft.security_amount_minor, draft.cost_basis_minor):
        if amount is not None and not -_MAX_MINOR < amount < _MAX_MINOR:
            return "The amount is too large."
    return None


def _amount_problem(draft: ActivityDraft, name: str) -> str | None:
    amount = draft.amount_minor
    if amount is None:
        needed = "a price or an amount" if draft.type in ("buy", "sell", "reinvest") else "an amount"
        return f"{name} needs {needed} in the currency of the account."
    if draft.type in ("buy", "reinvest") and amount < 0:
        return f"{name} pays money, so its amount cannot be money received."
    if draft.type == "deposit" and amount >= 0:
        return "A deposit brings money into the account, so its amount is money received, and not 0."
    if draft.type == "withdrawal" and amount <= 0:
        return "A withdrawal takes money out of the account, so its amount is money paid, and not 0."
    if draft.type in ("fee", "dividend", "interest", "capital_gain", "return_of_capital") and amount == 0:
        return f"{name} needs an amount that is not 0."
    if draft.type == "return_of_capital" and (amount > 0 or draft.security_id is None):
        return "A return of capital pays money from one security."
    return None


def _other_problem(draft: ActivityDraft, name: str) -> str | None:
    if draft.type == "spin_off":
        if draft.related_security_id in (None, draft.security_id):
            return "A spin-off needs the new security that the shares are of."
        if draft.cost_fraction is None or not 0 <= draft.cost_fraction <= 1:
            return "A spin-off needs the part of the cost that goes to the new security, from 0 to 100 %."
    if draft.acquired_on is not None:
        if draft.type != "transfer_in":
            return f"{name} was acquired on its own day."
        if draft.acquired_on > draft.on:
            return "Shares cannot have been acquired after they were transferred."
    if draft.cost_basis_minor is not None and (draft.type != "transfer_in" or draft.cost_basis_minor < 0):
        return "Only a transfer in brings a cost along, and it cannot be negative."
    if draft.picks:
        if draft.type not in CLOSING_TYPES:
            return f"{name} takes no lots."
        if sum((pick.quantity for pick in draft.picks), Decimal(0)) != draft.quantity:
            return "The quantities of the chosen lots do not add up to the quantity of the sale."
    return None
