"""Parse the fields of CAMT entries: texts, amounts, directions and dates."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from xml.etree.ElementTree import Element

from backend.imports.values.amounts import UnreadableAmount, read_amount
from backend.imports.values.dates import UnreadableDate, read_day
from backend.kit.currency import is_currency

_LONGEST_NAME = 200
# ISO 20022 allows 140 characters a line.
_LONGEST_TEXT = 20_000
# What banks write where they know no name.
_NOBODY = {"NOTPROVIDED", "NOT PROVIDED", "KEINE INFORMATION VORHANDEN", "N/A", "UNKNOWN", "-"}
_NAMES = ("{0}/Nm", "{0}/Pty/Nm", "{0}/Agt/FinInstnId/Nm", "Ultmt{0}/Nm", "Ultmt{0}/Pty/Nm", "{0}Acct/Nm")
# ISO 20022 external bank transaction codes, for a booking that says nothing else.
_FAMILIES = {
    "CCRD": "Card payment", "MCRD": "Card payment", "CHRG": "Charges", "INTR": "Interest", "ICDT": "Transfer",
    "RCDT": "Transfer received", "IRCT": "Transfer", "RRCT": "Transfer received", "IDDT": "Direct debit",
    "RDDT": "Direct debit", "CNTR": "Cash", "ICHQ": "Cheque", "RCHQ": "Cheque", "STDO": "Standing order",
}  # fmt: skip


def text_at(element: Element | None, *paths: str) -> str | None:
    """Return the first text that stands at one of the paths, in single spaces; None where there is none."""
    return next(texts_at(element, *paths), None)


def texts_at(element: Element | None, *paths: str) -> Iterator[str]:
    """Yield the texts that stand at the paths, in single spaces."""
    if element is None:
        return
    for path in paths:
        for found in element.iterfind(path):
            if text := " ".join((found.text or "")[:_LONGEST_TEXT].split()):
                yield text


def counterparty_of(details: Element | None, *, is_out: bool, is_reversal: bool, own_name: str | None) -> str | None:
    """Return the name of who was paid, or who paid."""
    # Money that comes back keeps the parties of the payment that it undoes.
    paid_by_us = is_out != is_reversal
    sides = ("Cdtr", "Dbtr") if paid_by_us else ("Dbtr", "Cdtr")
    names = [_name(details, sides[0])]
    if is_reversal:
        # Not all banks keep them; whoever is not the owner of the account is the other side.
        names.append(_name(details, sides[1]))
    names = [name for name in names if name] or [_name(details, "TradgPty")]
    found = next((name for name in names if name and name != own_name), names[0])
    return found[:_LONGEST_NAME] if found else None


def description(entry: Element, details: Element | None, counterparty: str | None) -> str:
    """Return what the booking was for, as the most telling place of it says."""
    for words in (texts_at(details, "RmtInf/Ustrd"), _references(details)):
        if text := " ".join(words):
            return text
    return (
        text_at(details, "AddtlTxInf")
        or text_at(entry, "AddtlNtryInf")
        or counterparty
        or text_at(details, "Purp/Prtry")
        or _FAMILIES.get(text_at(details, "BkTxCd/Domn/Fmly/Cd") or text_at(entry, "BkTxCd/Domn/Fmly/Cd") or "")
        or text_at(details, "BkTxCd/Prtry/Cd")
        or text_at(entry, "BkTxCd/Prtry/Cd")
        or ""
    )


def _name(details: Element | None, side: str) -> str | None:
    paths = (f"RltdPties/{pattern.format(side)}" for pattern in _NAMES)
    return next((text for text in texts_at(details, *paths) if text.upper() not in _NOBODY), None)


def _references(details: Element | None) -> Iterator[str]:
    for found in details.iterfind("RmtInf/Strd") if details is not None else ():
        yield from texts_at(
            found, "AddtlRmtInf", "CdtrRefInf/Ref", "CdtrRefInf/CdtrRef", "RfrdDocInf/Nb", "RfrdDocInf/RfrdDocNb"
        )


class UnreadableField(Exception):
    """The booking cannot be read; `code` and `why` tell the person."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


class Money(NamedTuple):
    """Minor units, positive is money out."""

    minor: int
    currency: str


def money_at(element: Element, default_currency: str) -> Money:
    """Return what `Amt` and `CdtDbtInd` of an entry or a balance say. Raises UnreadableField."""
    direction = (text_at(element, "CdtDbtInd") or "").upper()
    if direction not in ("CRDT", "DBIT"):
        raise UnreadableField("direction_missing", "nothing says whether money came in or went out")
    size = size_of(element.find("Amt"), default_currency)
    if size.minor < 0:
        raise UnreadableField("amount_sign_twice", "its amount has a minus besides the mark that says in or out")
    return Money(size.minor if direction == "DBIT" else -size.minor, size.currency)


def day_at(element: Element, *paths: str) -> date | None:
    """Return the day at the first of these places that has one, as it is written there. Raises UnreadableField."""
    for path in paths:
        if text := text_at(element, f"{path}/Dt", f"{path}/DtTm", path):
            try:
                return read_day(text[:10] if text[4:5] == "-" else text[:8], "YMD")
            except UnreadableDate as error:
                raise UnreadableField(error.code, f"its day {error.why}") from error
    return None


def size_of(element: Element | None, default_currency: str) -> Money:
    """Return an amount without direction. Raises UnreadableField."""
    text = (element.text or "").strip() if element is not None else ""
    if element is None or not text:
        raise UnreadableField("amount_missing", "it has no amount")
    currency = (element.get("Ccy") or default_currency).strip().upper()
    if not is_currency(currency):
        raise UnreadableField("currency_unknown", f"its amount is in “{currency}”, which is no currency we know")
    try:
        found = read_amount(text, ".", currency)
    except UnreadableAmount as error:
        raise UnreadableField(error.code, f"its amount {error.why}") from error
    if found.mark or found.currency != currency:
        raise UnreadableField("amount_unreadable", "its amount says something else than its marks")
    return Money(found.minor, currency)
