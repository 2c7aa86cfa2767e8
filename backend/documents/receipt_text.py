"""Read a receipt or an invoice from its text: merchant, day, lines, tax and total. Pure; it guesses no amounts."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from backend.documents.purchase import Purchase, PurchaseLine
from backend.kit.currency import minor_digits

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan janv enero gennaio january januar janvier", "feb fevr febrero febbraio february februar fevrier",
            "mar marz mars marzo march maerz", "apr avr abril aprile april avril", "may mai mayo maggio",
            "jun juin junio giugno june juni", "jul juil julio luglio july juli juillet",
            "aug aout agosto august", "sep sept septiembre settembre september septembre",
            "oct okt octubre ottobre october oktober octobre", "nov noviembre november novembre",
            "dec dez diciembre dicembre december dezember decembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_AMOUNT = re.compile(
    r"(?P<text>.*?)(?:^|\s|[:.]{2,})(?P<sign>[-−–])?\s?(?:[$€£]|US\$|EUR|USD|GBP|CHF)?\s?(?P<sign2>[-−–])?"
    r"(?P<number>\d{1,3}(?:[.,' ]\d{3})+[.,]\d{2}|\d+[.,]\d{2})(?P<after>[-−])?"
    r"\s?(?:[$€£]|EUR|USD|GBP|CHF)?(?:\s+[A-Z*]{1,2}\d?|\s*[*])?$"
)
_TOTAL = re.compile(
    r"(?:grand |order |invoice )?total(?: due| ttc| amount| payable)?\b|amount due|balance due|to pay\b"
    r"|(?:zu zahlen|summe|gesamt(?:betrag|summe)?)\b"
    r"|montant (?:total|du|a payer)|net a payer|importe total|totale\b|totaal\b|te betalen|att betala|betrag\b"
)
_SUBTOTAL = re.compile(r"sub-? ?total|zwischensumme|sous-? ?total|subtotale|subtotaal|net(?:to)? total|merchandise")
_TAX = re.compile(r"(?:sales |state |local |incl\.? )?(?:tax|vat|gst|hst|pst|mwst|ust|tva|iva|btw|moms)\b|umsatzsteuer")
_EXTRA = re.compile(
    r"(?:bottle )?deposit\b|pfand\b|consigne\b|tip\b|gratuity|trinkgeld|pourboire|shipping|versand|livraison|delivery"
    r"|service charge|rounding|rundung|bag fee"
)
_PAID = re.compile(
    r"cash\b|change\b|visa|master|amex|debit|credit card|card\b|bar\b|gegeben|ruckgeld|ec-|girocard|especes|rendu|carte"
    r"|tendered|paid\b|approved|auth|aid\b|contactless|kontaktlos|efectivo|contante|pin\b"
)
_QUANTITY = re.compile(
    r"(?:\d+(?:[.,]\d+)?\s?(?:x|@|×)\s?\d+[.,]\d{2})|(?:\d+[.,]\d+\s?(?:kg|lb|g|l)\b)", re.IGNORECASE
)
_NUMERIC_DAY = re.compile(r"(?<![\d.,/-])(\d{1,4})([-/.])(\d{1,2})\2(\d{2,4})(?![\d/-])")
_NAMED_DAY = re.compile(r"(\d{1,2})\.? ([^\W\d]{3,9})\.?,? (20\d\d)|([^\W\d]{3,9})\.? (\d{1,2}),? (20\d\d)")
_WARRANTY_YEARS = re.compile(
    r"(\d{1,2})[- ]?(?:years?|jahre?|ans?|anos?|anni)\b.{0,25}(?:warranty|guarantee|garant)", re.IGNORECASE
)
_WARRANTY_UNTIL = re.compile(
    r"(?:warranty|guarantee|garanti\w*).{0,30}?(?:until|to|ends?|bis|expires?|jusqu)", re.IGNORECASE
)
_NOT_A_NAME = re.compile(
    r"receipt|invoice|rechnung|kassenbon|welcome|tel\b|www\.|http|@|customer|copy|page\b|date\b", re.IGNORECASE
)


def read_receipt(text: str, *, currency: str, today: date) -> Purchase | None:
    """Return the purchase that a text describes, None if it has no total."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    decimal = _decimal_mark(lines)
    found_currency = _currency(text) or currency
    digits = minor_digits(found_currency)
    bought: list[PurchaseLine] = []
    extras: list[PurchaseLine] = []
    total: int | None = None
    tax: int | None = None
    before = above = ""
    for line in lines:
        if _QUANTITY.fullmatch(line):
            # The quantity stands above its line.
            above = line
            continue
        found = _AMOUNT.fullmatch(line)
        if found is None:
            before = line
            continue
        words, minor = _folded(found["text"]), _minor(found["number"], decimal, digits)
        if found["sign"] or found["sign2"] or found["after"]:
            minor = -minor
        if _SUBTOTAL.match(words):
            continue
        if _TAX.match(words) or (_TAX.search(words) and "%" in words):
            tax = (tax or 0) + minor
        elif _TOTAL.match(words):
            # "Total" may come again below with the tax in it: the largest is what was paid.
            total = minor if total is None else max(total, minor)
        elif total is None and _EXTRA.match(words):
            extras.append(PurchaseLine(found["text"].strip(" :.") or "Extra", minor))
        elif total is None and not _PAID.match(words):
            line_text, quantity = _without_quantity(found["text"], before)
            bought.append(PurchaseLine(line_text, minor, quantity or above or None))
        before = above = ""
    if total is None:
        return None
    return Purchase(
        merchant=_merchant(lines),
        on=day_in(text, today=today, is_month_first=found_currency == "USD"),
        total_minor=total,
        currency=found_currency,
        lines=tuple(line for line in bought if line.text),
        extras=tuple(extras),
        tax_minor=tax,
    )


