"""Hints that lie all over a file: its languages, its currency, and words only some countries use."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backend.imports.header_words import meanings_of

# Without the states whose letters are also words: IN, OR, ME, HI, OK, DE, ID.
_STATE = re.compile(
    r"[A-Z]{3}\s+(?:AL|AK|AZ|AR|CA|CO|CT|DC|FL|GA|IA|IL|KS|KY|LA|MA|MD|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|"
    r"OH|PA|RI|SC|SD"
    r"|TN|TX|UT|VA|VT|WA|WI|WV|WY)$"
)
_AMERICAN = re.compile(
    r"\b(?:ACH|ZELLE|VENMO|PPD ID|CHECKCARD|WAL-?MART|WALGREENS|COSTCO|TRADER JOE'?S?|SPOTIFY USA|AMZN MKTP US"
    r"|WHOLE ?F(?:OO)?DS|SAFEWAY|KROGER|CVS"
    r"|CHICK-FIL-A|DUNKIN|WENDY'?S|IRS|WELLS FARGO|CHECK (?:PAID|#|\d)|HOME DEPOT|DES:|CO ID|WEB ID|POS DEBIT|PUBLIX"
    r"|CHIPOTLE|SHELL OIL|COMCAST|VERIZON|VZW\w*)(?![A-Z])"
)
_BRITISH = re.compile(
    r"\b(?:DIRECT DEBIT|FASTER PAYMENT|STANDING ORDER|CHEQUE|TFR|TESCO|SAINSBURY|WAITROSE|ASDA|MORRISONS|BACS|"
    r"CONTACTLESS|"
    r"PAYPOINT|LONDON|TFL|EFTPOS|WOOLWORTHS|COLES|UPI|NEFT|IMPS|GBR|AUS|BPAY|POST OFFICE|COUNCIL|"
    r"AUCKLAND|SYDNEY|MELBOURNE|MUMBAI|DUBLIN|PLC|GREGGS)\b"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rest of the file suggests where the values alone leave two readings."""

    languages: frozenset[str] = frozenset()
    date_order: str | None = None
    decimal: str | None = None
    currency: str | None = None
    home_currency: str = "USD"
    american: int = 0
    british: int = 0
    latest: date | None = None


def languages_of(header: Sequence[str]) -> frozenset[str]:
    """Return the languages that know most of the headers; empty if none is known."""
    votes: dict[str, float] = {}
    for cell in header:
        found = {language for meaning in meanings_of(cell) if meaning.fit == 2 for language in meaning.languages}
        for language in found:
            votes[language] = votes.get(language, 0.0) + 1.0
    most = max(votes.values(), default=0.0)
    return frozenset(language for language, count in votes.items() if count >= most - 0.5)


def regional_words(texts: Sequence[str]) -> tuple[int, int]:
    """Return (american, british) as 0 or 1 each: whether descriptions speak of one region and not of the other."""
    american = sum(bool(_AMERICAN.search(text.upper()) or _STATE.search(text.rstrip())) for text in texts)
    british = sum(bool(_BRITISH.search(text.upper())) for text in texts)
    enough = max(1, min(3, len(texts) // 5))
    return (
        int(american >= enough and american > 3 * british),
        int(british >= enough and british > 3 * american),
    )
