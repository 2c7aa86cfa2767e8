"""Normalised text for comparing words: no accents, capitals or punctuation."""

import re
import unicodedata

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")
_NOT_WORDS = re.compile(r"[\W_]+")


def fold_letters(text: str) -> str:
    """Return the text in small letters and without accents; other scripts stay."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ø", "o").replace("ı", "i"))
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def words_of(text: str) -> str:
    """Return folded words with single spaces: "Betrag (EUR)" and "Running_Balance" become "betrag eur", ..."""
    return " ".join(_NOT_WORDS.sub(" ", fold_letters(_CAMEL.sub(" ", text))).split())


def header_words(text: str) -> str:
    """Return the words of a header without what it says in brackets, unless that is all it says."""
    return words_of(_BRACKETS.sub(" ", text)) or words_of(text)
