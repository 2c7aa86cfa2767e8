"""One entry (Ntry) of a CAMT statement: its transactions, or why it has none."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

from backend.imports.formats.camt.fields import (
    Money,
    UnreadableField,
    counterparty_of,
    day_at,
    description,
    money_at,
    size_of,
    text_at,
)
from backend.imports.model.skip_reasons import NOTE, PENDING, Reason
from backend.imports.model.statement import Problem
from backend.transactions.draft import Draft

_SHOWN = 2000
_BETWEEN = re.compile(r">\s+<")
_NOT_BOOKED = {"PDNG": PENDING, "FUTR": PENDING, "INFO": NOTE}
_LONGEST_NUMBER = 200
_NUMBER = re.compile(r"(?!NONREF|NOTPROVIDED|NOREF|UNKNOWN)(?=.*[1-9A-Z]).{4,}", re.IGNORECASE | re.ASCII)
# Until version 1 the details stood in the entry itself.
_DETAILS = ("NtryDtls/TxDtls", "TxDtls")


def rows_of(entry: Element, line_no: int, default_currency: str, own_name: str | None) -> Iterator[Draft | Problem]:
    """Yield a movement for the booking, or for each of its details if they add up to it. The lines count from
    `line_no`. A booking that is none yet, or cannot be read, yields itself as a Problem."""
    raw = _BETWEEN.sub("><", tostring(entry, encoding="unicode")).strip()[:_SHOWN]
    if reason := _not_booked(entry):
        yield Problem(line_no, raw, *reason)
        return
    try:
        yield from _Booking(entry, raw, default_currency, own_name).movements(line_no)
    except UnreadableField as why:
        message = f"Booking {line_no}: {why.why}. Ask your bank, or add this transaction by hand."
        yield Problem(line_no, raw, why.code, message)


def is_left_out(problem: Problem) -> bool:
    """Say whether a row was left out on purpose."""
    return problem.code in {reason.code for reason in _NOT_BOOKED.values()}


def _not_booked(entry: Element) -> Reason | None:
    return _NOT_BOOKED.get((text_at(entry, "Sts/Cd", "Sts", "Sts/Prtry") or "BOOK").upper())


class _Booking:
    """An entry with what is true for all of its movements. Making one raises UnreadableField if it cannot be read."""

    def __init__(self, entry: Element, raw: str, default_currency: str, own_name: str | None) -> None:
        on = day_at(entry, "BookgDt", "ValDt")
        if on is None:
            raise UnreadableField("date_missing", "it has no day")
        self.entry, self.raw, self.on, self.own_name = entry, raw, on, own_name
        self.whole = money_at(entry, default_currency)
        self.details = [detail for path in _DETAILS for detail in entry.iterfind(path)]
        self.number = _number_at(entry, "AcctSvcrRef")
        self.is_reversal = (text_at(entry, "RvslInd") or "").lower() in ("true", "1")

    def movements(self, line_no: int) -> Iterator[Draft]:
        parts = self._parts() if len(self.details) > 1 else None
        if parts is None:
            first = self.details[0] if self.details else None
            number = self.number or _number_at(first, "Refs/AcctSvcrRef")
            yield self._draft(first, line_no, self.whole, number)
            return
        numbers = self._numbers()
        for index, (detail, part) in enumerate(zip(self.details, parts, strict=True)):
            yield self._draft(detail, line_no + index, part, numbers[index])

    def _parts(self) -> list[Money] | None:
        """Return the amounts of the details if all have one and they add up to the booking."""
        try:
            parts = [self._part(detail) for detail in self.details]
        except UnreadableField:
            return None
        return parts if sum(part.minor for part in parts) == self.whole.minor else None

    def _part(self, detail: Element) -> Money:
        direction = text_at(detail, "CdtDbtInd") or ("DBIT" if self.whole.minor > 0 else "CRDT")
        for place in (detail.find(path) for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")):
            if place is not None and (size := size_of(place, self.whole.currency)).currency == self.whole.currency:
                return Money(size.minor if direction == "DBIT" else -size.minor, size.currency)
        raise UnreadableField("amount_missing", "a part has no amount")

    def _numbers(self) -> list[str | None]:
        """Return a number for each detail: its own beside that of the booking, or its place where none is its own."""
        own = [_number_at(detail, "Refs/AcctSvcrRef") for detail in self.details]
        if self.number is None:
            return own if len(set(own)) == len(own) else [None] * len(own)
        if None in own or len(set(own)) < len(own):
            return [f"{self.number}/{place}" for place in range(1, len(own) + 1)]
        return [f"{self.number}/{each}" for each in own]

    def _draft(self, detail: Element | None, line_no: int, money: Money, number: str | None) -> Draft:
        counterparty = counterparty_of(
            detail, is_out=money.minor > 0, is_reversal=self.is_reversal, own_name=self.own_name
        )
        original = self._original(detail, money)
        return Draft(
            line_no,
            self.on,
            description(self.entry, detail, counterparty),
            money.minor,
            money.currency,
            self.raw,
            provider_id=number[:_LONGEST_NUMBER] if number else None,
            merchant_name=counterparty,
            original_amount_minor=original.minor if original else None,
            original_currency=original.currency if original else None,
        )

    def _original(self, detail: Element | None, money: Money) -> Money | None:
        """Return the amount in the currency in which it was paid, if that is another one."""
        # What stands at the entry is of all its details together.
        places = [detail] if len(self.details) > 1 else [detail, self.entry]
        for place in places:
            for path in ("AmtDtls/InstdAmt/Amt", "AmtDtls/TxAmt/Amt"):
                found = place.find(path) if place is not None else None
                if found is None or not found.get("Ccy"):
                    continue
                try:
                    size = size_of(found, money.currency)
                except UnreadableField:
                    continue
                if size.currency != money.currency:
                    return Money(size.minor if money.minor > 0 else -size.minor, size.currency)
        return None


def _number_at(element: Element | None, path: str) -> str | None:
    """Return the bank's own number of a booking; words that stand for none, and noughts, are none."""
    number = text_at(element, path)
    return number if number and _NUMBER.fullmatch(number) else None
