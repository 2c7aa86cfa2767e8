"""Reads amounts, directions and days as CAMT writes them: right, or refused with a reason."""

from datetime import date
from typing import NamedTuple
from xml.etree.ElementTree import Element

from backend.imports.amounts import UnreadableAmount, read_amount
from backend.imports.dates import UnreadableDate, read_day
from backend.imports.formats.camt_texts import text_at
from backend.kit.currency import is_currency


class Unusable(Exception):
    """The booking cannot be read; `code` and `why` tell the person."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


class Money(NamedTuple):
    """Minor units, positive is money out."""

    minor: int
    currency: str


def money_at(element: Element, default_currency: str) -> Money:
    """Return what `Amt` and `CdtDbtInd` of an entry or a balance say. Raises Unusable."""
    direction = (text_at(element, "CdtDbtInd") or "").upper()
    if direction not in ("CRDT", "DBIT"):
        raise Unusable("direction_missing", "nothing says whether money came in or went out")
    size = size_of(element.find("Amt"), default_currency)
    if size.minor < 0:
        raise Unusable("amount_sign_twice", "its amount has a minus besides the mark that says in or out")
    return Money(size.minor if direction == "DBIT" else -size.minor, size.currency)


def day_at(element: Element, *paths: str) -> date | None:
    """Return the day at the first of these places that has one, as it is written there. Raises Unusable."""
    for path in paths:
        if text := text_at(element, f"{path}/Dt", f"{path}/DtTm", path):
            try:
                return read_day(text[:10] if text[4:5] == "-" else text[:8], "YMD")
            except UnreadableDate as error:
                raise Unusable(error.code, f"its day {error.why}") from error
    return None


def size_of(element: Element | None, default_currency: str) -> Money:
    """Return an amount without direction. Raises Unusable."""
    text = (element.text or "").strip() if element is not None else ""
    if element is None or not text:
        raise Unusable("amount_missing", "it has no amount")
    currency = (element.get("Ccy") or default_currency).strip().upper()
    if not is_currency(currency):
        raise Unusable("currency_unknown", f"its amount is in “{currency}”, which is no currency we know")
    try:
        found = read_amount(text, ".", currency)
    except UnreadableAmount as error:
        raise Unusable(error.code, f"its amount {error.why}") from error
    if found.mark or found.currency != currency:
        raise Unusable("amount_unreadable", "its amount says something else than its marks")
    return Money(found.minor, currency)