def day_in(text: str, *, today: date, is_month_first: bool) -> date | None:
    """Return the first day in a text that is not in the future."""
    for found in _NUMERIC_DAY.finditer(text):
        first, mark, second, third = int(found[1]), found[2], int(found[3]), int(found[4])
        if len(found[1]) == 4:
            orders = [(first, second, third)]
        else:
            year = third + 2000 if third < 100 else third
            day_first, month_first = (year, second, first), (year, first, second)
            orders = [month_first, day_first] if is_month_first and mark != "." else [day_first, month_first]
        for order in orders:
            if (day := _day(*order)) and day <= today:
                return day
    for found in _NAMED_DAY.finditer(text):
        name, number, year_text = (found[2], found[1], found[3]) if found[1] else (found[4], found[5], found[6])
        month = _MONTHS.get(_folded(name)) or _MONTHS.get(_folded(name)[:3])
        if month and (day := _day(int(year_text), month, int(number))) and day <= today:
            return day
    return None


def warranty_end(text: str, bought_on: date | None, *, is_month_first: bool) -> date | None:
    """Return the day on which a warranty ends: as named, or so many years after the purchase; None if none is named."""
    if until := _WARRANTY_UNTIL.search(text):
        far = date(2199, 12, 31)
        if day := day_in(text[until.end() : until.end() + 40], today=far, is_month_first=is_month_first):
            return day
    if bought_on and (years := _WARRANTY_YEARS.search(text)):
        return _day(bought_on.year + int(years[1]), bought_on.month, min(bought_on.day, 28))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _decimal_mark(lines: Sequence[str]) -> str:
    marks = Counter(found["number"][-3] for line in lines if (found := _AMOUNT.fullmatch(line)))
    return marks.most_common(1)[0][0] if marks else "."


def _minor(number: str, decimal: str, digits: int) -> int:
    whole, _, cents = number.rpartition(decimal if decimal in number else number[-3])
    return int(re.sub(r"\D", "", whole) + cents.ljust(digits, "0")[:digits])


def _without_quantity(text: str, before: str) -> tuple[str, str | None]:
    """Return the name of a line and its quantity; a line that is only a quantity has its name above."""
    found = _QUANTITY.search(text)
    if found is None:
        return text.strip(" :."), None
    name = (text[: found.start()] + text[found.end() :]).strip(" :.")
    return (name or before).strip(), found.group().strip()


def _merchant(lines: Sequence[str]) -> str | None:
    for line in lines[:6]:
        name = re.sub(r"\s*#?\s?\d{2,}.*$", "", line).strip(" *-=")
        if sum(map(str.isalpha, name)) >= 3 and not _AMOUNT.fullmatch(line) and not _NOT_A_NAME.search(name):
            return re.sub(r"\s+", " ", name)[:100]
    return None


def _currency(text: str) -> str | None:
    for mark, code in (("€", "EUR"), ("EUR", "EUR"), ("£", "GBP"), ("CHF", "CHF"), ("US$", "USD")):
        if mark in text:
            return code
    return None


def _folded(text: str) -> str:
    table = str.maketrans("äöüàâéèêëîïôûçñáíóúß", "aouaaeeeeiioucnaious")
    return re.sub(r"[\s]+", " ", text.casefold().translate(table)).strip(" :.*-")
