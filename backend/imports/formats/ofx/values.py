"""Parse the dates and amounts of OFX, and count its securities transactions, which are skipped."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from backend.imports.model.skip_reasons import INVESTMENT, Reason
from backend.imports.values.amounts import SYMBOLS, Amount, UnreadableAmount, amount_reader, read_amount, split_amount
from backend.imports.values.dates import UnreadableDate, read_day
from backend.imports.values.decimal_separator import DecimalMark, decide_decimal, decimal_mark_of
from backend.kit.currency import is_currency, minor_digits

_DAY = re.compile(r"((?:19|20)\d{6})(?:\D.*|\d{2}(?:\D.*|\d{2}(?:\D.*|\d{2}(?:\D.*)?)?)?)?", re.ASCII | re.DOTALL)
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d", re.ASCII)
_NO_DAY = re.compile(r"[0*\s]*(?:[.:\[].*)?", re.DOTALL)
_WITH_COMMA = re.compile(r"<TRNAMT>[^<,]*,")
_AMOUNTS = re.compile(r"<TRNAMT>([^<]*)")
AMOUNTS_LOOKED_AT = 2000
_OLD_CODES = {"RUR": "RUB"}


class OfxDates(dict[str, date]):
    """Remembers each text of a day it has read. The day stays as written: no zone moves it."""

    LIMIT = 50_000

    def __missing__(self, text: str) -> date:
        if len(self) >= self.LIMIT:
            self.clear()
        clean = text.strip()
        found = _DAY.fullmatch(clean)
        if found and found[1] != text:
            # Times differ from row to row, days seldom do.
            return self[found[1]]
        if clean and not _YEAR_FIRST.match(clean):
            # OFX writes the year first; any other order would be a guess.
            raise UnreadableDate("date_unreadable", "is not a date we can read")
        day = self[text] = read_day(clean, "YMD")
        return day


def is_empty_date(text: str) -> bool:
    """Say whether a day is left open: empty, noughts or stars."""
    return bool(_NO_DAY.fullmatch(text))


def date_or_none(days: OfxDates, text: str) -> date | None:
    try:
        return days[text]
    except UnreadableDate:
        return None


def currency_of(text: str | None) -> str | None:
    """Return the code in capitals, None where there is none. Raises UnreadableAmount for one we do not know."""
    if not text:
        return None
    code = SYMBOLS.get(text.upper(), text.upper())
    code = _OLD_CODES.get(code, code)
    if not is_currency(code):
        raise UnreadableAmount("currency_unknown", f"is in “{text}”, which is no currency we know")
    return code


def decimal_of(text: str, start: int, end: int) -> DecimalMark:
    """Return the decimal mark that the amounts of a statement agree on. OFX knows no groups of thousands; banks do."""
    found = []
    for amount in _AMOUNTS.finditer(text, start, end):
        found.append(amount[1])
        if len(found) >= AMOUNTS_LOOKED_AT:
            break
    if not _WITH_COMMA.search(text, start, end):
        return decide_decimal(found)
    return decide_decimal(found + [amount[1] for amount in _AMOUNTS.finditer(text, start, end) if "," in amount[1]])


def money_reader(decimal: DecimalMark, currency: str) -> Callable[[str], Amount]:
    """Return the function that reads the amounts of one statement in one currency."""
    plain = amount_reader(decimal.mark, currency)
    has_three_digits = minor_digits(currency) == 3

    def read(text: str) -> Amount:
        text = text.strip()
        is_clear = text[-3:-2] == decimal.mark or not ("." in text or "," in text)
        return plain(text) if is_clear else careful(text)

    def careful(text: str) -> Amount:
        body = split_amount(text).body
        own_mark = decimal_mark_of(body)
        if own_mark is None and has_three_digits:
            # By the standard an amount has no groups, and three digits are what this currency has.
            own_mark = "." if "." in body else ","
        if own_mark is None and not decimal.is_sure:
            raise UnreadableAmount("amount_ambiguous", "may mean thousands or decimals, and nothing in the file tells")
        return read_amount(text, own_mark or decimal.mark, currency)

    return read


LOAN = Reason("loan_movement", "This row belongs to the schedule of a loan, which is not imported as spending.")

SECURITIES = (
    "BUYDEBT BUYMF BUYOPT BUYOTHER BUYSTOCK CLOSUREOPT INCOME INVEXPENSE JRNLFUND JRNLSEC MARGININTEREST REINVEST"
    " RETOFCAP SELLDEBT SELLMF SELLOPT SELLOTHER SELLSTOCK SPLIT TRANSFER LOANSTMTTRN"
).split()
_OPENING = re.compile(rf"<({'|'.join(SECURITIES)})\s*>")
_POSITION = re.compile(r"<POS(?:STOCK|MF|DEBT|OPT|OTHER)\s*>")


class SecurityMovement(NamedTuple):
    start: int
    end: int
    reason: Reason


def security_movements(text: str, start: int, end: int) -> Iterator[SecurityMovement]:
    """Yield where the movements of securities stand between two places."""
    openings = list(_OPENING.finditer(text, start, end))
    for index, opening in enumerate(openings):
        limit = openings[index + 1].start() if index + 1 < len(openings) else end
        closing = f"</{opening[1]}>"
        close = text.find(closing, opening.end(), limit)
        stop = close + len(closing) if close >= 0 else min(limit, opening.end() + 2000)
        yield SecurityMovement(opening.start(), stop, LOAN if opening[1] == "LOANSTMTTRN" else INVESTMENT)


def count_positions(text: str, start: int, end: int) -> int:
    """Return how many holdings are listed between two places."""
    return sum(1 for _ in _POSITION.finditer(text, start, end))
