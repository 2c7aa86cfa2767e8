"""Postings of text ledgers (hledger, Ledger, beancount) in several commodities: roles, weights, and the book. Pure."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from backend.kit.currency import is_currency, minor_digits
from backend.moving_in.book import BookBuilder, guess_type
from backend.moving_in.double_entry import Posting, Postings, Role, add_postings
from backend.moving_in.errors import UnreadableBook

# By the first part of an account's name: https://hledger.org/hledger.html#account-types and beancount's five roots.
_KINDS = {"asset": "own", "liability": "own", "equity": "equity", "income": "income", "expense": "expense"}
_NAMES = (
    (re.compile(r"assets?(:|$)", re.IGNORECASE), "asset"),
    (re.compile(r"(debts?|liabilit(y|ies))(:|$)", re.IGNORECASE), "liability"),
    (re.compile(r"equity(:|$)", re.IGNORECASE), "equity"),
    (re.compile(r"(income|revenues?)(:|$)", re.IGNORECASE), "income"),
    (re.compile(r"expenses?(:|$)", re.IGNORECASE), "expense"),
)


class Amount(NamedTuple):
    """A quantity of a commodity."""

    quantity: Decimal
    commodity: str


@dataclass(slots=True)
class TextPosting:
    """A posting as it is written; without an amount it takes what the others leave. `weight` is what it costs."""

    account: str
    amount: Amount | None
    weight: Amount | None = None
    memo: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class TextTransaction:
    """A transaction as it is written."""

    on: date
    payee: str
    notes: str | None = None
    tags: tuple[str, ...] = ()
    postings: list[TextPosting] = field(default_factory=list)
    raw: str = ""


class TextLedger:
    """Builds the book of a text ledger. `kind_of` returns asset, liability, equity, income or expense of an account."""

    def __init__(self, program: str, kind_of: Callable[[str], str | None] | None = None) -> None:
        self.program = program
        self.book = BookBuilder(program)
        self._kind_of = kind_of or kind_by_name
        self._commodities: dict[str, set[str]] = {}
        self._stated: list[tuple[str, date, Amount]] = []

    def add_all(self, transactions: Sequence[TextTransaction]) -> None:
        """Add transactions in the order of their days."""
        for transaction in transactions:
            fill_in(transaction, self.program)
            for posting in transaction.postings:
                if posting.amount and is_currency(posting.amount.commodity):
                    self._commodities.setdefault(posting.account, set()).add(posting.amount.commodity)
        for transaction in sorted(transactions, key=lambda each: each.on):
            self._add(transaction)

    def state_balance(self, account: str, on: date, amount: Amount) -> None:
        """Note what the ledger asserts that an account held at the end of a day."""
        self._stated.append((account, on, amount))

    def save_stated(self) -> None:
        """Give the accounts of the book their stated balances."""
        for account, on, amount in self._stated:
            key = f"{account}|{amount.commodity}"
            if self.book.has_account(key):
                self.book.state_balance(key, on, _minor(self.program, amount))

    def _add(self, transaction: TextTransaction) -> None:
        roles: dict[str, Role] = {}
        categories: dict[str, str | None] = {}
        weights = [posting.weight or posting.amount for posting in transaction.postings]
        known = [weight for weight in weights if weight is not None]
        scale = math.lcm(1, *(Fraction(weight.quantity).denominator for weight in known))
        postings = []
        for posting, weight in zip(transaction.postings, weights, strict=True):
            assert posting.amount is not None
            assert weight is not None
            key = f"{posting.account}|{posting.amount.commodity}"
            roles[key] = self._role(posting.account, posting.amount.commodity, key, categories)
            is_own = roles[key] == "own"
            minor = _minor(self.program, posting.amount) if is_own else int(posting.amount.quantity != 0)
            scaled = int(Fraction(weight.quantity) * scale)
            postings.append(Posting(key, minor, scaled, posting.memo, posting.tags))
        commodities = {weight.commodity for weight in known}
        if len(commodities) > 1:
            # Without a price nothing says what one is worth in the other: each moves by itself.
            self.book.no_place(
                "Transactions in several currencies without a rate", "Their accounts move without a category"
            )
            for posting in transaction.postings:
                self._add_alone(transaction, posting, roles)
            return
        add_postings(
            self.book,
            Postings(
                "", transaction.on, transaction.payee, transaction.notes, transaction.tags, transaction.raw, postings
            ),
            roles,
            categories,
            has_stable_id=False,
            tolerance=scale * max((_tolerance(weight) for weight in known), default=Fraction(0)),
        )

    def _add_alone(self, transaction: TextTransaction, posting: TextPosting, roles: dict[str, Role]) -> None:
        assert posting.amount is not None
        key = f"{posting.account}|{posting.amount.commodity}"
        if roles[key] == "own":
            minor = _minor(self.program, posting.amount)
            self.book.entry(
                key, transaction.on, -minor, transaction.payee, notes=transaction.notes, tags=transaction.tags,
                is_transfer=True, raw=transaction.raw,
            )  # fmt: skip

    def _role(self, account: str, commodity: str, key: str, categories: dict[str, str | None]) -> Role:
        kind = self._kind_of(account)
        if kind is None:
            raise UnreadableBook(
                self.program,
                f"nothing says whether the account “{account}” is yours. Declare its type there, for example"
                f" “account {account}  ; type: A”.",
            )
        if kind in ("income", "expense"):
            path = account.split(":")
            categories[key] = self.book.category(path[1:] or path, kind=kind)
            return "category"
        if kind == "equity":
            return "equity"
        if not is_currency(commodity):
            return "elsewhere"
        name = account.split(":", 1)[-1].replace(":", " – ")
        if len(self._commodities.get(account, ())) > 1:
            name = f"{name} {commodity}"
        guessed = guess_type(name)
        if kind == "liability":
            guessed = guessed if guessed in ("credit", "loan") else "liability"
        elif guessed == "credit":
            guessed = "checking"
        self.book.account(key, name, currency=commodity, account_type=guessed)
        return "own"


def kind_by_name(account: str) -> str | None:
    """Return the kind of an account by its first name."""
    return next((kind for pattern, kind in _NAMES if pattern.match(account)), None)


def fill_in(transaction: TextTransaction, program: str) -> None:
    """Give the posting without an amount what the others leave, one posting for each commodity."""
    open_ones = [posting for posting in transaction.postings if posting.amount is None]
    if not open_ones:
        return
    if len(open_ones) > 1:
        raise UnreadableBook(program, f"“{transaction.payee}” of {transaction.on} has two postings without an amount.")
    left: dict[str, Decimal] = {}
    for posting in transaction.postings:
        weight = posting.weight or posting.amount
        if weight is not None:
            left[weight.commodity] = left.get(weight.commodity, Decimal(0)) - weight.quantity
    [posting] = open_ones
    amounts = [Amount(quantity, commodity) for commodity, quantity in left.items() if quantity]
    at = transaction.postings.index(posting)
    transaction.postings[at : at + 1] = [
        TextPosting(posting.account, _rounded(amount), None, posting.memo, posting.tags) for amount in amounts
    ]


def _rounded(amount: Amount) -> Amount:
    """Return an inferred amount to the cent: the product of a quantity and a rate may have more decimals."""
    if not is_currency(amount.commodity):
        return amount
    return Amount(round(amount.quantity, minor_digits(amount.commodity)), amount.commodity)


def _tolerance(weight: Amount) -> Fraction:
    """Return half of the last digit of a currency, within which both programs call a transaction balanced."""
    digits = minor_digits(weight.commodity) if is_currency(weight.commodity) else 0
    return Fraction(1, 2 * 10**digits)


def _minor(program: str, amount: Amount) -> int:
    minor = amount.quantity.scaleb(minor_digits(amount.commodity))
    if minor != int(minor):
        raise UnreadableBook(
            program, f"“{amount.quantity} {amount.commodity}” has more decimals than the currency. Round it there."
        )
    return int(minor)
