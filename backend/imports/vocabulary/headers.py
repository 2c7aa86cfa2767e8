"""What banks of many countries call their columns. Each language names the roles with its own words.

A header matches a phrase as a whole first, then by the longest phrase it contains.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from backend.imports.vocabulary.languages import HEADERS
from backend.imports.vocabulary.text import header_words, words_of
from backend.kit.currency import is_currency, is_current

# Roles: `booked` is the day of booking, `date` some day, `valued` the value day, `made` the day of the purchase.
YEAR_FIRST_LANGUAGES = {"hu", "sv", "lt", "zh", "ja", "ko"}


class Meaning(NamedTuple):
    """What a header says: its role, how well it fits (2 exact, 1 contained), and the languages that say it so."""

    role: str
    fit: int
    languages: frozenset[str]


def _index() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for language, roles in HEADERS.items():
        for role, phrases in roles.items():
            for phrase in phrases.split(","):
                found.setdefault(words_of(phrase), []).append((role, language))
    return found


_BY_PHRASE = _index()
_IN_BRACKETS = re.compile(r"\S\s*[(（]([^()（）]+)[)）]\s*$")
# Inside a longer header only words that can hardly mean something else.
_SHORT = set("in out no to id ma ut ind ud af uit bij co dr cr ref dal name card check item from".split())


@lru_cache(maxsize=4096)
def meanings_of(header: str) -> tuple[Meaning, ...]:
    """Return what a header may mean, best first; empty if it says nothing we know."""
    words = header_words(header)
    if not words or len(words) > 80:
        return ()
    if side := _side_in_brackets(header):
        return side
    for candidate in (words_of(header), words):
        if candidate in _BY_PHRASE:
            return _grouped(candidate, fit=2)
    code = header.strip(" $€£")
    # Codes of the past are words in some languages, so they count only in capitals.
    if is_current(code.upper()) or is_currency(code):
        return (Meaning("amount", 1, frozenset()),)
    return _contained(words)


def _side_in_brackets(header: str) -> tuple[Meaning, ...]:
    """A header such as "Amount (credit)" names the side in its brackets."""
    inside = _IN_BRACKETS.search(header)
    meanings = _grouped(words_of(inside[1]), fit=2) if inside and words_of(inside[1]) in _BY_PHRASE else ()
    return tuple(meaning for meaning in meanings if meaning.role in ("debit", "credit"))


def _contained(words: str) -> tuple[Meaning, ...]:
    parts = words.split()
    spans = [
        " ".join(parts[start : start + length])
        for length in range(min(len(parts), 5), 0, -1)
        for start in range(len(parts) - length + 1)
    ]
    for span in spans:
        if span in _BY_PHRASE and span not in _SHORT and len(span) > 2:
            return _grouped(span, fit=1)
    return ()


def _grouped(phrase: str, fit: int) -> tuple[Meaning, ...]:
    roles: dict[str, set[str]] = {}
    for role, language in _BY_PHRASE[phrase]:
        roles.setdefault(role, set()).add(language)
    return tuple(Meaning(role, fit, frozenset(languages)) for role, languages in roles.items())


def count_known_words(text: str) -> int:
    """Count the cells of a text, whatever separates them, that are known headers and not plain ASCII."""
    cells = text.replace(";", "\n").replace("\t", "\n").replace(",", "\n").replace("|", "\n").split("\n")
    return sum(1 for cell in cells[:2000] if not cell.isascii() and meanings_of(cell.strip().strip('"')))
