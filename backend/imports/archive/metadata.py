"""What a table that somebody kept for years says beyond its movements: their categories, and whose account it is.

Thinking only. People call their columns and sheets in ways that repeat; what they call a category stands in several
columns, the most exact one counts.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from backend.imports.model.statement import Statement
from backend.imports.readers import TABLES
from backend.kit.text import fold

# From the most exact name of a category to the widest.
_COLUMNS = (
    "short desc",
    "subcategory",
    "sub category",
    "specific category",
    "category 2",
    "secondary category",
    "category",
    "main category",
    "category group",
    "parent category",
)
_NO_CATEGORY = frozenset({"", "nan", "none", "n/a", "uncategorized", "uncategorised", "-", "balance"})
_WORDS = re.compile(r"[a-z]+")
_PERIOD = re.compile(
    r"\b(?:sheet|tabelle|blatt|feuil|hoja)\s*\d*\b|\b(?:19|20)\d\d\b|\bq[1-4]\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:transactions?|export|history|statement|statements|archive|activity|all|data|final|copy)\b",
    re.IGNORECASE,
)
_SPELLED_OUT = {"wf": "Wells Fargo", "wells": "Wells Fargo", "amex": "American Express", "boa": "Bank of America"}
_KINDS = (
    ("credit", ("credit", "card", "visa", "mastercard", "amex", "express", "discover", "best", "care", "kreditkarte")),
    ("savings", ("savings", "saving", "sav", "sparkonto", "vault")),
    ("cash", ("cash", "bargeld", "wallet")),
)


class CategoryName(NamedTuple):
    """What a row is filed under, and under what that lies; None where the table does not say."""

    category: str | None
    parent: str | None


class ArchivedAccount(NamedTuple):
    """The account a table seems to be of."""

    name: str
    account_type: str


def categories_of(statement: Statement) -> Iterator[CategoryName]:
    """Yield for each movement what its file says it is filed under."""
    mapping = statement.mapping if statement.format in TABLES else None
    header = [fold(name).replace("_", " ") for name in (mapping.header if mapping else ())]
    places = [header.index(name) for name in _COLUMNS if name in header]
    for draft in statement.drafts:
        if mapping and places:
            cells = _cells(draft.raw, mapping.delimiter)
            told = [part for place in places if place < len(cells) for part in _parts(cells[place])]
        else:
            told = _parts(draft.category_hint or "")
        told = [name for name in told if fold(name) not in _NO_CATEGORY]
        wider = next((name for name in told[1:] if fold(name) != fold(told[0])), None)
        yield CategoryName(told[0] if told else None, wider)


def _cells(raw: str, delimiter: str) -> list[str]:
    # A cell may hold several lines.
    return next(csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter), [])


def archived_account(statement: Statement, filename: str) -> ArchivedAccount:
    """Return the account a table is of: named by its sheet or column, else by its file; a month or year names none."""
    stem = PurePath(filename).stem
    for told in (statement.name_hint, statement.part_label, stem):
        if name := _plain_name(told or ""):
            return ArchivedAccount(name[:100], _kind_of(name) or statement.account_type_hint or "checking")
    return ArchivedAccount("Archive", statement.account_type_hint or "checking")


def _parts(name: str) -> list[str]:
    """A name may hold its parent: "Food:Groceries". The address of a picture is no name."""
    if "://" in name:
        return []
    return [part.strip() for part in reversed(name.replace(">", ":").split(":")) if part.strip()]


def _plain_name(text: str) -> str:
    words = " ".join(_PERIOD.sub(" ", text.replace("_", " ").replace("-", " ")).split()).strip(" .,()")
    if not _WORDS.search(words.lower()):
        return ""
    return " ".join(_SPELLED_OUT.get(word.lower(), _capital(word)) for word in words.split())


def _capital(word: str) -> str:
    return word if not word.islower() or len(word) < 3 else word.capitalize()


def _kind_of(name: str) -> str | None:
    words = set(_WORDS.findall(name.lower()))
    return next((kind for kind, known in _KINDS if words & set(known)), None)


def closest_name(name: str, candidates: Sequence[str], *, at_least: int = 88) -> str | None:
    """Return the known name that is meant although it is spelled a little differently, or None."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        fold(name), [fold(each) for each in candidates], scorer=fuzz.ratio, score_cutoff=at_least
    )
    return candidates[found[2]] if found else None
