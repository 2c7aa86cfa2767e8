"""The account and the balances of a statement in an OFX file."""

import re
from bisect import bisect
from collections.abc import Callable
from typing import NamedTuple

from backend.imports.formats.ofx.tokenizer import leaf
from backend.imports.formats.ofx.values import OfxDates, date_or_none
from backend.imports.model.statement import StatedBalance
from backend.imports.values.amounts import Amount, UnreadableAmount

_ACCOUNT = re.compile(r"<(BANKACCTFROM|CCACCTFROM|INVACCTFROM|LOANACCTFROM)\s*>")
# The parts of an account stand right below its name; what comes far below belongs to something else.
_FAR = 3000
_TYPES = {
    "CHECKING": "checking", "SAVINGS": "savings", "MONEYMRKT": "savings", "MONEYMARKET": "savings", "CD": "savings",
    "CREDITLINE": "credit", "CREDITCARD": "credit", "CREDIT": "credit", "LOAN": "loan", "MORTGAGE": "loan",
    "HOMELOAN": "loan", "INVESTMENT": "investment", "CASH": "cash", "CURRENT": "checking", "SAVING": "savings",
}  # fmt: skip
_TYPE_OF_STATEMENT = {"CCSTMTRS": "credit", "INVSTMTRS": "investment", "LOANSTMTRS": "loan"}
_WORDS = {
    "checking": "Checking", "savings": "Savings", "credit": "Credit card", "loan": "Loan", "investment": "Investment",
    "cash": "Cash",
}  # fmt: skip


class Account(NamedTuple):
    """`part` is the same at every reading of this account; None if the file names no account."""

    part: str | None
    label: str | None
    number: str | None
    type_hint: str | None
    institution: str | None


def account_of(text: str, kind: str, start: int, end: int, institution: str | None) -> Account:
    """Return the account of the statement `kind` that stands between two places."""
    found = _ACCOUNT.search(text, start, end)
    if not found:
        return Account(None, None, None, _TYPE_OF_STATEMENT.get(kind), institution)
    close = text.find(f"</{found[1]}", found.end(), end)
    limit = min(end, found.end() + _FAR) if close < 0 else close + 2
    bank = leaf(text, "BANKID", found.end(), limit) or leaf(text, "BROKERID", found.end(), limit)
    branch = leaf(text, "BRANCHID", found.end(), limit)
    number = leaf(text, "ACCTID", found.end(), limit) or leaf(text, "LOANACCTID", found.end(), limit)
    stated = leaf(text, "ACCTTYPE", found.end(), limit) or leaf(text, "LOANACCTTYPE", found.end(), limit) or ""
    stated = stated.upper()
    type_hint = _TYPE_OF_STATEMENT.get(kind) or _TYPES.get(stated)
    if type_hint is None and found[1] == "CCACCTFROM":
        type_hint = "credit"
    label = " ".join(word for word in (_WORDS.get(type_hint or "", "Account"), number) if word)
    # Two accounts of one bank may share a number and differ in branch or kind only.
    parts = [part for part in (bank, branch, number, stated or type_hint) if part]
    return Account("/".join(parts) or None if number else None, label, number, type_hint, institution)


class Institutions:
    """Knows the names of the banks in a file and where each stands: a bank signs on above its statements."""

    def __init__(self, text: str) -> None:
        self.places = [found.start() for found in re.finditer("<ORG>", text)]
        self.names = [leaf(text, "ORG", place, place + _FAR) for place in self.places]

    def above(self, place: int) -> str | None:
        index = bisect(self.places, place)
        return self.names[index - 1] if index else None


_BALANCE = re.compile(r"<(LEDGERBAL|AVAILBAL)\s*>")
_NEXT = re.compile(r"</(?:LEDGERBAL|AVAILBAL)|<(?:LEDGERBAL|AVAILBAL|STMTTRN|BANKTRANLIST)\b|</\w*STMTRS")


def balances_of(
    text: str, start: int, end: int, read: Callable[[str], Amount], days: OfxDates, *, is_credit: bool
) -> list[StatedBalance]:
    """Return the balances whose amount and day can both be read; an empty or odd one states nothing.

    What is available on a card is the rest of its limit and no balance.
    """
    found: list[StatedBalance] = []
    for opening in _BALANCE.finditer(text, start, end):
        is_ledger = opening[1] == "LEDGERBAL"
        if not is_ledger and is_credit:
            continue
        closing = _NEXT.search(text, opening.end(), end)
        limit = closing.start() + 1 if closing else end
        amount = leaf(text, "BALAMT", opening.end(), limit)
        day = date_or_none(days, leaf(text, "DTASOF", opening.end(), limit) or "")
        if amount is None or day is None:
            continue
        try:
            minor = read(amount).minor
        except UnreadableAmount:
            continue
        found.append(StatedBalance(day, minor, "closing" if is_ledger else "available"))
    return found
