"""The account and the balances of a CAMT statement."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from xml.etree.ElementTree import Element

from backend.imports.formats.camt.fields import UnreadableField, day_at, money_at, text_at
from backend.imports.model.statement import StatedBalance
from backend.kit.currency import is_currency

_KINDS = {
    "CACC": "checking", "CASH": "checking", "CURR": "checking", "TRAN": "checking", "SVGS": "savings",
    "CARD": "credit", "LOAN": "loan", "CISH": "checking", "SACC": "checking",
}  # fmt: skip
_BOOKED = ("OPBD", "PRCD", "CLBD")
_DAY = timedelta(days=1)
_LONGEST_NUMBER = 100


class CamtAccount(NamedTuple):
    """An account as the bank names it."""

    number: str | None
    currency: str | None
    name: str | None
    owner: str | None
    institution: str | None
    kind: str | None

    @property
    def part(self) -> str | None:
        """Return what this account is called at every reading."""
        return " ".join(filter(None, (self.number, self.currency))) or None


class CamtBalance(NamedTuple):
    """A balance with what its code says of it: an interim one stands between two pages of a statement."""

    balance: StatedBalance
    code: str
    is_interim: bool


def account_in(statement: Element) -> CamtAccount:
    """Return the account that a statement, report or notification is about."""
    account = statement.find("Acct")
    bank = "Svcr/FinInstnId"
    iban = text_at(account, "Id/IBAN")
    number = iban.replace(" ", "").upper() if iban else text_at(account, "Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN")
    owner = text_at(account, "Ownr/Nm", "Ownr/Pty/Nm")
    return CamtAccount(
        number[:_LONGEST_NUMBER] if number else None,
        _currency_code(text_at(account, "Ccy")),
        text_at(account, "Nm") or owner,
        owner,
        text_at(
            account, f"{bank}/Nm", f"{bank}/NmAndAdr/Nm", f"{bank}/BICFI", f"{bank}/BIC", f"{bank}/CmbndId/Nm",
            f"{bank}/CmbndId/BIC",
        ),
        _KINDS.get(text_at(account, "Tp/Cd") or ""),
    )  # fmt: skip


def currency_of(statement: Element, of_rows: Iterable[str]) -> str | None:
    """Return the currency of a statement whose account names none: that of its booked balances, else of its rows."""
    balances = [(text_at(each, *_CODES) or "", _currency_code(_code_of(each))) for each in statement.iterfind("Bal")]
    booked = {currency for code, currency in balances if code in _BOOKED}
    for found in (booked, set(of_rows), {currency for _, currency in balances}):
        if len(found) == 1:
            return found.pop()
    return None


def balances_of(statement: Element, currency: str, first_on: date | None) -> list[CamtBalance]:
    """Return the balances that can be read; what is owed is negative. The first row is of `first_on`."""
    found = [camt_balances for each in statement.iterfind("Bal") if (camt_balances := _balance_of(each, currency))]
    last = max((each.balance.on for each in found if each.balance.kind == "closing"), default=None)
    return [_with_opening_date(each, first_on, last) for each in found]


def missing_between(camt_balances: Sequence[CamtBalance], out_minor: int) -> int | None:
    """Return what the rows of one statement lack to lead from its opening to its closing balance; None if it does not
    state both."""
    opening = next((each.balance for each in camt_balances if each.balance.kind == "opening"), None)
    closing = next((each.balance for each in camt_balances if each.balance.kind == "closing"), None)
    return None if opening is None or closing is None else closing.balance_minor - opening.balance_minor + out_minor


_CODES = ("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "Tp/Cd")


def _balance_of(balance: Element, currency: str) -> CamtBalance | None:
    code = text_at(balance, *_CODES) or ""
    kind = {"OPBD": "opening", "PRCD": "opening", "CLBD": "closing", "CLAV": "available", "ITAV": "available"}.get(code)
    try:
        money, on = money_at(balance, currency), day_at(balance, "Dt")
    except UnreadableField:
        return None
    if on is None or money.currency != currency or not kind:
        return None
    if kind == "available" and (text_at(balance, "CdtLine/Incl") or "").lower() in ("true", "1"):
        # What the bank would lend is not what the person has.
        return None
    is_interim = "INTM" in (text_at(balance, "Tp/SubTp/Cd") or "", text_at(balance, "Tp/SubTp/Prtry") or "")
    return CamtBalance(StatedBalance(on, -money.minor, kind), code, is_interim)  # type: ignore[arg-type]


def _with_opening_date(camt_balances: CamtBalance, first_on: date | None, last: date | None) -> CamtBalance:
    """Banks date an opening balance with the day that it opens, or with the evening before. Where no row is of that
    day both mean the same, and the morning after is right in either case."""
    balance = camt_balances.balance
    if balance.kind != "opening":
        return camt_balances
    on = balance.on if first_on is not None and first_on <= balance.on else balance.on + _DAY
    return camt_balances._replace(balance=balance._replace(on=min(on, last) if last else on))


def _code_of(balance: Element) -> str:
    amount = balance.find("Amt")
    return (amount.get("Ccy") or "").strip().upper() if amount is not None else ""


def _currency_code(code: str | None) -> str | None:
    return code.upper() if code and is_currency(code.upper()) else None
