"""What a document is, guessed from its name and text until a person says it; and how long it is kept."""

import re
from datetime import date
from typing import Literal, get_args

Kind = Literal["receipt", "w2", "1099", "statement", "invoice", "warranty", "contract", "insurance", "tax", "other"]
KINDS: tuple[str, ...] = get_args(Kind)
# waiting: not read yet; read: its text is known; no_text: a picture or a scan; failed: see `reading_note`.
Reading = Literal["waiting", "read", "no_text", "failed"]
READINGS: tuple[str, ...] = get_args(Reading)
# Documents that prove figures of a tax year.
TAX_KINDS = frozenset({"w2", "1099", "tax"})

# German, French, Spanish, Dutch and Italian words stand beside the English ones.
_WORDS: tuple[tuple[str, str], ...] = (
    ("w2", r"\bw-?2\b|wage and tax statement"),
    ("1099", r"\b1099(?:-?[a-z]{1,4})?\b"),
    ("tax", r"\btax return|tax certificate|annual tax|steuerbescheid|steuerbescheinigung|lohnsteuer|avis d.imp"),
    ("warranty", r"\bwarranty|guarantee certificate|garantie(?:schein|karte)?\b|garant[ií]a\b|garanzia\b"),
    ("insurance", r"\binsurance (?:policy|certificate|premium)|\bpolicy number|versicherungsschein|assurance\b"),
    ("contract", r"\b(?:lease|rental|employment|loan) agreement|\bcontract\b|vertrag\b|contrat\b|contrato\b|\blease\b"),
    ("invoice", r"\binvoice\b|rechnung\b|facture\b|factura\b|fattura\b|factuur\b"),
    ("statement", r"\bstatement\b|kontoauszug|relev[ée] de compte|extracto|estratto conto|rekeningafschrift"),
    ("receipt", r"\breceipt\b|kassenbon|\bbeleg\b|quittung|re[cç]u\b|ticket de caisse|scontrino|\bbon\b|recibo\b"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _WORDS)
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d|19[89]\d)(?!\d)")


def guess_kind(filename: str, text: str = "", *, is_receipt: bool = False) -> str:
    """Return what a document seems to be: its name counts before its first lines, and there what is named first."""
    name = re.sub(r"[_.\s]+", " ", filename)
    for source in (name, text[:1500]):
        found = [(match.start(), kind) for kind, pattern in _PATTERNS if (match := pattern.search(source))]
        if found:
            _, kind = min(found, key=lambda each: each[0])
            return "receipt" if is_receipt and kind in ("invoice", "statement") else kind
    return "receipt" if is_receipt else "other"


def guess_tax_year(kind: str, filename: str, text: str) -> int | None:
    """Return the year that a tax form names, None for other documents and where none is named."""
    if kind not in TAX_KINDS:
        return None
    found = _YEAR.search(filename) or _YEAR.search(text[:3000])
    return int(found.group()) if found else None


def kept_until(kind: str, issued_on: date | None, *, receipt_years: int, tax_years: int) -> date | None:
    """Return the day until which a document should be kept, None for as long as the person likes."""
    years = tax_years if kind in TAX_KINDS else receipt_years if kind in ("receipt", "invoice") else None
    if years is None or issued_on is None:
        return None
    try:
        return issued_on.replace(year=issued_on.year + years)
    except ValueError:  # February 29
        return issued_on.replace(year=issued_on.year + years, day=28)
