"""One booking of a CAMT statement: the movements it stands for, or why it gives none.

ISO 20022, Bank-to-Customer Cash Management. `CdtDbtInd` tells how an entry was booked, also that of a reversal: a
reversed payment is a credit with `RvslInd` true, so the flag turns no sign.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from xml.etree.ElementTree import Element, tostring

from backend.imports.amounts import UnreadableAmount, read_amount
from backend.imports.dates import UnreadableDate, read_day
from backend.imports.formats.camt_texts import description, other_side, text_at
from backend.imports.leave_out import NOTE, PENDING, Reason
from backend.imports.line import Problem
from backend.kit.currency import is_currency
from backend.transactions.draft import Draft

_SHOWN = 2000
_BETWEEN = re.compile(r">\s+<")
_NOT_BOOKED = {"PDNG": PENDING, "FUTR": PENDING, "INFO": NOTE}
_LONGEST_NUMBER = 200


class Unusable(Exception):
    """The booking cannot be read; `code` and `why` tell the person."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


class Money(NamedTuple):
    """Minor units, positive is money out."""

    minor: int
    currency: str


def rows_of(entry: Element, line_no: int, default_currency: str) -> Iterator[Draft | Problem]:
    """Yield a movement for the booking, or for each of its details if they add up to it. The lines count from
    `line_no`. A booking that is none yet, or cannot be read, yields itself as a Problem."""
    raw = _BETWEEN.sub("><", tostring(entry, encoding="unicode")).strip()[:_SHOWN]
    if reason := _not_booked(entry):
        yield Problem(line_no, raw, *reason)
        return
    try:
        yield from _movements(entry, line_no, raw, default_currency)
    except Unusable as why:
        message = f"Booking {line_no}: {why.why}. Ask your bank, or enter this row by hand."
        yield Problem(line_no, raw, why.code, message)


def is_left_out(problem: Problem) -> bool:
    """Say whether a row was left out on purpose."""
    return problem.code in {reason.code for reason in _NOT_BOOKED.values()}


def money_at(element: Element, default_currency: str) -> Money:
    """Return what `Amt` and `CdtDbtInd` of an entry or a balance say. Raises Unusable."""
    direction = text_at(element, "CdtDbtInd")
    if direction not in ("CRDT", "DBIT"):
        raise Unusable("direction_missing", "nothing says whether money came in or went out")
    size = _amount(element.find("Amt"), default_currency)
    return Money(size.minor if direction == "DBIT" else -size.minor, size.currency)


def day_at(element: Element, *paths: str) -> date | None:
    """Return the day at the first of these places that has one, as it is written there. Raises Unusable."""
    for path in paths:
        if text := text_at(element, f"{path}/Dt", f"{path}/DtTm"):
            try:
                return read_day(text[:10], "YMD")
            except UnreadableDate as error:
                raise Unusable(error.code, f"its day {error.why}") from error
    return None


def _not_booked(entry: Element) -> Reason | None:
    return _NOT_BOOKED.get(text_at(entry, "Sts/Cd", "Sts") or "BOOK")


def _movements(entry: Element, line_no: int, raw: str, default_currency: str) -> Iterator[Draft]:
    whole = money_at(entry, default_currency)
    on = day_at(entry, "BookgDt", "ValDt")
    if on is None:
        raise Unusable("date_missing", "it has no day")
    details = entry.findall("NtryDtls/TxDtls")
    parts = _parts(details, whole, default_currency) if len(details) > 1 else None
    number = text_at(entry, "AcctSvcrRef")
    if parts is None:
        yield _draft(entry, details[0] if details else None, line_no, on, whole, raw, number)
        return
    for index, (detail, part) in enumerate(zip(details, parts, strict=True)):
        own = text_at(detail, "Refs/AcctSvcrRef")
        named = own if own and own != number else f"{number}/{index + 1}" if number else None
        yield _draft(entry, detail, line_no + index, on, part, raw, named)


def _parts(details: list[Element], whole: Money, default_currency: str) -> list[Money] | None:
    """Return the amounts of the details if all have one and they add up to the booking."""
    try:
        parts = [_part(detail, whole, default_currency) for detail in details]
    except Unusable:
        return None
    return parts if sum(part.minor for part in parts) == whole.minor else None


def _part(detail: Element, whole: Money, default_currency: str) -> Money:
    direction = text_at(detail, "CdtDbtInd") or ("DBIT" if whole.minor > 0 else "CRDT")
    places = (detail.find(path) for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"))
    for place in places:
        if place is not None and (size := _amount(place, default_currency)).currency == whole.currency:
            return Money(size.minor if direction == "DBIT" else -size.minor, size.currency)
    raise Unusable("amount_missing", "a part has no amount")


def _draft(
    entry: Element, details: Element | None, line_no: int, on: date, money: Money, raw: str, number: str | None
) -> Draft:
    counterparty = other_side(details, is_out=money.minor > 0)
    original = _original(details, money)
    return Draft(
        line_no,
        on,
        description(entry, details, counterparty),
        money.minor,
        money.currency,
        raw,
        provider_id=(number or text_at(details, "Refs/AcctSvcrRef") or "")[:_LONGEST_NUMBER] or None,
        merchant_name=counterparty,
        original_amount_minor=original.minor if original else None,
        original_currency=original.currency if original else None,
    )


def _original(details: Element | None, money: Money) -> Money | None:
    """Return the amount in the currency in which it was instructed, if that is another one."""
    place = details.find("AmtDtls/InstdAmt/Amt") if details is not None else None
    if place is None or place.get("Ccy") in (None, money.currency):
        return None
    try:
        size = _amount(place, money.currency)
    except Unusable:
        return None
    return Money(size.minor if money.minor > 0 else -size.minor, size.currency)


def _amount(element: Element | None, default_currency: str) -> Money:
    """Return a size without direction."""
    if element is None or not (element.text or "").strip():
        raise Unusable("amount_missing", "it has no amount")
    currency = (element.get("Ccy") or default_currency).upper()
    if not is_currency(currency):
        raise Unusable("currency_unknown", f"its amount is in “{currency}”, which is no currency we know")
    try:
        return Money(read_amount(element.text or "", ".", currency).minor, currency)
    except UnreadableAmount as error:
        raise Unusable(error.code, f"its amount {error.why}") from error
