"""Evidence from the whole table for its date order: languages, currency, regional words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backend.imports.detection.columns import Roles
from backend.imports.detection.currency import codes_of_amount
from backend.imports.values.amounts import SYMBOLS
from backend.imports.values.cells import Facts
from backend.imports.vocabulary.bank_layouts import Layout
from backend.imports.vocabulary.headers import YEAR_FIRST_LANGUAGES, meanings_of
from backend.kit.currency import is_currency

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


def gather_evidence(
    roles: Roles,
    facts: Sequence[Facts],
    layout: Layout | None,
    languages: frozenset[str],
    decimal: str,
    currency: str | None,
    home_currency: str,
    latest: date | None,
) -> Evidence:
    texts = [value for column in roles.description for value in facts[column].values]
    american, british = regional_words(texts[:600])
    return Evidence(
        languages=languages - YEAR_FIRST_LANGUAGES,
        date_order=layout.date_order if layout else None,
        decimal=decimal if any("," in v for column in money_facts(facts, roles) for v in column.values) else None,
        currency=currency,
        home_currency=home_currency,
        american=american,
        british=british,
        latest=latest,
    )


def currency_of(roles: Roles, facts: Sequence[Facts], stated_currency: str | None) -> str | None:
    """Return the one currency of the amounts, by its column, by what the header tells, or by signs beside them."""
    currency = stated_currency
    if roles.currency is not None and facts[roles.currency].values:
        codes = {value.upper() for value in facts[roles.currency].values}
        currency = codes.pop() if len(codes) == 1 else None
    elif currency is None and (money := money_facts(facts, roles)):
        codes = {code for column in money for value in column.values[:200] for code in codes_of_amount(value)}
        currency = codes.pop() if len(codes) == 1 else None
    currency = SYMBOLS.get(currency or "", currency)
    return currency if currency and is_currency(currency) else None


def money_facts(facts: Sequence[Facts], roles: Roles) -> list[Facts]:
    columns = (roles.amount, roles.debit, roles.credit, roles.balance)
    return [facts[column] for column in columns if column is not None]
