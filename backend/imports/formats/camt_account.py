"""Whose account a CAMT statement is about, and what it held."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from xml.etree.ElementTree import Element

from backend.imports.formats.camt_entry import Unusable, day_at, money_at
from backend.imports.formats.camt_texts import text_at
from backend.imports.statement import StatedBalance
from backend.kit.currency import is_currency

_KINDS = {
    "CACC": "checking", "CASH": "checking", "CURR": "checking", "TRAN": "checking", "SVGS": "savings",
    "CARD": "credit", "LOAN": "loan", "CISH": "checking", "SACC": "checking",
}  # fmt: skip


class CamtAccount(NamedTuple):
    """An account as the bank names it."""

    number: str | None
    currency: str | None
    name: str | None
    institution: str | None
    kind: str | None

    @property
    def part(self) -> str | None:
        """Return what this account is called at every reading."""
        return " ".join(filter(None, (self.number, self.currency))) or None


def account_in(statement: Element) -> CamtAccount:
    """Return the account that a statement, report or notification is about."""
    account = statement.find("Acct")
    currency = text_at(account, "Ccy")
    bank = "Svcr/FinInstnId"
    return CamtAccount(
        text_at(account, "Id/IBAN", "Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN"),
        currency if currency and is_currency(currency) else None,
        text_at(account, "Nm", "Ownr/Nm", "Ownr/Pty/Nm"),
        text_at(account, f"{bank}/Nm", f"{bank}/BICFI", f"{bank}/BIC", f"{bank}/CmbndId/Nm", f"{bank}/CmbndId/BIC"),
        _KINDS.get(text_at(account, "Tp/Cd") or ""),
    )


def balances_in(statement: Element, currency: str) -> list[StatedBalance]:
    """Return the balances that can be read; what is owed is negative. One of the evening before opens the next day."""
    found = []
    for balance in statement.iterfind("Bal"):
        code = text_at(balance, "Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "Tp/Cd")
        try:
            money, on = money_at(balance, currency), day_at(balance, "Dt")
        except Unusable:
            continue
        if on is None or money.currency != currency:
            continue
        if code == "OPBD":
            found.append(StatedBalance(on, -money.minor, "opening"))
        elif code == "PRCD":
            found.append(StatedBalance(on + timedelta(days=1), -money.minor, "opening"))
        elif code == "CLBD":
            found.append(StatedBalance(on, -money.minor, "closing"))
        elif code in ("CLAV", "ITAV"):
            found.append(StatedBalance(on, -money.minor, "available"))
    return _in_order(found)


def _in_order(balances: list[StatedBalance]) -> list[StatedBalance]:
    """Some banks date the balance before with the day of the statement: it opens that day, not the one after."""
    last = max((each.on for each in balances if each.kind == "closing"), default=None)
    return [each._replace(on=last) if each.kind == "opening" and last and each.on > last else each for each in balances]


def balance_currency(statement: Element) -> str | None:
    """Return the currency of the balances, if they are of one."""
    codes = {amount.get("Ccy") for amount in statement.iterfind("Bal/Amt")}
    code = codes.pop() if len(codes) == 1 else None
    return code if code and is_currency(code) else None


def missing_between(balances: Sequence[StatedBalance], out_minor: int) -> int | None:
    """Return what the rows of one statement lack to lead from its opening to its closing balance; None if it does not
    state both."""
    opening = next((each for each in balances if each.kind == "opening"), None)
    closing = next((each for each in balances if each.kind == "closing"), None)
    return None if opening is None or closing is None else closing.balance_minor - opening.balance_minor + out_minor
